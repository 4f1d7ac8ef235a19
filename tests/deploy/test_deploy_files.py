"""The deploy files name what exists: stages, topics, settings."""

import os
import re
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

from deploy.kafka.config import MESSAGE_MAX_BYTES
from deploy.kafka.jars import KAFKA_VERSION
from schemas.pipeline import PIPELINE, Step
from services.fetch.http.user_agent import user_agent
from services.policy.rules import NO_RULES
from services.policy.rules_file import read_rules
from services.settings import Settings
from services.sinks.table import SINKS

DEPLOY = Path(__file__).parents[2] / "deploy"
CHART = DEPLOY / "helm" / "newsreel"
STAGES = {step.stage for step in PIPELINE}
FOREIGN = {
    "kafka": r"KAFKA_\w+|CLUSTER_ID",
    "postgres": r"POSTGRES_\w+",
    "grafana": r"GF_\w+",
}
"""Environment variables that belong to an image that is not ours."""


def load(path: str) -> Any:
    return yaml.safe_load((DEPLOY / path).read_text())


def compose() -> dict[str, Any]:
    services: dict[str, Any] = load("compose.yaml")["services"]
    return services


def chart_stages() -> dict[str, Any]:
    stages: dict[str, Any] = load("helm/newsreel/values.yaml")["stages"]
    return stages


def test_every_yaml_file_can_be_read() -> None:
    files = [file for file in DEPLOY.rglob("*.y*ml") if "templates" not in file.parts]
    assert len(files) >= 8
    for file in files:
        assert yaml.safe_load(file.read_text()), file


@pytest.mark.parametrize("step", PIPELINE, ids=lambda step: step.stage)
def test_every_stage_is_a_service_of_compose(step: Step) -> None:
    service = compose()[step.stage]
    assert service["command"] == ["service", step.stage]
    assert "/health/ready" in " ".join(service["healthcheck"]["test"])


@pytest.mark.parametrize("step", PIPELINE, ids=lambda step: step.stage)
def test_every_stage_is_in_the_chart_and_scales_on_a_topic_it_consumes(step: Step) -> None:
    scaling = chart_stages()[step.stage]["autoscaling"]
    topics = {topic.name: topic for topic in step.consumes}
    assert scaling["topic"] in topics
    assert scaling["max"] <= topics[scaling["topic"]].partitions


def test_nothing_but_stages_and_sinks_is_scraped_and_charted() -> None:
    scraped = load("prometheus/prometheus.yml")["scrape_configs"][0]["dns_sd_configs"]
    assert [set(each["names"]) for each in scraped] == [STAGES, {f"sink-{n}" for n in SINKS}]
    assert set(chart_stages()) == STAGES
    assert set(load("helm/newsreel/values.yaml")["sinks"]) == set(SINKS)


@pytest.mark.parametrize("name", SINKS)
def test_every_sink_is_off_until_somebody_wants_it(name: str) -> None:
    service = compose()[f"sink-{name}"]
    assert (service["command"], service["profiles"]) == (["sink", name], [f"sink-{name}"])
    assert load("helm/newsreel/values.yaml")["sinks"][name]["enabled"] is False


def test_the_console_is_off_until_somebody_wants_it_and_asks_every_stage() -> None:
    console = compose()["console"]
    assert (console["profiles"], console["ports"]) == (["console"], ["127.0.0.1:8090:8090"])
    assert console["command"] == ["console", *(f"{step.stage}:8080" for step in PIPELINE)]
    assert "NEWSREEL_CONSOLE_TOKEN" not in console["environment"]  # it would win over .env
    assert load("helm/newsreel/values.yaml")["console"]["enabled"] is False


def environment(service: str) -> set[str]:
    return set(compose()[service].get("environment", {}))


@pytest.mark.parametrize("service", compose())
def test_a_variable_in_compose_is_a_setting_or_belongs_to_the_foreign_image(service: str) -> None:
    for name in environment(service):
        if service in FOREIGN:
            assert re.fullmatch(FOREIGN[service], name)
        else:
            assert is_setting(name), name


def test_a_variable_in_the_chart_and_the_dockerfile_is_a_setting() -> None:
    files = [DEPLOY / "Dockerfile", *CHART.rglob("*.yaml"), *CHART.rglob("*.tpl")]
    names = set(re.findall(r"\bNEWSREEL_\w+", " ".join(file.read_text() for file in files)))
    assert len(names) > 8
    assert not {name for name in names if not is_setting(name) and name != "NEWSREEL_"}


@pytest.mark.parametrize("step", PIPELINE, ids=lambda step: step.stage)
def test_a_setting_of_one_stage_in_the_chart_is_read_by_that_stage(step: Step) -> None:
    services = DEPLOY.parent / "services"
    folders = (services / step.stage, services / "stage")
    files = [file for folder in folders for file in folder.rglob("*.py")]
    source = "".join(file.read_text() for file in files if file.name != "settings.py")
    for name in chart_stages()[step.stage]["env"]:
        assert re.search(rf"\.{name.removeprefix('NEWSREEL_').lower()}\b", source), name


def unset(text: str) -> str:
    """Return what compose makes of `${NAME:-default}` where NAME is not set."""
    return re.sub(r"\$\{\w+:-([^}]*)\}", r"\1", text)


@pytest.mark.parametrize("name", sorted(set(compose()) - FOREIGN.keys() - {"prometheus"}))
def test_what_compose_runs_of_ours_takes_any_setting_from_the_operators_file(name: str) -> None:
    service = compose()[name]
    assert service["env_file"] == [{"path": ".env", "required": False}]
    assert service["environment"]["NEWSREEL_FETCH_CONTACT"] == "${NEWSREEL_FETCH_CONTACT:-}"


def test_without_a_contact_compose_fetches_under_the_plain_name() -> None:
    contact = Settings(fetch_contact=unset("${NEWSREEL_FETCH_CONTACT:-}")).fetch_contact
    assert user_agent(contact) == user_agent()


@pytest.mark.parametrize("stage", ["intake", "fetch"])
def test_the_stages_that_read_rules_have_the_operators_file_or_none(stage: str) -> None:
    service = compose()[stage]
    (mount,) = service["volumes"]
    assert mount["target"] == service["environment"]["NEWSREEL_RULES_FILE"]
    assert mount["source"].startswith("${NEWSREEL_RULES_FILE:-")
    assert mount["bind"] == {"create_host_path": False}  # a wrong path is an error, no folder
    assert read_rules(DEPLOY / unset(mount["source"])) == NO_RULES


def test_the_example_of_the_operators_file_names_settings() -> None:
    names = re.findall(r"^#? ?(\w+)=", (DEPLOY / "env.example").read_text(), re.MULTILINE)
    assert "NEWSREEL_FETCH_CONTACT" in names
    assert "example.org" not in (DEPLOY / "env.example").read_text()  # it would be sent as it is
    assert all(is_setting(name) or name == "POSTGRES_PASSWORD" for name in names)


def is_setting(name: str) -> bool:
    return name.startswith("NEWSREEL_") and name[9:].lower() in Settings.model_fields


@pytest.mark.parametrize("service", compose())
def test_a_service_of_compose_is_watched_limited_and_restarted(service: str) -> None:
    config = compose()[service]
    assert {"cpus", "memory"} <= set(config["deploy"]["resources"]["limits"])
    assert config["restart"] in {"unless-stopped", "on-failure:5"}
    assert "healthcheck" in config


@pytest.mark.parametrize("service", compose())
def test_compose_opens_ports_on_loopback_only(service: str) -> None:
    assert all(port.startswith("127.0.0.1:") for port in compose()[service].get("ports", []))


@pytest.mark.parametrize("service", compose())
def test_what_compose_mounts_exists(service: str) -> None:
    for mount in compose()[service].get("volumes", []):
        source = unset(mount["source"]) if isinstance(mount, dict) else mount.split(":")[0]
        if source.startswith("."):
            assert (DEPLOY / source).exists()
        else:
            assert source in load("compose.yaml")["volumes"]


def test_compose_runs_the_kafka_that_the_tests_ran_on() -> None:
    kafka = compose()["kafka"]
    assert kafka["image"] == f"apache/kafka:{KAFKA_VERSION}"
    assert kafka["environment"]["KAFKA_MESSAGE_MAX_BYTES"] == str(MESSAGE_MAX_BYTES)


def test_the_image_is_built_from_the_lock_file_and_runs_without_root() -> None:
    dockerfile = (DEPLOY / "Dockerfile").read_text()
    final_stage = dockerfile.split("\nFROM ")[-1]
    assert "--require-hashes --no-deps --requirement requirements.lock" in dockerfile
    assert re.search(r"^USER 10001:10001$", final_stage, re.MULTILINE)
    assert 'ENTRYPOINT ["newsreel"]' in final_stage


def test_the_image_takes_in_what_it_copies() -> None:
    copied = re.findall(r"^COPY (?!--from)(.+) \S+$", (DEPLOY / "Dockerfile").read_text(), re.M)
    wanted = {source for line in copied for source in line.split()}
    allowed = (DEPLOY / "Dockerfile.dockerignore").read_text().splitlines()
    assert wanted == {line[1:] for line in allowed if line.startswith("!")}


def test_a_check_whose_tool_is_missing_is_skipped_aloud(tmp_path: Path) -> None:
    for tool in ("bash", "dirname", "mktemp", "rm", "sed", "basename"):
        real = next(Path(d) / tool for d in ("/usr/bin", "/bin") if (Path(d) / tool).exists())
        (tmp_path / tool).symlink_to(real)
    result = subprocess.run(
        [tmp_path / "bash", DEPLOY / "check.sh"],
        env={**os.environ, "PATH": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 0
    assert "deploy: 0 passed, 0 failed, 5 skipped" in result.stdout

"""The chart refuses what it does not know, and closes what the stages refuse too."""

import json
import shutil
import subprocess
from ipaddress import ip_network
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from services.policy import addresses
from services.settings import Settings

ROOT = Path(__file__).parents[2]
CHART = ROOT / "deploy" / "helm" / "newsreel"
VALUES = yaml.safe_load((CHART / "values.yaml").read_text("utf-8"))
SCHEMA = json.loads((CHART / "values.schema.json").read_text("utf-8"))
CASES = sorted((CHART / "ci").glob("*-values.yaml"))

HELM = shutil.which("helm") or shutil.which("helm", path=str(ROOT / "build/deploy/bin"))

needs_helm = pytest.mark.skipif(
    HELM is None, reason="helm is not installed: `make check-deploy` brings it"
)


def merged(base: Any, over: Any) -> Any:
    """Values over values, as Helm lays them; null takes a value away."""
    if not (isinstance(base, dict) and isinstance(over, dict)):
        return over
    both = {**base, **{key: merged(base.get(key), value) for key, value in over.items()}}
    return {key: value for key, value in both.items() if value is not None}


def described(schema: dict[str, Any], values: Any, path: str = "") -> list[str]:
    """Names of the values that the schema does not describe one by one, or the other way round."""
    if "$ref" in schema:
        schema = SCHEMA["definitions"][schema["$ref"].rpartition("/")[2]]
    if "properties" not in schema:
        return []
    known = set(schema["properties"]) - {"global"}
    found = [f"{path}{name}" for name in known ^ set(values)]
    for name in known & set(values):
        found += described(schema["properties"][name], values[name], f"{path}{name}.")
    return found


def rendered(case: Path, *more: str) -> list[dict[str, Any]]:
    assert HELM is not None
    command: list[str | Path] = [
        HELM,
        "template",
        "check",
        CHART,
        "--kube-version",
        "1.34.0",
        "--values",
        case,
    ]
    text = subprocess.run([*command, *more], capture_output=True, text=True, check=True).stdout
    return [each for each in yaml.safe_load_all(text) if each]


def objects(kind: str, found: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    return {each["metadata"]["name"]: each for each in found if each["kind"] == kind}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_the_schema_takes_the_values_of_every_case(case: Path) -> None:
    jsonschema.validate(merged(VALUES, yaml.safe_load(case.read_text("utf-8"))), SCHEMA)


def test_there_are_ten_cases() -> None:
    assert len(CASES) >= 10


@pytest.mark.parametrize(
    "typo",
    [
        {"kafak": {"x": 1}},
        {"stages": {"fetch": {"replcas": 5}}},
        {"stages": {"fetsh": {"replicas": 5}}},
        {"stages": {"fetch": {"autoscaling": {"enable": True}}}},
        {"env": {"FETCH_CONTACT": "x"}},
        {"kafka": {"securityProtocol": "TLS"}},
        {"image": {"digest": "latest"}},
        {"database": {"url": "mysql://db/newsreel"}},
        {"networkPolicy": {"enabled": "yes"}},
        {"fullnameOverride": "News_Reel"},
        {"nameOverride": "news.reel-"},
    ],
    ids=str,
)
def test_the_schema_refuses_a_misspelt_name_and_a_wrong_value(typo: dict[str, Any]) -> None:
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(merged(VALUES, typo), SCHEMA)


def test_the_schema_describes_every_value_and_nothing_else() -> None:
    assert described(SCHEMA, VALUES) == []


def test_the_network_policy_closes_every_network_that_fetch_refuses() -> None:
    fetch = VALUES["networkPolicy"]["fetch"]
    closed = [ip_network(each) for each in (*fetch["exceptIPv4"], *fetch["exceptIPv6"])]
    opened = {4: ip_network("0.0.0.0/0"), 6: ip_network("2000::/3")}
    for network, what in addresses.FORBIDDEN:
        if is_part(network, opened[network.version]):
            assert any(is_part(network, each) for each in closed), f"{network} ({what})"


def is_part(network: Any, other: Any) -> bool:
    return bool(network.version == other.version and network.subnet_of(other))


def test_the_network_policy_opens_the_ports_that_fetch_may_use() -> None:
    default = Settings.model_fields["fetch_allowed_ports"].default
    assert tuple(VALUES["networkPolicy"]["fetch"]["ports"]) == default


def test_the_chart_takes_alerts_and_dashboards_from_where_compose_has_them() -> None:
    assert (CHART / "files/alerts.yml").resolve() == CHART.parents[1] / "prometheus/alerts.yml"
    assert (CHART / "files/dashboards").resolve() == CHART.parents[1] / "grafana/dashboards"


@needs_helm
def test_only_fetch_reaches_the_internet() -> None:
    policies = objects("NetworkPolicy", rendered(CHART / "ci/network-values.yaml"))
    wide = {
        name
        for name, policy in policies.items()
        for rule in policy["spec"].get("egress", [])
        for peer in rule["to"]
        if ip_network(peer.get("ipBlock", {}).get("cidr", "10.0.0.0/32")).prefixlen < 8
    }
    assert wide == {"check-newsreel-fetch"}
    selected = policies["check-newsreel-fetch"]["spec"]["podSelector"]["matchLabels"]
    assert selected["app.kubernetes.io/component"] == "fetch"


@needs_helm
def test_every_pod_is_behind_the_policy_that_closes_everything() -> None:
    found = rendered(CHART / "ci/full-values.yaml")
    selector = objects("NetworkPolicy", found)["check-newsreel"]["spec"]["podSelector"]
    pods = [*objects("Deployment", found).values(), *objects("Job", found).values()]
    assert len(pods) == 9
    for pod in pods:
        labels = pod["spec"]["template"]["metadata"]["labels"]
        assert selector["matchLabels"].items() <= labels.items()


@needs_helm
def test_a_job_has_a_new_name_only_when_it_does_something_else() -> None:
    case = CHART / "ci/least-values.yaml"
    first = set(objects("Job", rendered(case)))
    assert set(objects("Job", rendered(case, "--set", "stages.fetch.replicas=9"))) == first
    assert not set(objects("Job", rendered(case, "--set", "image.tag=other"))) & first
    other = "database.url=postgresql://a:b@other/newsreel"
    assert not set(objects("Job", rendered(case, "--set", other))) & first


@needs_helm
def test_without_ids_of_ours_the_platform_chooses_the_user() -> None:
    for pod in objects("Deployment", rendered(CHART / "ci/openshift-values.yaml")).values():
        security = pod["spec"]["template"]["spec"]["securityContext"]
        assert security == {"runAsNonRoot": True, "seccompProfile": {"type": "RuntimeDefault"}}


@needs_helm
def test_the_monitor_finds_each_pod_once() -> None:
    found = rendered(CHART / "ci/monitoring-values.yaml")
    (monitor,) = objects("ServiceMonitor", found).values()
    wanted = monitor["spec"]["selector"]["matchLabels"].items()
    services = objects("Service", found).values()
    assert len([each for each in services if wanted <= each["metadata"]["labels"].items()]) == 1


@needs_helm
def test_the_pods_of_sinks_are_scraped_too() -> None:
    found = rendered(CHART / "ci/sinks-values.yaml")
    selector = objects("Service", found)["check-newsreel"]["spec"]["selector"]
    sinks = [each for name, each in objects("Deployment", found).items() if "-sink-" in name]
    assert len(sinks) == len(VALUES["sinks"])
    for sink in sinks:
        pod = sink["spec"]["template"]
        assert selector.items() <= pod["metadata"]["labels"].items()
        assert pod["spec"]["containers"][0]["ports"][0]["name"] == "http"


@needs_helm
def test_the_console_is_inside_the_cluster_alone_and_its_token_in_a_secret() -> None:
    assert "check-newsreel-console" not in objects(
        "Service", rendered(CHART / "ci/least-values.yaml")
    )
    found = rendered(CHART / "ci/console-values.yaml")
    assert objects("Service", found)["check-newsreel-console"]["spec"]["type"] == "ClusterIP"
    (container,) = objects("Deployment", found)["check-newsreel-console"]["spec"]["template"][
        "spec"
    ]["containers"]
    (token,) = [e for e in container["env"] if e["name"] == "NEWSREEL_CONSOLE_TOKEN"]
    reference = token["valueFrom"]["secretKeyRef"]
    secret = objects("Secret", found)[reference["name"]]
    assert secret["stringData"] == {reference["key"]: "a token"}
    named = objects("Deployment", rendered(CHART / "ci/full-values.yaml"))
    assert '"name": "newsreel-console"' in json.dumps(named["check-newsreel-console"])


@needs_helm
def test_no_variable_of_a_pod_comes_from_the_name_of_a_service() -> None:
    # of the service `newsreel-console`: NEWSREEL_CONSOLE_PORT=tcp://…, which ends every stage
    found = rendered(CHART / "ci/full-values.yaml")
    deployments = objects("Deployment", found).values()
    assert deployments
    for each in deployments:
        assert each["spec"]["template"]["spec"]["enableServiceLinks"] is False


@needs_helm
def test_numbers_reach_the_pods_as_they_are_written(tmp_path: Path) -> None:
    values = tmp_path / "values.yaml"
    values.write_text(
        "env: {NEWSREEL_FETCH_BODY_MAX_BYTES: 9000000, NEWSREEL_FETCH_DELAY_SECONDS: 0.5}\n"
        "stages: {extract: {autoscaling: {enabled: true, lagThreshold: 2000000}}}\n"
    )
    found = rendered(CHART / "ci/least-values.yaml", "--values", str(values))
    fetch = objects("Deployment", found)["check-newsreel-fetch"]
    (container,) = fetch["spec"]["template"]["spec"]["containers"]
    given = {each["name"]: each.get("value") for each in container["env"]}
    assert given["NEWSREEL_FETCH_BODY_MAX_BYTES"] == "9000000"
    assert given["NEWSREEL_FETCH_DELAY_SECONDS"] == "0.5"
    (scaled,) = objects("ScaledObject", found).values()
    assert scaled["spec"]["triggers"][0]["metadata"]["lagThreshold"] == "2000000"


@needs_helm
@pytest.mark.parametrize("value", ["nameOverride", "fullnameOverride"])
def test_names_that_may_have_63_characters_have_no_more(value: str) -> None:
    found = rendered(CHART / "ci/full-values.yaml", "--set", f"{value}={'n' * 53}")
    for name in [*objects("Job", found), *objects("Service", found)]:
        assert len(name) <= 63
    assert objects("Job", found)


@needs_helm
@pytest.mark.parametrize(
    ("values", "said"),
    [
        (["kafka.caSecret=ca"], "need SSL or SASL_SSL in kafka.securityProtocol"),
        (["kafka.clientCertificate.secret=c"], "need SSL or SASL_SSL in kafka.securityProtocol"),
        (
            [
                "kafka.securityProtocol=SASL_SSL",
                "kafka.sasl.mechanism=OAUTHBEARER",
                "kafka.sasl.tokenCommand=print-token",
                "stages.extract.autoscaling.enabled=true",
            ],
            "kafka.kedaAuthentication is needed with OAUTHBEARER and autoscaling",
        ),
    ],
)
def test_values_that_contradict_each_other_are_refused(values: list[str], said: str) -> None:
    with pytest.raises(subprocess.CalledProcessError) as refused:
        rendered(CHART / "ci/least-values.yaml", "--set", ",".join(values))
    assert said in refused.value.stderr


@needs_helm
def test_without_a_token_the_console_is_not_installed() -> None:
    with pytest.raises(subprocess.CalledProcessError) as refused:
        rendered(CHART / "ci/least-values.yaml", "--set", "console.enabled=true")
    assert "console.token or console.existingSecret is needed" in refused.value.stderr


@needs_helm
def test_the_console_reaches_the_stages_and_nobody_reaches_it_unless_named() -> None:
    policies = objects("NetworkPolicy", rendered(CHART / "ci/console-values.yaml"))
    console = policies["check-newsreel-console"]["spec"]
    assert "ingress" not in console
    ports = [{"port": 8080, "protocol": "TCP"}, {"port": 8081, "protocol": "TCP"}]
    assert [rule["ports"] for rule in console["egress"]] == [ports]
    (rule,) = policies["check-newsreel-from-console"]["spec"]["ingress"]
    peer = rule["from"][0]["podSelector"]["matchLabels"]
    assert peer["app.kubernetes.io/component"] == "console"
    opened = objects("NetworkPolicy", rendered(CHART / "ci/full-values.yaml"))
    (rule,) = opened["check-newsreel-console"]["spec"]["ingress"]
    assert rule["ports"] == [{"port": "console", "protocol": "TCP"}]


@needs_helm
def test_whoever_scrapes_does_not_reach_the_routes_of_the_ledger() -> None:
    found = rendered(CHART / "ci/full-values.yaml")
    policies = objects("NetworkPolicy", found)
    (scraped,) = policies["check-newsreel"]["spec"]["ingress"]
    assert scraped["ports"] == [{"port": "http", "protocol": "TCP"}]
    (asked,) = policies["check-newsreel-ledger"]["spec"]["ingress"]
    assert asked["ports"] == [{"port": "routes", "protocol": "TCP"}]
    (ledger,) = objects("Deployment", found)["check-newsreel-ledger"]["spec"]["template"]["spec"][
        "containers"
    ]
    ports = {each["name"]: each["containerPort"] for each in ledger["ports"]}
    (told,) = [each["value"] for each in ledger["env"] if each["name"] == "NEWSREEL_LEDGER_PORT"]
    assert (str(ports["routes"]), ports["http"]) == (told, 8080)
    (served,) = objects("Service", found)["check-newsreel-ledger"]["spec"]["ports"]
    assert served["targetPort"] == "routes"


@needs_helm
def test_links_to_the_runbook_lead_to_the_operators_docs() -> None:
    text = json.dumps(rendered(CHART / "ci/monitoring-values.yaml"))
    assert "https://docs.example/newsreel/runbook/#newsreeldeadletters" in text
    assert "127.0.0.1:8000" not in text


@needs_helm
def test_a_secret_is_named_and_never_copied_into_a_pod() -> None:
    found = rendered(CHART / "ci/full-values.yaml")
    pods = json.dumps([each for each in found if each["kind"] in ("Deployment", "Job")])
    assert "quotes" not in pods

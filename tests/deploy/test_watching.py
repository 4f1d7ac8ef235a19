"""Dashboards and alerts name metrics and labels that exist, and lead to the runbook."""

import json
import re
import runpy
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from prometheus_client import Counter, Gauge, Histogram, Info
from prometheus_client.metrics import MetricWrapperBase

from schemas.pipeline import PIPELINE
from services import metrics

ROOT = Path(__file__).parents[2]
GRAFANA = ROOT / "deploy" / "grafana"
DASHBOARDS = sorted((GRAFANA / "dashboards").glob("*.json"))
STAGES = {step.stage for step in PIPELINE}
RUNBOOK = "http://127.0.0.1:8000/runbook/"
SUFFIXES = {
    Counter: ("_total",),
    Gauge: ("",),
    Histogram: ("_bucket", "_sum", "_count"),
    Info: ("_info",),
}
OF_THE_PROCESS = {
    "process_cpu_seconds_total",
    "process_resident_memory_bytes",
    "process_open_fds",
    "process_max_fds",
}
"""What the Prometheus client counts of every Linux process by itself."""


def our_metrics() -> dict[str, set[str]]:
    """Series names as Prometheus stores them, each with its labels."""
    series: dict[str, set[str]] = {name: set() for name in OF_THE_PROCESS}
    for each in vars(metrics).values():
        if isinstance(each, MetricWrapperBase):
            for suffix in SUFFIXES[type(each)]:
                series[each._name + suffix] = {*each._labelnames}
    return series


def panels() -> Iterator[tuple[str, dict[str, Any]]]:
    for file in DASHBOARDS:
        for panel in json.loads(file.read_text("utf-8"))["panels"]:
            if panel["type"] != "row":
                yield file.stem, panel


def dashboard_expressions() -> list[str]:
    return [target["expr"] for _, panel in panels() for target in panel["targets"]]


def alerts() -> list[dict[str, Any]]:
    rules = yaml.safe_load((ROOT / "deploy/prometheus/alerts.yml").read_text("utf-8"))
    return [rule for group in rules["groups"] for rule in group["rules"]]


EXPRESSIONS = sorted({*dashboard_expressions(), *(rule["expr"] for rule in alerts())})


@pytest.mark.parametrize("expression", EXPRESSIONS)
def test_dashboard_and_alerts_use_metrics_that_a_stage_has(expression: str) -> None:
    names = set(re.findall(r"\b(?:newsreel_\w+|up|process_\w+|python_\w+)", expression))
    assert names
    assert names <= set(our_metrics())


@pytest.mark.parametrize("expression", EXPRESSIONS)
def test_dashboard_and_alerts_group_by_labels_that_the_metric_has(expression: str) -> None:
    known = {"le", "version", "instance"}
    for name in re.findall(r"newsreel_\w+", expression):
        known |= our_metrics()[name]
    used = set(re.findall(r"[{,]\s*(\w+)!?=", expression))
    for group in re.findall(r"(?:by|on|group_left) \(([^)]*)\)", expression):
        used |= {label.strip() for label in group.split(",")}
    assert used <= known


def test_every_metric_stands_on_a_dashboard() -> None:
    shown = set(re.findall(r"newsreel_\w+", " ".join(dashboard_expressions())))
    bases = {re.sub(r"_(bucket|sum|count)$", "", name) for name in shown}
    ours = {re.sub(r"_(bucket|sum|count)$", "", name) for name in our_metrics()}
    assert not ours - bases - OF_THE_PROCESS


def test_the_dashboards_are_those_that_the_build_makes() -> None:
    built = runpy.run_path(str(GRAFANA / "build.py"))["dashboards"]()
    assert built == {file: file.read_text("utf-8") for file in DASHBOARDS}


def test_there_is_an_overview_and_a_dashboard_for_every_stage() -> None:
    names = {file.stem for file in DASHBOARDS}
    assert names == {"overview", "sites", "kafka-and-store", *STAGES}
    uids = [json.loads(file.read_text("utf-8"))["uid"] for file in DASHBOARDS]
    assert len({*uids}) == len(uids)


@pytest.mark.parametrize("file", DASHBOARDS, ids=lambda file: file.stem)
def test_a_dashboard_lets_its_reader_choose_prometheus_and_processes(file: Path) -> None:
    dashboard = json.loads(file.read_text("utf-8"))
    names = [variable["name"] for variable in dashboard["templating"]["list"]]
    assert names == ["datasource", "instance"]
    assert [link["url"] for link in dashboard["links"] if "url" in link] == [RUNBOOK]


@pytest.mark.parametrize(
    ("name", "panel"),
    [pytest.param(*each, id=f"{each[0]}-{each[1]['title']}") for each in panels()],
)
def test_a_panel_says_what_it_shows_and_takes_the_readers_choice(
    name: str, panel: dict[str, Any]
) -> None:
    assert panel["description"].endswith(".")
    assert panel["datasource"]["uid"] == "${datasource}"
    for target in panel["targets"]:
        assert target["datasource"]["uid"] == "${datasource}"
        selectors = re.findall(r"\b(?:newsreel|process)_\w+(\{[^}]*\})?", target["expr"])
        assert all('instance=~"$instance"' in selector for selector in selectors)
        if name in STAGES:
            assert "STAGE" not in target["expr"]


def test_a_missing_stage_raises_the_alarm() -> None:
    missing = next(rule["expr"] for rule in alerts() if rule["expr"].startswith("absent("))
    assert set(re.findall(r'stage="(\w+)"', missing)) == STAGES


def test_every_alert_has_its_section_in_the_runbook_and_every_section_its_alert() -> None:
    runbook = (ROOT / "docs" / "runbook.md").read_text("utf-8")
    names = [rule["alert"] for rule in alerts()]
    assert re.findall(r"^## (Newsreel\w+)$", runbook, re.MULTILINE) == names
    for part in ("**What it means.**", "**How to look.**", "**What to do.**"):
        assert runbook.count(part) == len(names)


@pytest.mark.parametrize("rule", alerts(), ids=lambda rule: rule["alert"])
def test_an_alert_leads_to_its_section(rule: dict[str, Any]) -> None:
    assert rule["annotations"]["runbook_url"] == f"{RUNBOOK}#{rule['alert'].lower()}"


def test_the_links_of_panels_lead_to_sections_of_the_runbook() -> None:
    sections = {f"{RUNBOOK}#{rule['alert'].lower()}" for rule in alerts()}
    linked = {link["url"] for _, panel in panels() for link in panel.get("links", [])}
    assert linked == sections


@pytest.mark.parametrize("name", [rule["alert"] for rule in alerts()])
def test_an_alert_is_proven_to_fire_and_to_stay_silent(name: str) -> None:
    cases = yaml.safe_load((ROOT / "deploy/prometheus/alerts_test.yml").read_text("utf-8"))["tests"]
    told = [each for case in cases for each in case["alert_rule_test"]]
    expected = [bool(each["exp_alerts"]) for each in told if each["alertname"] == name]
    assert {*expected} == {True, False}


@pytest.mark.skipif(not shutil.which("promtool"), reason="promtool is not installed")
def test_prometheus_can_read_every_query(tmp_path: Path) -> None:
    rules = [
        {"record": f"panel:{number}", "expr": query.replace("$__rate_interval", "5m")}
        for number, query in enumerate(dashboard_expressions())
    ]
    file = tmp_path / "rules.yml"
    file.write_text(yaml.safe_dump({"groups": [{"name": "panels", "rules": rules}]}))
    checked = subprocess.run(
        ["promtool", "check", "rules", file], capture_output=True, text=True, check=False
    )
    assert checked.returncode == 0, checked.stdout + checked.stderr

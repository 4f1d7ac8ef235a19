"""Alerts on counters as a running stack has shown them: births, mixtures and all."""

import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.deploy.test_watching import alerts
from tests.support.scrapes import held

HERE = Path(__file__).parent
CASES: dict[str, list[dict[str, Any]]] = yaml.safe_load(
    (HERE / "recorded_alerts.yaml").read_text("utf-8")
)
HELD_MINUTES = 120
COUNTERS = ("_total", "_bucket", "_count")
READS_COUNTERS = [rule for rule in alerts() if any(f"{end}" in rule["expr"] for end in COUNTERS)]
NAMES = {rule["alert"] for rule in READS_COUNTERS}


def recorded(name: str) -> list[dict[str, str]]:
    found: list[dict[str, str]] = yaml.safe_load((HERE / f"scrapes/{name}.yaml").read_text("utf-8"))
    return found


def written(name: str, folder: Path) -> Path:
    """Write what promtool is to test: the rules without their words, and a recording."""
    bare = [{key: rule[key] for key in rule if key != "annotations"} for rule in READS_COUNTERS]
    rules = {"groups": [{"name": "recorded", "rules": bare}]}
    (folder / "rules.yml").write_text(yaml.safe_dump(rules))
    series = [each | {"values": held(each["values"], HELD_MINUTES)} for each in recorded(name)]
    told = [told_at(moment, rule) for moment in CASES[name] for rule in READS_COUNTERS]
    test = {"name": name, "interval": "1m", "input_series": series, "alert_rule_test": told}
    file = folder / "test.yml"
    document = {"rule_files": ["rules.yml"], "evaluation_interval": "1m", "tests": [test]}
    file.write_text(yaml.safe_dump(document))
    return file


def told_at(moment: dict[str, Any], rule: dict[str, Any]) -> dict[str, Any]:
    """Return what is expected of an alert in a minute."""
    mine = [each for each in moment["firing"] if each["alert"] == rule["alert"]]
    labels = [{key: each[key] for key in each if key != "alert"} for each in mine]
    expected = [{"exp_labels": rule["labels"] | each} for each in labels]
    name = rule["alert"]
    return {"eval_time": f"{moment['minute']}m", "alertname": name, "exp_alerts": expected}


@pytest.mark.skipif(not shutil.which("promtool"), reason="promtool is not installed")
@pytest.mark.parametrize("name", CASES)
def test_a_recording_raises_the_alerts_it_should_and_no_other(name: str, tmp_path: Path) -> None:
    file = written(name, tmp_path)
    done = subprocess.run(
        ["promtool", "test", "rules", file], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_every_alert_that_reads_counters_is_raised_or_has_its_reason() -> None:
    text = (HERE / "recorded_alerts.yaml").read_text("utf-8")
    raised = {each["alert"] for moments in CASES.values() for m in moments for each in m["firing"]}
    excused = {name for name in NAMES if f"{name}" in text.partition("quiet:")[0]}
    assert raised | excused == NAMES
    assert raised <= NAMES


def test_a_counter_that_is_born_at_its_first_event_and_one_that_is_born_at_zero_are_recorded() -> (
    None
):
    first = {each["values"].split()[0] for each in recorded("trouble")}
    births = [each["values"] for each in recorded("trouble") if each["values"].startswith("_")]
    assert any(value.startswith("0") for value in first)
    assert births

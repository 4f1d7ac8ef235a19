"""What people are told of the retries, and when an alert calls, follows the setting."""

import re
from pathlib import Path

import pytest
import yaml

from services.settings import Settings

ROOT = Path(__file__).parents[2]
DELAYS_SECONDS: tuple[float, ...] = Settings.model_fields["fetch_retry_delays_seconds"].default
HOUR = 3600
HOURS = round(sum(DELAYS_SECONDS) / HOUR)
MARGIN_HOURS = 3
"""For what a URL waits besides: its host's turn, an outage of a few minutes, the other stages."""

TELLS = {
    "docs/operate.md": 1,
    "deploy/prometheus/alerts.yml": 2,
    "deploy/prometheus/alerts_test.yml": 1,
    "deploy/grafana/panels.yaml": 1,
}
"""How often each says after how many hours the retries end."""


def in_words(delays_seconds: tuple[float, ...]) -> str:
    """Say `1 minute, 10 minutes, 1, 3 and 8 hours`."""
    minutes = [int(each) // 60 for each in delays_seconds if each < HOUR]
    hours = [str(int(each) // HOUR) for each in delays_seconds if each >= HOUR]
    said = [f"{each} minute{'s' * (each > 1)}" for each in minutes]
    return f"{', '.join([*said, *hours[:-1]])} and {hours[-1]} hours"


@pytest.mark.parametrize("name", TELLS)
def test_where_the_end_of_the_retries_is_told_it_is_that_of_the_setting(name: str) -> None:
    text = re.sub(r"\s+", " ", (ROOT / name).read_text("utf-8"))
    told = re.findall(r"retr(?:ies|y)\b[^.]{0,40}?(\d+) hours", text, re.IGNORECASE)
    assert list(map(int, told)) == [HOURS] * TELLS[name]


def test_the_readme_names_each_delay() -> None:
    assert f"tried again after {in_words(DELAYS_SECONDS)}." in (ROOT / "README.md").read_text()


def test_the_alert_calls_after_the_last_try_and_says_when() -> None:
    rules = yaml.safe_load((ROOT / "deploy/prometheus/alerts.yml").read_text())
    (alert,) = (
        rule
        for group in rules["groups"]
        for rule in group["rules"]
        if rule.get("alert") == "NewsreelUrlWithoutAnswer"
    )
    (hours,) = map(int, re.findall(r"> (\d+) \* 3600", alert["expr"]))
    assert hours >= sum(DELAYS_SECONDS) / HOUR + MARGIN_HOURS
    assert f"more than {hours} hours" in alert["annotations"]["summary"]

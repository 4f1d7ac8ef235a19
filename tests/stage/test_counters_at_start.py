"""Counters that alerts read exist before they count: `increase` does not see a first value."""

import re
from pathlib import Path

import yaml
from prometheus_client.metrics import MetricWrapperBase

from schemas.packed import BadEnvelope
from schemas.pipeline import PIPELINE, PUBLISH
from services import metrics
from services.stage.run import begin_counters

ALERTS = Path(__file__).parents[2] / "deploy" / "prometheus" / "alerts.yml"
BY_RATIO = {"newsreel_events_total"}
"""Read as a rate against a threshold, where a first event more or less does not count."""


def increased() -> set[str]:
    groups = yaml.safe_load(ALERTS.read_text())["groups"]
    text = " ".join(rule["expr"] for group in groups for rule in group["rules"])
    first_counts = set(re.findall(r"(newsreel_\w+)\S* > 0 unless \1", text))
    return set(re.findall(r"increase\((newsreel_\w+)", text)) - BY_RATIO - first_counts


def test_every_counter_whose_increase_is_an_alert_is_zero_at_the_start() -> None:
    for step in PIPELINE:
        begin_counters(step)
    series = {
        sample.name
        for metric in vars(metrics).values()
        if isinstance(metric, MetricWrapperBase)
        for family in metric.collect()
        for sample in family.samples
    }
    assert increased()
    assert increased() <= series


def test_the_error_of_an_event_that_cannot_be_read_is_the_one_that_starts_at_zero() -> None:
    metrics.DEAD_LETTERS.clear()  # other tests of this process count, too
    begin_counters(PUBLISH)
    labels = metrics.DEAD_LETTERS.labels("publish", BadEnvelope.__name__)
    assert labels._value.get() == 0

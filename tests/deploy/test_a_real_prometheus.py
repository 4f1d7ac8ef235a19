"""A real Prometheus scrapes the running stack: every query and every alert has data to look at.

The short form ends when every query has had data; `make watch` has ten minutes of traffic.
"""

import json
import os
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from schemas.pipeline import PIPELINE
from services.local.child import Child, free_port
from services.local.tansu import EMBEDDED
from tests.conftest import need
from tests.deploy.test_watching import ROOT, alerts, panels
from tests.support.mixed_traffic import feed
from tests.support.newspaper import Newspaper
from tests.support.prometheus import Prometheus, available
from tests.support.stack import ForeignClient, RunningStack

LONG_FORM = os.environ.get("NEWSREEL_TEST_WATCH_SECONDS")
SECONDS = float(LONG_FORM or "75")
"""How long there is traffic, at most."""
SCRAPE_SECONDS = 1
RATE_INTERVAL = "20s"
ENVIRONMENT = {"NEWSREEL_FETCH_RETRY_DELAYS_SECONDS": "1,2"}
MAY_BE_EMPTY: list[dict[str, str]] = yaml.safe_load(
    Path(__file__).with_name("may_be_empty.yaml").read_text("utf-8")
)

pytestmark = [pytest.mark.slow, pytest.mark.timeout(SECONDS + 300)]


@pytest.fixture(scope="module")
def watched(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Prometheus]:
    """Prometheus, after some time of mixed traffic."""
    need("Prometheus", available, "apt-get install prometheus && make watch")
    stack = RunningStack(tmp_path_factory.mktemp("watched"), ENVIRONMENT)
    stack.start(free_port())
    paper = Newspaper()
    port = free_port()
    sink = sink_beside(stack, port)
    try:
        rules = ROOT / "deploy" / "prometheus" / "alerts.yml"
        folder = tmp_path_factory.mktemp("prometheus")
        targets = [*addresses(stack), f"127.0.0.1:{port}"]
        with Prometheus(folder, targets, rules, SCRAPE_SECONDS) as prometheus:
            enough = (lambda: False) if LONG_FORM else Answered(prometheus)
            feed(ForeignClient(stack.kafka), stack.site, paper, SECONDS, enough=enough)
            yield prometheus
    finally:
        paper.close()
        assert sink.stop() == 0
        assert stack.stop() == 0


class Answered:
    """Whether all that must have data has had some."""

    def __init__(self, prometheus: Prometheus) -> None:
        self._prometheus = prometheus
        self._waiting = {each.values[0] for each in QUERIES if not listed(each.values[0])}

    def __call__(self) -> bool:
        """Ask for what had none so far."""
        self._waiting = {each for each in self._waiting if not self._prometheus.has_data(each)}
        return not self._waiting


def sink_beside(stack: RunningStack, port: int) -> Child:
    """Start a sink, which is scraped as the stages are."""
    command = [sys.executable, "-P", "-m", "services.cli.main", "sink", "feeds"]
    environment = {**EMBEDDED, "NEWSREEL_KAFKA": stack.kafka, "NEWSREEL_HTTP_PORT": str(port)}
    sink = Child("sink", command, stack.folder / "sink.log", env=environment, cwd=stack.folder)
    sink.start()
    return sink


def addresses(stack: RunningStack) -> list[str]:
    """Where each stage serves its metrics."""
    notes = [json.loads(note.read_bytes()) for note in (stack.folder / ".run/run").glob("*.json")]
    return [f"127.0.0.1:{note['port']}" for note in notes]


def parts(query: str) -> list[str]:
    """Return what stands beside each `or`, but for the zeros that fill a gap."""
    return [part for part in re.split(r"\s+or\s+", query.strip()) if part != "vector(0)"]


def looked_at(alert: str) -> str:
    """Return an alert's expression without its limits: what it gives while all is well."""
    unlimited = re.sub(r"([<>]|==) (?=[\d.])", r"\1 bool ", alert.replace("absent(", "("))
    return unlimited.replace(":1m]", f":{SCRAPE_SECONDS}s]")  # a minute twice in the short form


def queries() -> Iterator[Any]:
    """Yield every query of a dashboard and of an alert, by where it stands."""
    for name, panel in panels():
        for target in panel["targets"]:
            for part in parts(target["expr"]):
                asked = part.replace("$__rate_interval", RATE_INTERVAL)
                asked = asked.replace("$instance", ".*")
                yield pytest.param(asked, id=f"{name}-{panel['title']}-{target['refId']}")
    for rule in alerts():
        for part in parts(rule["expr"]):
            yield pytest.param(looked_at(part), id=rule["alert"])


QUERIES = [*queries()]


def listed(query: str) -> list[dict[str, str]]:
    """Return the reasons why a query may have no data."""
    return [each for each in MAY_BE_EMPTY if each["query"] in query]


@pytest.mark.parametrize("query", QUERIES)
def test_a_query_has_data_or_is_listed_with_the_reason_why_not(
    watched: Prometheus, query: str
) -> None:
    if watched.has_data(query):
        assert "never" not in {each["data"] for each in listed(query)}, query
    else:
        assert listed(query), query


def test_every_process_is_scraped(watched: Prometheus) -> None:
    assert watched.unscraped() == []


def test_the_stages_that_are_ready_are_all_of_them_and_no_sink(watched: Prometheus) -> None:
    (query,) = {each.values[0] for each in QUERIES if each.id == "overview-Stages ready-A"}
    (told,) = watched.ask("query", query=query)["result"]
    assert int(told["value"][1]) == len(PIPELINE)


def test_of_the_alerts_only_that_of_the_messages_sent_on_purpose_is_raised(
    watched: Prometheus,
) -> None:
    assert watched.alerts() == {"NewsreelDeadLetters": "firing"}


@pytest.mark.parametrize("entry", MAY_BE_EMPTY, ids=lambda entry: entry["query"])
def test_what_is_listed_is_a_query_and_has_its_reason(entry: dict[str, str]) -> None:
    assert any(entry["query"] in each.values[0] for each in QUERIES)
    assert entry["data"] in ("never", "sometimes")
    assert entry["because"].endswith(".")

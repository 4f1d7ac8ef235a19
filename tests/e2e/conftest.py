"""One running stack for all end-to-end tests."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from deploy.kafka.jars import available
from deploy.kafka.node import ApacheKafka
from services.local.child import free_port
from tests.conftest import need
from tests.support.newspaper import Newspaper
from tests.support.stack import ForeignClient, RunningStack

START_SECONDS = 300
"""The first test waits for the whole stack to start, on a busy machine with Apache Kafka."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Give the tests here the time that a start may take."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.timeout(START_SECONDS))


@pytest.fixture(scope="package")
def stack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningStack]:
    """Everything running, with the sample site; on Apache Kafka where KAFKA says so.

    Stopped after the last test here: beside the others' tests it would only take their time.
    """
    environment = {
        "NEWSREEL_FETCH_RETRY_DELAYS_SECONDS": "1",
        # a killed stage is missed soon
        "NEWSREEL_KAFKA_SESSION_TIMEOUT_SECONDS": "6",
        "NEWSREEL_KAFKA_HEARTBEAT_SECONDS": "1",
    }
    broker = own_broker()
    if broker is not None:
        environment["NEWSREEL_KAFKA"] = broker.bootstrap
    running = RunningStack(tmp_path_factory.mktemp("stack"), environment)
    running.start(free_port())
    yield running
    code = running.stop()
    if broker is not None:
        broker.stop()
    assert code == 0, "\n".join(running.output)


def own_broker() -> ApacheKafka | None:
    """Start Apache Kafka where KAFKA says so: a broker whose topics no other test has made."""
    if os.environ.get("KAFKA") != "apache":
        return None
    need("Apache Kafka", available, "make test KAFKA=apache")
    broker = ApacheKafka(brief=True)
    broker.start()
    return broker


@pytest.fixture(scope="package")
def newspaper() -> Iterator[Newspaper]:
    """Articles that no other test knows: take a path of your own."""
    paper = Newspaper()
    yield paper
    paper.close()


@pytest.fixture(scope="package")
def client(stack: RunningStack) -> ForeignClient:
    """A client that knows only the topics."""
    return ForeignClient(stack.kafka)

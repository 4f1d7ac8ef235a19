"""The real parts, each started once for the whole run: brokers and a database server."""

import asyncio
import gc
import os
import uuid
from collections import Counter
from collections.abc import Callable, Generator, Iterator
from pathlib import Path
from typing import Any

import pytest
import structlog
from hypothesis import HealthCheck, settings

from deploy.kafka.jars import available as kafka_available
from deploy.kafka.node import ApacheKafka
from services.local import tansu as embedded
from services.stage.runtime import event_loops
from tests.support import postgres as pg
from tests.support.schedule import Schedule
from tests.support.stores import DATABASES, store_url

settings.register_profile(
    "busy machine", deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("busy machine")  # how long an example takes says nothing of the code

# Each TLS context, in a test or a process of one, would read all certificates of the machine for
# 40 ms. What is signed by one of them is still believed: OpenSSL looks it up in SSL_CERT_DIR.
os.environ["SSL_CERT_FILE"] = os.devnull

# As the services write them: with `rich`, structlog's default, one traceback takes 100 ms.
plain_lines = structlog.dev.ConsoleRenderer(
    colors=False, exception_formatter=structlog.dev.plain_traceback
)
structlog.configure(processors=[*structlog.get_config()["processors"][:-1], plain_lines])

asyncio.set_event_loop_policy(event_loops())  # the loops that the stages run on

Broker = embedded.Tansu | ApacheKafka


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Schedule:
    """Say which tests go to one process."""
    return Schedule(config, log)


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, object, object]:
    """Collect tests without collecting garbage; what is there then stays, and is walked no more.

    Fifteen thousand tests are a million objects: each full collection took half a second.
    """
    gc.disable()
    try:
        return (yield)
    finally:
        gc.enable()
        gc.freeze()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the files that take long, so that no process is alone with one at the end."""
    slow = Counter(item.path for item in items if item.get_closest_marker("slow"))
    items.sort(key=lambda item: -slow[item.path])


def need(part: str, available: Callable[[], str | None], how: str) -> None:
    """Skip where a real part is missing, and say how to run it; in CI that is a failure."""
    why = available()
    if why is None:
        return
    message = f"{part} is not available: {why}. Run these tests with: {how}"
    if os.environ.get("CI") == "true":
        pytest.fail(message)
    pytest.skip(message)


@pytest.fixture(scope="session")
def tansu() -> Iterator[embedded.Tansu]:
    """The embedded broker, memory only."""
    need("Tansu", embedded.available, "make setup test")
    with embedded.Tansu() as broker:
        yield broker


@pytest.fixture(scope="session")
def apache_kafka() -> Iterator[ApacheKafka]:
    """One node of Apache Kafka."""
    need("Apache Kafka", kafka_available, "make test KAFKA=apache")
    with ApacheKafka(brief=True) as broker:
        yield broker


@pytest.fixture(scope="session")
def kafka(request: pytest.FixtureRequest) -> Broker:
    """The broker that the environment variable KAFKA names: `tansu` (default) or `apache`."""
    names = {"tansu": "tansu", "apache": "apache_kafka"}
    chosen = os.environ.get("KAFKA", "tansu")
    if chosen not in names:
        pytest.fail(f"KAFKA is {chosen!r}; it may be {' or '.join(names)}")
    broker: Broker = request.getfixturevalue(names[chosen])
    return broker


@pytest.fixture(scope="session")
def postgres() -> Iterator[pg.Postgres]:
    """A PostgreSQL server; tests that write want `postgres_url`."""
    need("PostgreSQL", pg.available, "apt-get install postgresql && make test")
    with pg.Postgres(syncs=False) as server:
        yield server


@pytest.fixture
def postgres_url(postgres: pg.Postgres) -> Iterator[str]:
    """URL of an empty database of the test's own."""
    name = f"test_{uuid.uuid4().hex[:12]}"
    yield postgres.create_database(name)
    postgres.drop_database(name)


@pytest.fixture(params=DATABASES)
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Return the URL of an empty database, one of each kind in turn."""
    return store_url(request.param, tmp_path, request)

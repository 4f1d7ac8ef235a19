"""Plays of the loss table, several at a time: they mostly wait."""

import os
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor

import pytest

from tests.conftest import Broker
from tests.harness.delivery.bench import Bench
from tests.harness.delivery.rows import Row, play
from tests.harness.delivery.spec import Mode
from tests.support.forked import template

AT_ONCE = 6
Played = Callable[[Row, Mode], Bench]


@pytest.fixture(scope="session")
def played(
    request: pytest.FixtureRequest, kafka: Broker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Played]:
    """Start the plays of all tests that were asked for; give the result of one."""
    template()  # here, for it ends with the thread that starts it
    plays: dict[tuple[str, Mode], Future[Bench]] = {}
    with ThreadPoolExecutor(AT_ONCE) as pool:
        for item in request.session.items:
            given = getattr(getattr(item, "callspec", None), "params", {})
            row, mode = given.get("row"), given.get("mode")
            if isinstance(row, Row) and mode is not None and not unplayable(row):
                folder = tmp_path_factory.mktemp(f"{mode}-{row}")
                plays[row.name, mode] = pool.submit(play, row, mode, kafka.bootstrap, folder)
        yield lambda row, mode: plays[row.name, mode].result()


def unplayable(row: Row) -> bool:
    """Whether the broker of this run cannot play the row."""
    return bool(row.apache_only) and os.environ.get("KAFKA", "tansu") != "apache"


@pytest.fixture
def playable(row: Row) -> None:
    """Skip a row that the broker of this run cannot play, and say why."""
    if unplayable(row):
        pytest.skip(f"the embedded broker cannot play it: {row.apache_only}; KAFKA=apache plays it")

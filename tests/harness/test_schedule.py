"""Which tests pytest-xdist gives to one process."""

import pytest

from tests.support.schedule import unit_of


@pytest.mark.parametrize(
    ("test", "other", "is_together"),
    [
        ("tests/e2e/test_kills.py::test_a", "tests/e2e/test_replay.py::test_b[x::y]", True),
        ("tests/stage/kafka/test_seek.py::test_a", "tests/stage/health/test_lag.py::test_b", True),
        ("tests/e2e/test_kills.py::test_a", "tests/stage/kafka/test_seek.py::test_a", False),
        ("tests/cli/test_run.py::test_a", "tests/cli/test_run.py::test_b[tests/e2e/]", True),
        ("tests/cli/test_run.py::test_a", "tests/cli/test_tail.py::test_a", False),
    ],
)
def test_a_file_stays_together_and_so_do_those_that_share_what_is_costly(
    test: str, other: str, is_together: bool
) -> None:
    assert (unit_of(test) == unit_of(other)) is is_together


def test_one_process_starts_the_broker_that_tests_share(request: pytest.FixtureRequest) -> None:
    functions = (item for item in request.session.items if isinstance(item, pytest.Function))
    users = (each for each in functions if {"kafka", "apache_kafka"} & {*each.fixturenames})
    assert len({unit_of(each.nodeid) for each in users}) <= 1

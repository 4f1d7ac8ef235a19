"""The loop that we are measured beside does the work that it says."""

import sys

import pytest

from tests.harness.bench.e2e.loop import has, pages_per_second
from tests.harness.bench.e2e.reader import attempt, newspaper4k

PAGE = b"<html><body><article><h1>Storm</h1><p>The harbour was closed until noon.</p></article>"


def test_pages_are_read_by_two_processes() -> None:
    assert pages_per_second("trafilatura", sys.executable, {"a": PAGE, "b": PAGE}, 4) > 0


def test_a_library_is_called_as_it_wants_to_be() -> None:
    newspaper = pytest.importorskip("newspaper", reason="newspaper4k: make bench-peers installs it")
    assert newspaper
    assert attempt(newspaper4k(), PAGE, "https://example.org/")


def test_a_library_that_reads_nothing_is_not_measured() -> None:
    def broken(page: bytes, url: str) -> object:
        raise ValueError(url)

    assert not attempt(broken, PAGE, "https://example.org/")


def test_a_reader_that_cannot_start_ends_the_benchmark() -> None:
    with pytest.raises(SystemExit, match="a reader ended"):
        pages_per_second("no such library", sys.executable, {"a": PAGE}, 4)


def test_a_library_that_is_not_installed_is_not_there() -> None:
    assert has("trafilatura", sys.executable)
    assert not has("no_such_library", sys.executable)

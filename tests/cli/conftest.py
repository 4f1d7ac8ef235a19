"""A newspaper for commands that fetch."""

from collections.abc import Iterator

import pytest

from tests.support.newspaper import Newspaper


@pytest.fixture(scope="module")
def newspaper() -> Iterator[Newspaper]:
    """A site of articles on loopback."""
    paper = Newspaper()
    yield paper
    paper.close()

"""A broker of the test's own: the sinks read the topics by their real names."""

from collections.abc import Iterator

import pytest

from services.local import tansu as embedded
from tests.conftest import need
from tests.support.sinks import Wire


@pytest.fixture
def wire() -> Iterator[Wire]:
    """The topics, empty, on an embedded broker."""
    need("Tansu", embedded.available, "make setup test")
    with embedded.Tansu() as broker:
        yield Wire(broker.bootstrap)

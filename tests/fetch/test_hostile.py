"""Every row of the hostile web that concerns the wire: through the real client, and read."""

from collections.abc import Iterator

import pytest

from schemas.events import PageFetched, UrlAccepted
from services.stage.endings import Ended, PermanentError, TransientError
from tests.harness.hostile.cases import CASES, Case
from tests.harness.hostile.server import Site
from tests.harness.hostile.tricks.answers import PAGE
from tests.harness.hostile.web import (
    client_for,
    closed_port,
    fetch_page,
    hostile_site,
    policy_for,
    url_of,
)


@pytest.fixture(scope="module")
def site() -> Iterator[Site]:
    with hostile_site() as site:
        yield site


@pytest.fixture(scope="module")
def closed() -> int:
    return closed_port()


@pytest.mark.parametrize("case", CASES, ids=str)
async def test_a_hostile_answer_ends_with_its_reason(case: Case, site: Site, closed: int) -> None:
    url = url_of(case, "good.test", site, closed)
    accepted = UrlAccepted(url=url, host="good.test", site="good.test")
    async with client_for(site, policy_for(site, closed)) as client:
        end: PageFetched | Ended | TransientError | PermanentError
        try:
            end = await fetch_page(client, accepted)
        except (TransientError, PermanentError) as error:
            end = error
    if isinstance(end, PageFetched):
        assert case.reason is None
        assert "<p>" in end.body.decode("utf-16" if "utf-16" in url else "latin-1")
        if "/packed/" in url and "cut-off" not in url:
            assert end.body == PAGE
    else:
        assert isinstance(end, Ended | TransientError | PermanentError)
        assert (end.reason, end.detail) == (case.reason, end.detail)
        assert isinstance(end, TransientError) == case.retried
        assert getattr(end, "retry_after_seconds", None) == case.retry_after_seconds

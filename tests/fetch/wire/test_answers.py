"""What a server may send, byte for byte: each answer ends as it does in a browser, or clearly."""

import asyncio
from ipaddress import ip_network

import pytest

from schemas.events import PageFetched, UrlAccepted
from services.extract.markup.decoding import decode
from services.fetch.http.client import Client
from services.policy.addresses import AddressPolicy
from services.stage.endings import Ended, PermanentError, TransientError
from tests.fetch.wire.answers import WORDS, Answer
from tests.fetch.wire.charsets import CHARSETS
from tests.fetch.wire.conftest import ADDRESS, FIRST, RawServer
from tests.fetch.wire.framed import FRAMED
from tests.fetch.wire.heads import HEADS
from tests.fetch.wire.moves import MOVES, REFRESHED
from tests.fetch.wire.packed import PACKED
from tests.fetch.wire.waits import WAITS
from tests.harness.hostile.web import SHORT, StaticResolver, fetch_page

ANSWERS = [*PACKED, *FRAMED, *HEADS, *WAITS, *MOVES, *REFRESHED, *CHARSETS]


@pytest.mark.parametrize("given", ANSWERS, ids=str)
async def test_an_answer_ends_as_it_should(given: Answer, server: RawServer) -> None:
    server.raw = given.raw
    policy = AddressPolicy((ip_network(ADDRESS),), frozenset({server.port}))
    url = f"http://good.test:{server.port}{FIRST}"
    accepted = UrlAccepted(url=url, host="good.test", site="good.test")
    end: PageFetched | Ended | TransientError | PermanentError
    async with Client(SHORT, policy, resolver=StaticResolver()) as client, asyncio.timeout(10):
        try:
            end = await fetch_page(client, accepted)
        except (TransientError, PermanentError) as error:
            end = error
    if isinstance(end, PageFetched):
        assert given.reason is None
        decoded = decode(end.body, end.charset)
        assert decoded is not None
        assert WORDS in decoded[0]
        assert server.asked[1:] == ([given.target] if given.target else [])
    else:
        assert (end.reason, end.detail) == (given.reason, end.detail)
        assert isinstance(end, TransientError) == given.retried
        assert getattr(end, "retry_after_seconds", None) == given.wait_seconds

"""What the service knows of its sites: held, bounded, written, read again."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from datetime import UTC, datetime
from typing import Any

import pytest

from schemas.events import PageFetched
from schemas.passport import Hints
from services.extract.site_boilerplate import cache as held
from services.extract.site_boilerplate.boilerplate import (
    SeenLine,
    SiteMemory,
    believed,
    seen_lines,
    update,
)
from services.extract.site_boilerplate.cache import SiteMemoryCache
from services.extract.site_boilerplate.packing import pack, unpack
from services.extract.site_boilerplate.store import Remembered, forget_before, load, save
from services.extract.tables import METADATA
from services.extract.worker import extract_page, warm_up
from services.stage.endings import Ended
from services.stage.store.errors import StoreUnavailable
from services.stage.store.store import Store
from tests.support.stores import running

NOW = datetime(2026, 3, 1, tzinfo=UTC)
BOILERPLATE = "Subscribe to the evening letter of this newspaper"


class SlowStore(Store):
    """A store that writes when it is told to, or says that it is away."""

    def __init__(self, url: str) -> None:
        super().__init__(url, "extract", METADATA)
        self.may_write = asyncio.Event()
        self.is_away = False

    async def call(self, work: Callable[..., Any], item: Any) -> Any:
        if work is save:
            await self.may_write.wait()
            if self.is_away:
                raise StoreUnavailable("the database is away")
        return await super().call(work, item)


@asynccontextmanager
async def memories(
    url: str, lines_max: int = 10_000, store: Store | None = None
) -> AsyncIterator[SiteMemoryCache]:
    """A running part."""
    part = SiteMemoryCache(store or Store(url, "extract", METADATA), lines_max)
    await part.start()
    try:
        yield part
    finally:
        await part.stop()


def page_lines(number: int) -> tuple[SeenLine, ...]:
    name = f"{chr(97 + number % 26)}{chr(97 + number // 26)}"
    own = [f"Paragraph {word} about the matter of {name}" for word in ("one", "two")]
    return seen_lines([*own, BOILERPLATE])


async def learn(part: SiteMemoryCache, host: str, pages: range) -> None:
    for number in pages:
        await part.learn(host, page_lines(number), f"https://{host}/{number}", NOW)


async def known(part: SiteMemoryCache, host: str) -> SiteMemory:
    packed = await part.packed(host)
    return unpack(packed) if packed else SiteMemory()


async def test_too_few_pages_tell_a_worker_nothing(url: str) -> None:
    async with memories(url) as part:
        await learn(part, "a.example", range(2))
        assert await part.packed("a.example") is None


async def test_a_line_on_every_page_is_believed_to_be_boilerplate(url: str) -> None:
    async with memories(url) as part:
        await learn(part, "a.example", range(5))
        assert list(believed(await known(part, "a.example")).values()) == [BOILERPLATE]


async def test_one_host_s_lines_are_not_another_s(url: str) -> None:
    async with memories(url) as part:
        await learn(part, "a.example", range(5))
        assert await part.packed("b.example") is None


async def test_what_was_learnt_is_there_after_a_restart(url: str) -> None:
    async with memories(url) as part:
        await learn(part, "a.example", range(4))
    async with memories(url) as part:
        assert len((await known(part, "a.example")).pages) == 4


async def test_a_redelivered_page_is_learnt_once(url: str) -> None:
    async with memories(url) as part:
        for _ in range(3):
            await learn(part, "a.example", range(4))
    async with memories(url) as part:
        assert len((await known(part, "a.example")).pages) == 4


async def test_a_worker_s_copy_is_never_far_behind(url: str) -> None:
    async with memories(url) as part:
        await learn(part, "a.example", range(40))
        learnt = len((await known(part, "a.example")).pages)
        assert learnt >= 40 * (1 - held.PACK_SHARE)


async def test_hosts_are_let_go_when_there_are_too_many_and_come_back_whole(url: str) -> None:
    async with memories(url, lines_max=40) as part:
        for number in range(20):
            await learn(part, f"h{number}.example", range(4))
        assert part.hosts < 5
        for number in range(20):
            assert len((await known(part, f"h{number}.example")).pages) == 4


async def test_nothing_is_written_twice(url: str) -> None:
    async with memories(url) as part:
        await learn(part, "a.example", range(4))
        await part.write()
        async with running(url, "extract", METADATA) as store:
            first = await store.call(load, "a.example")
            await part.write()
            assert first is not None
            assert await store.call(load, "a.example") == first


@pytest.mark.parametrize("is_away", [False, True])
async def test_a_host_that_is_let_go_while_it_is_written_is_not_read_as_it_was(
    url: str, is_away: bool
) -> None:
    store = SlowStore(url)
    async with memories(url, lines_max=14, store=store) as part:
        await learn(part, "a.example", range(4))
        writing = asyncio.create_task(part.write())
        await asyncio.sleep(0)
        await learn(part, "b.example", range(4))
        assert part.hosts == 1
        if not is_away:
            await learn(part, "a.example", range(4, 5))
        store.is_away = is_away
        store.may_write.set()
        with suppress(StoreUnavailable):
            await writing
        store.is_away = False
    async with memories(url) as part:
        assert len((await known(part, "a.example")).pages) == 4 + (not is_away)


async def test_what_a_cancelled_write_has_not_written_is_written_in_the_end(url: str) -> None:
    store = SlowStore(url)
    async with memories(url, store=store) as part:
        await learn(part, "a.example", range(4))
        writing = asyncio.create_task(part.write())
        await asyncio.sleep(0)
        writing.cancel()
        await asyncio.wait([writing])
        store.may_write.set()
    async with memories(url) as part:
        assert len((await known(part, "a.example")).pages) == 4


async def test_hosts_not_heard_of_for_long_are_forgotten(url: str) -> None:
    async with running(url, "extract", METADATA) as store:
        await store.call(save, Remembered("old.example", b"x", 1.0))
        await store.call(save, Remembered("new.example", b"x", 3.0))
        assert await store.run(forget_before, 2.0) == 1
        assert await store.call(load, "old.example") is None
        assert await store.call(load, "new.example") is not None


def test_a_packed_memory_is_small_and_unpacks_to_the_same() -> None:
    memory = SiteMemory()
    for number in range(40):
        memory = update(memory, page_lines(number), f"https://a.example/{number}", NOW)
    assert unpack(pack(memory)) == memory
    assert len(pack(memory)) < 10_000


def page(number: int) -> PageFetched:
    url = f"https://a.example/news/{number}"
    words = f"{chr(97 + number)}word {chr(110 + number)}word"
    paragraphs = "".join(
        f"<p>The {words} of part {part} was spoken of at length by all who had come.</p>"
        for part in ["one", "two", "three", "four", "five", "six"]
    )
    html = (
        f"<html><head><title>On {words}</title></head><body><article><h1>On {words}</h1>"
        f"{paragraphs}<p>{BOILERPLATE}, every day but Sunday.</p></article></body></html>"
    )
    return PageFetched(
        url=url, final_url=url, host="a.example", site="a.example", content_type="text/html",
        fetched_at=NOW, body=html.encode(),
    )  # fmt: skip


def test_a_page_with_and_without_memory_differs_in_what_was_dropped_alone() -> None:
    memory = SiteMemory()
    for number in range(6):
        result = extract_page(page(number), Hints(), None)
        assert not isinstance(result, Ended)
        memory = update(memory, result.lines, result.article.canonical_url, NOW)
    bare = extract_page(page(7), Hints(), None)
    remembering = extract_page(page(7), Hints(), pack(memory))
    assert not isinstance(bare, Ended)
    assert not isinstance(remembering, Ended)
    assert BOILERPLATE in bare.article.text
    assert BOILERPLATE not in remembering.article.text
    assert remembering.article.boilerplate_lines_dropped == 1
    assert bare.lines == remembering.lines
    same = {"text", "blocks", "boilerplate_lines_dropped"}
    assert bare.article.model_dump(exclude=same) == remembering.article.model_dump(exclude=same)


def test_the_page_for_warming_up_is_an_article() -> None:
    warm_up()


async def test_a_host_that_the_store_refuses_costs_its_own_memory_only(url: str) -> None:
    async with memories(url) as part:
        for host in ("good.example", "other.example"):
            await learn(part, host, range(6))
        part._sites["bad\ud800"] = part._sites["good.example"]  # no page can bring one
        await part.write()
        await part.write()
    async with memories(url) as part:
        assert len((await known(part, "good.example")).pages) == 6
        assert len((await known(part, "other.example")).pages) == 6

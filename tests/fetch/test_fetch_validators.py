"""A page is asked for conditionally only when its last answer stands."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from services.fetch import validators
from services.fetch.seen import url_hash
from services.fetch.tables import METADATA
from services.fetch.validators import Fetched, Settled
from services.stage.store import Store

URL = "https://news.example/story"


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[Store]:
    store = Store(f"sqlite:///{tmp_path}", "fetch", METADATA)
    await store.start()
    yield store
    await store.stop()


def page(submission: str, etag: str, at: float = 1.0) -> Fetched:
    return Fetched(submission, url_hash(URL), etag, None, "hash-" + etag, at)


async def test_a_page_on_its_way_is_not_believed(store: Store) -> None:
    await store.call(validators.note, page("one", "a"))
    assert await store.call(validators.known, URL) is None


async def test_a_page_whose_article_stands_is_believed(store: Store) -> None:
    await store.call(validators.note, page("one", "a"))
    assert await store.call(validators.settle, Settled("one", True, "article")) is True
    known = await store.call(validators.known, URL)
    assert known is not None
    assert (known.conditional.etag, known.conditional.body_hash) == ("a", "hash-a")
    assert known.article_id == "article"


async def test_a_page_that_failed_later_is_forgotten(store: Store) -> None:
    await store.call(validators.note, page("one", "a"))
    await store.call(validators.settle, Settled("one", False, None))
    assert await store.call(validators.settle, Settled("one", True, None)) is False
    assert await store.call(validators.known, URL) is None


async def test_an_older_page_settled_later_does_not_replace_a_newer_one(store: Store) -> None:
    await store.call(validators.note, page("new", "b", at=2.0))
    await store.call(validators.note, page("old", "a", at=1.0))
    await store.call(validators.settle, Settled("new", True, "article"))
    await store.call(validators.settle, Settled("old", True, "article"))
    known = await store.call(validators.known, URL)
    assert known is not None
    assert known.conditional.etag == "b"


async def test_old_pages_are_forgotten(store: Store) -> None:
    await store.call(validators.note, page("one", "a", at=1.0))
    await store.call(validators.settle, Settled("one", True, None))
    assert await store.call(validators.forget_before, 5.0) == 1
    assert await store.call(validators.known, URL) is None

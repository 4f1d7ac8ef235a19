"""A page is asked for conditionally only when its last answer stands."""

import asyncio

import pytest

from schemas.identity import url_hash
from schemas.outcomes import Reason
from services.fetch.http.types import Conditional, address_hash
from services.fetch.page import validators
from services.fetch.page.response import Missing
from services.fetch.page.validators import Fetched, Known, Seen, Settled
from services.stage.endings import Ended
from services.stage.store.store import Store

URL = "https://news.example/story"


def page(submission: str, etag: str, at: float = 1.0) -> Fetched:
    return Fetched(submission, url_hash(URL), address_hash(URL), etag, None, "hash-" + etag, at)


async def test_a_page_on_its_way_is_not_believed(store: Store) -> None:
    await store.call(validators.note, page("one", "a"))
    assert await store.call(validators.known, URL) is None


async def test_a_page_whose_article_stands_is_believed(store: Store) -> None:
    await store.call(validators.note, page("one", "a"))
    assert await store.call(validators.settle, Settled("one", True, "article")) is True
    known = await store.call(validators.known, URL)
    assert known is not None
    assert known.conditional == Conditional("a", None, "hash-a", address_hash(URL))
    assert known.article_id == "article"
    assert known.settled_by == "one"


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
    assert await store.run(validators.forget_before, 5.0) == 1
    assert await store.call(validators.known, URL) is None


def seen(etag: str | None, body: str = "hash-a", at: float = 9.0) -> Seen:
    return Seen(url_hash(URL), Conditional(etag, None, body, address_hash(URL)), at)


async def test_a_page_that_is_as_it_was_is_remembered_from_then_on(store: Store) -> None:
    await store.call(validators.note, page("one", "a", at=1.0))
    await store.call(validators.settle, Settled("one", True, "article"))
    before = await store.call(validators.known, URL)
    await store.call(validators.renew, seen("a"))
    await store.run(validators.forget_before, 5.0)
    assert await store.call(validators.known, URL) == before


async def test_the_same_body_is_asked_for_by_its_newest_etag(store: Store) -> None:
    await store.call(validators.note, page("one", "a"))
    await store.call(validators.settle, Settled("one", True, "article"))
    await asyncio.gather(
        store.call(validators.renew, seen("c", at=3.0)),
        store.call(validators.renew, seen("b", at=2.0)),
    )
    known = await store.call(validators.known, URL)
    assert known is not None
    assert known.conditional == Conditional("c", None, "hash-a", address_hash(URL))
    assert (known.article_id, known.settled_by) == ("article", "one")


async def test_an_etag_of_another_body_is_not_believed(store: Store) -> None:
    await store.call(validators.note, page("two", "b"))
    await store.call(validators.settle, Settled("two", True, "article"))
    before = await store.call(validators.known, URL)
    await store.call(validators.renew, seen("a", "hash-a"))
    assert await store.call(validators.known, URL) == before


async def test_what_is_not_known_is_not_made_known_by_being_unchanged(store: Store) -> None:
    await store.call(validators.renew, seen("a"))
    assert await store.call(validators.known, URL) is None


async def test_what_has_gone_is_asked_for_as_new(store: Store) -> None:
    await store.call(validators.note, page("one", "a"))
    await store.call(validators.settle, Settled("one", True, "article"))
    await store.call(validators.forget, URL)
    assert await store.call(validators.known, URL) is None


@pytest.mark.parametrize(
    ("reason", "in_its_place", "article"),
    [
        (Reason.NOT_MODIFIED, Reason.NOT_MODIFIED, "article"),
        (Reason.SAME_CONTENT, Reason.SAME_CONTENT, "article"),
        (Reason.HTTP_403, Reason.HTTP_403, None),
        (Reason.ROBOTS_DENIED, Reason.ROBOTS_DENIED, None),
    ],
)
def test_an_answer_is_about_the_article_that_is_known_at_the_url(
    reason: Reason, in_its_place: Reason, article: str | None
) -> None:
    known = Known(Conditional(etag="a", body_hash="h"), "article", "one")
    found = validators.in_view_of(known, Ended(reason))
    assert (found.reason, found.article_id) == (in_its_place, article)
    assert validators.in_view_of(None, Ended(reason)) == Ended(reason)


MOVED = "https://news.example/2026/story"


@pytest.mark.parametrize("reason", [Reason.HTTP_404, Reason.HTTP_410])
@pytest.mark.parametrize(
    ("shown_by", "asked", "is_gone"),
    [
        (URL, [URL], True),
        (URL, ["http://news.example/story/"], True),
        (URL, [URL, MOVED], True),
        (MOVED, [URL, MOVED], True),
        (MOVED, [URL], False),
        (MOVED, [URL, "https://news.example/not-found"], False),
        (None, [URL], True),
    ],
)
def test_an_article_has_gone_where_the_address_that_showed_it_was_asked(
    shown_by: str | None, asked: list[str], is_gone: bool, reason: Reason
) -> None:
    """A redirect that is dead says nothing of the page that it led to."""
    address = shown_by and address_hash(shown_by)
    known = Known(Conditional(body_hash="h", address=address or None), "article", "one")
    missing = Missing(reason, "status 404", asked=tuple(asked))
    found = validators.in_view_of(known, missing)
    gone = Ended(Reason.TOMBSTONE, reason.value, "article")
    assert found == (gone if is_gone else missing)
    assert validators.in_view_of(None, missing) == missing

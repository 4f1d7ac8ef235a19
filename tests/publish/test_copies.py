"""The same text under another address is answered, a like one is published with a flag."""

import asyncio
import dataclasses
from collections.abc import Sequence
from datetime import timedelta

import pytest
from sqlalchemy import Connection, func, select

from schemas.outcomes import Reason
from services.publish.copies import TEXTS
from services.publish.decided import Candidate, Decided
from services.publish.keyed_rows import forget_oldest
from services.publish.retract import Retraction, retract
from services.publish.revisions.known import Gone
from services.publish.tables import ARTICLES, KEYS, METADATA
from services.publish.texts.contents import Content
from services.stage.store.store import Store
from tests.publish.test_decisions import RULES, START, seen
from tests.publish.test_likeness import edited
from tests.support.decisions import decide_on_all
from tests.support.stores import running
from tests.support.texts import text_of

TEXT = text_of(1)
LIKE = edited(TEXT, 0.03, 1)


def page(event: str, article: str, text: str, copies: bool = True) -> Candidate:
    """An article of its own address with a text."""
    where, content = f"https://{article}.example/1", Content(text=text)
    base = seen(event, text, via=where, article=article)
    found = dataclasses.replace(base.found, canonical_url=where, content=content)
    return dataclasses.replace(
        base, found=found, rules=dataclasses.replace(RULES, publish_copies=copies)
    )


def said(decided: Decided) -> tuple[Reason, str, str | None]:
    copied = decided.decision.duplicate
    return decided.decision.reason, decided.article_id, copied.article_id if copied else None


async def in_turn(store: Store, pages: Sequence[Candidate]) -> list[tuple[Reason, str, str | None]]:
    return [said(await store.call(decide_on_all, each)) for each in pages]


async def together(
    store: Store, pages: Sequence[Candidate]
) -> list[tuple[Reason, str, str | None]]:
    return [said(each) for each in await store.call_many(decide_on_all, pages)]


def rows(connection: Connection) -> tuple[int, int]:
    counts = [
        connection.execute(select(func.count()).select_from(each)).scalar_one()
        for each in (ARTICLES, KEYS)
    ]
    return counts[0], counts[1]


@pytest.mark.parametrize("decide", [in_turn, together])
async def test_copies(store: Store, decide: object) -> None:
    pages = [
        page("e1", "a", TEXT),
        page("e2", "b", TEXT.upper()),
        page("e3", "c", LIKE),
        page("e4", "d", text_of(2)),
        page("e5", "e", edited(TEXT, 0.03, 5), copies=False),
        page("e2", "b", TEXT.upper()),
        page("e3", "c", LIKE),
    ]
    expected = [
        (Reason.NEW, "a", None),
        (Reason.DUP_CONTENT, "a", None),
        (Reason.NEW, "c", "a"),
        (Reason.NEW, "d", None),
        (Reason.DUP_CONTENT, "a", None),
        (Reason.DUP_CONTENT, "a", None),
        (Reason.NEW, "c", "a"),
    ]
    assert await (in_turn if decide is in_turn else together)(store, pages) == expected
    assert await store.run(rows) == (3, 3 * 39)


async def test_a_form_with_other_numbers_is_no_copy(store: Store) -> None:
    forms = [f"{TEXT} Numbers: {n}, {n + 20}, {n + 40}." for n in (11, 12)]
    pages = [
        page("e1", "a", forms[0]),
        page("e2", "b", forms[1]),
        page("e3", "c", forms[1] + " So"),
    ]
    assert await in_turn(store, pages) == [
        (Reason.NEW, "a", None), (Reason.NEW, "b", None), (Reason.NEW, "c", "b")
    ]  # fmt: skip


async def test_a_copy_keeps_its_flag_when_it_is_revised(store: Store) -> None:
    later = page("e3", "b", LIKE + " The mayor came too, and so did the band.")
    decided = await in_turn(store, [page("e1", "a", TEXT), page("e2", "b", LIKE), later])
    assert decided[-1] == (Reason.REVISION, "b", "a")


async def test_a_text_is_found_as_it_was_revised_and_not_as_it_was(store: Store) -> None:
    pages = [page("e1", "a", TEXT), page("e2", "a", text_of(7)), page("e3", "b", text_of(7))]
    pages += [page("e4", "c", TEXT)]
    assert [each[0] for each in await in_turn(store, pages)] == [
        Reason.NEW, Reason.REVISION, Reason.DUP_CONTENT, Reason.NEW
    ]  # fmt: skip


async def test_what_is_gone_has_no_copies(store: Store) -> None:
    await in_turn(store, [page("e1", "a", TEXT)])
    await store.call(retract, Retraction("a", Gone("answer", START + timedelta(days=900))))
    assert await in_turn(store, [page("e2", "b", TEXT)]) == [(Reason.NEW, "b", None)]


async def test_a_text_out_of_the_window_is_forgotten_with_all_its_rows(store: Store) -> None:
    await in_turn(store, [page("e1", "a", TEXT), page("e2", "b", text_of(2))])
    before = START + timedelta(days=9000)
    assert [await store.run(forget_oldest, TEXTS, before, 1) for _ in range(3)] == [1, 1, 0]
    assert await store.run(rows) == (2, 0)
    assert await in_turn(store, [page("e3", "c", TEXT)]) == [(Reason.NEW, "c", None)]


async def test_a_text_that_says_more_than_the_one_it_holds_is_published(store: Store) -> None:
    longer = text_of(3, 400)
    part = " ".join(longer.split()[:100])
    told = [page("e1", "a", part, copies=False), page("e2", "b", longer, copies=False)]
    assert await in_turn(store, told) == [(Reason.NEW, "a", None), (Reason.NEW, "b", "a")]
    cut = page("e3", "c", f"{text_of(4, 10)} {part}", copies=False)
    assert await in_turn(store, [cut]) == [(Reason.DUP_CONTENT, "a", None)]


async def test_two_workers_that_meet_the_halves_of_a_pair_at_once_see_one_copy(url: str) -> None:
    pairs = [(page(f"a{n:02}", f"a{n}", text_of(n)), page(f"b{n:02}", f"b{n}", text_of(n)))
             for n in range(40)]  # fmt: skip
    async with (
        running(url, "publish", METADATA) as one,
        running(url, "publish", METADATA) as other,
    ):
        answers = await asyncio.gather(
            *(one.call(decide_on_all, pair[0]) for pair in pairs),
            *(other.call(decide_on_all, pair[1]) for pair in pairs),
        )
    for number in range(len(pairs)):
        reasons = {answers[number].decision.reason, answers[number + 40].decision.reason}
        assert reasons == {Reason.NEW, Reason.DUP_CONTENT}
        assert answers[number].article_id == answers[number + 40].article_id

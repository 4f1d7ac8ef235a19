"""Rows of withdrawn URLs, by what politeness counts them to."""

import asyncio
import time
from datetime import UTC, datetime

import pytest
from sqlalchemy import Connection, func, select

from schemas.control import Control
from schemas.envelope import Envelope
from schemas.events import UrlAccepted
from schemas.passport import Passport
from services.fetch.deferral import Deferred, row_of
from services.fetch.schedule import table as schedule
from services.fetch.schedule.message import submission_in
from services.fetch.schedule.table import SCHEDULE, Row
from services.fetch.schedule.withdrawn import Withdrawn, groups_of, rows_not_due
from services.stage.control.in_force import InForce
from services.stage.store.errors import StoreUnavailable
from services.stage.store.store import Store

AT = datetime.now(UTC)
URLS = {name: f"https://news.{name}.example/1" for name in ("a", "b", "c")}


def row(submission: str, url: str, event: str | None = None) -> Row:
    passport = Passport(submission_id=submission, submitted_url=url, submitted_at=AT)
    host = url.split("/")[2]
    accepted = UrlAccepted(url=url, host=host, site=host.removeprefix("news."))
    envelope = Envelope(event or submission, "newsreel/intake", AT, passport, accepted)
    due = Deferred(time.time() + 1e6, "backlog", 1)
    return row_of(envelope, passport, due, accepted.host, AT)


def count_due(connection: Connection, now: float) -> int:
    due = select(func.count()).where(SCHEDULE.c.due_at <= now)
    return connection.execute(due).scalar_one()


async def due_now(store: Store) -> set[str]:
    due = select(SCHEDULE.c.payload).where(SCHEDULE.c.due_at <= time.time())
    payloads = await store.run(lambda connection: connection.execute(due).scalars().all())
    return set(map(submission_in, payloads))


@pytest.fixture
def in_force() -> InForce:
    in_force = InForce()
    for name, url in URLS.items():
        in_force.take(Control(
            action="cancel", target=name, url=url, why="so", by="a test", at=AT
        ))  # fmt: skip
    return in_force


async def test_rows_of_withdrawn_submissions_are_due_at_once(
    store: Store, in_force: InForce
) -> None:
    rows = [row(name, url) for name, url in URLS.items()] + [row("stays", URLS["a"])]
    await store.call_many(schedule.put, rows)
    await Withdrawn(store, in_force).make_due()
    assert await due_now(store) == URLS.keys()


async def test_others_get_the_store_while_a_long_backlog_is_looked_through(
    store: Store, in_force: InForce
) -> None:
    in_force.take(Control(
        action="cancel", target="all", url=URLS["a"], why="so", by="a test", at=AT
    ))  # fmt: skip
    ids = [f"e{n}" for n in range(30)]
    await store.call_many(schedule.put, [row("all", URLS["a"], each) for each in ids])
    looking = asyncio.create_task(Withdrawn(store, in_force, page_rows=10).make_due())
    due = set[int]()
    while not looking.done():
        due.add(await store.run(count_due, time.time()))
    await looking
    assert due & {10, 20}
    assert await store.run(count_due, time.time()) == len(ids)


async def test_what_the_store_did_not_answer_is_looked_for_again_and_no_more(
    store: Store, in_force: InForce, monkeypatch: pytest.MonkeyPatch
) -> None:
    await store.call_many(schedule.put, [row(name, url) for name, url in URLS.items()])
    run, asked = store.run, list[str]()

    async def weary(work: object, *arguments: object) -> object:
        if work is rows_not_due:
            asked.append(str(arguments[0]))
        if len(asked) == 3:
            raise StoreUnavailable("no answer")
        return await run(work, *arguments)  # type: ignore[arg-type]

    withdrawn = Withdrawn(store, in_force)
    with monkeypatch.context() as patched:
        patched.setattr(store, "run", weary)
        with pytest.raises(StoreUnavailable):
            await withdrawn.make_due()
        for _ in range(2):
            await withdrawn.make_due()
    groups = {group for url in URLS.values() for group in groups_of(url)}
    assert set(asked) == groups
    assert len(asked) == len(groups) + 1
    assert await due_now(store) == URLS.keys()


@pytest.mark.parametrize("url", ["http://a\0b.example/", "http://\ud800/", "", "x", "http://[/"])
def test_what_is_no_url_belongs_to_no_host(url: str) -> None:
    assert groups_of(url) == ()


def test_a_url_belongs_to_its_host_and_its_site_as_they_are_normalised() -> None:
    assert set(groups_of("HTTP://News.Zürich.example/x")) == {"news.xn--zrich-kva.example"}
    assert set(groups_of("https://news.a.co.uk/")) == {"news.a.co.uk", "a.co.uk"}

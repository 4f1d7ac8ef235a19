"""Bytes of a row in each table that grows with the URLs, and the CPU of writing it."""

import time
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

from sqlalchemy import Connection, MetaData, text

from schemas.envelope import Envelope, encode
from schemas.events import Outcome, UrlAccepted
from schemas.identity import outcome_id, url_hash
from schemas.outcomes import Reason
from schemas.passport import Passport
from schemas.pipeline import ENRICH, EXTRACT, FETCH, INTAKE, PUBLISH
from schemas.url import parse_url
from services.fetch import tables as fetch_tables
from services.fetch.page import validators
from services.fetch.schedule import table as schedule
from services.fetch.schedule.message import pack
from services.intake import answered, id_checks, ids
from services.ledger import account
from services.ledger import tables as ledger_tables
from services.ledger.ledger import Answered, Submitted
from services.publish import tables as publish_tables
from services.publish.decide_all import decide_all
from services.publish.decided import Candidate
from services.publish.revisions.fingerprints import CONTENT_FIELDS
from services.publish.revisions.found import Found
from services.publish.rows.decisions import Made
from services.publish.rules import PublishRules
from services.publish.texts.contents import Content
from services.stage.store.store import Store
from tests.support.texts import text_of

AT = datetime(2026, 3, 1, 12, tzinfo=UTC)
URL = "https://www.news-of-the-coast.example/2026/03/01/local/harbour-board-widens-the-quay-"
AT_ONCE = 256
"""Items a call, as many as publish has in work."""

Work = tuple[str, Callable[..., Any], list[Any]]
"""What is written, by which work function."""


def outcome(number: int) -> Outcome:
    """An answer with a whole journey."""
    passport = passport_of(number)
    for step in (INTAKE, FETCH, EXTRACT, ENRICH, PUBLISH):
        passport = passport.stamped(step.stage, AT, 12.345)
    return Outcome(
        submission_id=passport.submission_id, url=passport.submitted_url,
        outcome=Reason.NEW.outcome, reason=Reason.NEW, stage="publish", article_id=uuid4().hex,
        revision=1, attempts=1, journey=passport.journey, submitted_at=AT, decided_at=AT,
    )  # fmt: skip


def passport_of(number: int) -> Passport:
    return Passport(submission_id=str(uuid4()), submitted_url=f"{URL}{number}", submitted_at=AT)


def article(number: int) -> Candidate:
    prints = {field: uuid4().hex[:16] for field in CONTENT_FIELDS}
    url = f"{URL}{number}"
    made = Made(str(uuid4()), AT.isoformat())
    found = Found(url, url, prints, AT, Content(text=text_of(number)))
    return Candidate(
        str(uuid4()), None, made, uuid4().hex, found, AT, PublishRules(0.01, False, True)
    )


def waiting(number: int) -> schedule.Row:
    url = parse_url(f"{URL}{number}")
    event = UrlAccepted(url=url.href, host=url.host, site=url.site)
    passport = passport_of(number).stamped("intake", AT, 1.2)
    message = encode(Envelope(str(uuid4()), "newsreel/fetch", AT, passport, event), event.site)
    return schedule.Row(str(uuid4()), float(number), url.host, pack(message), "backlog")


def fetched(number: int) -> validators.Fetched:
    return validators.Fetched(
        submission_id=str(uuid4()),
        url_hash=url_hash(f"{URL}{number}"),
        address=url_hash(f"{URL}{number}"),
        etag='"65e1c0a3-1f2b3"',
        last_modified="Sun, 01 Mar 2026 10:00:00 GMT",
        body_hash=uuid4().hex,
        fetched_at=AT.timestamp(),
    )


def works(rows: int) -> dict[str, tuple[MetaData, list[Work]]]:
    """What is written, by service."""
    answers = [outcome(number) for number in range(rows)]
    pages = [fetched(number) for number in range(rows)]
    own_ids = [id_checks.Submitted(str(uuid4()), f"{URL}{n}", 1, n, 1.0) for n in range(rows)]
    opened = [Submitted(each.submission_id, each.url, 1.0) for each in answers]
    ended = [Answered(outcome_id(each.submission_id), each) for each in answers]
    settled = [validators.Settled(page.submission_id, True, uuid4().hex) for page in pages]
    known = [
        answered.KnownOutcome(
            each.url, outcome_id(each.submission_id), each.article_id, each.reason, 1.0
        )
        for each in answers
    ]
    waits = [waiting(number) for number in range(rows)]
    articles = [article(number) for number in range(rows)]
    return {
        "ledger": (
            ledger_tables.METADATA,
            [("submissions", account.enter, opened), ("answers", account.enter, ended)],
        ),
        "publish": (
            publish_tables.METADATA, [("decisions", decide_all, articles)],
        ),
        "intake": (
            answered.METADATA,
            [("ids of submitters", ids.register, own_ids),
                ("answers", answered.record_outcomes, known)],
        ),
        "fetch": (
            fetch_tables.METADATA,
            [
                ("pages on their way", validators.note, pages),
                ("validators", validators.settle, settled),
                ("schedule", schedule.put, waits),
            ],
        ),
    }  # fmt: skip


SIZES = {
    "sqlite": "SELECT m.tbl_name, sum(s.pgsize) FROM dbstat s JOIN sqlite_master m"
    " ON m.name = s.name GROUP BY m.tbl_name",
    "postgresql": "SELECT relname, pg_total_relation_size(oid) FROM pg_class WHERE relkind = 'r'"
    " AND relnamespace = 'public'::regnamespace",
}


def sizes(connection: Connection) -> dict[str, int]:
    """Bytes of each table with its indexes."""
    rows = connection.execute(text(SIZES[connection.dialect.name]))
    return {name: int(size) for name, size in rows}


async def show_rows(kind: str, url: str, rows: int) -> None:
    """Write so many rows into each table and print what they take."""
    for service, (metadata, mine) in works(rows).items():
        store = Store(url, service, metadata)
        await store.start()
        for what, work, items in mine:
            started = time.process_time()
            for start in range(0, rows, AT_ONCE):
                await store.call_many(work, items[start : start + AT_ONCE])
            micros = (time.process_time() - started) / rows * 1e6
            print(f"{kind:10} {service}, {what:20} {micros:6.0f} µs CPU of ours")
        found = await store.run(sizes)
        await store.stop()
        for name in sorted(found.keys() & set(metadata.tables)):
            print(f"{kind:10} {name:20} {found[name] / rows:8,.0f} B a row with indexes")

"""`urls.submitted.v1` and `urls.outcomes.v1` → ledger: one account of every URL."""

import time
from collections.abc import Mapping, Sequence

import orjson
from aiohttp import web
from faust.types import StreamT

from schemas.envelope import Envelope
from schemas.events import Event, Outcome
from schemas.outcomes import OutcomeKind
from schemas.pipeline import LEDGER, OUTCOMES, SITES, SUBMITTED
from services import metrics
from services.ledger.account import (
    Outstanding,
    balance,
    enter,
    find,
    forget,
    open_lines,
    outstanding,
)
from services.ledger.ended import EndedSo, ended_counts, ended_lines
from services.ledger.ledger import Answered, Entry, Submitted
from services.ledger.sites.wire import learn_sites, watch_sites
from services.ledger.sweep import watch_expired
from services.ledger.tables import METADATA, TOPICS
from services.ledger.withdrawn import watch_withdrawn
from services.stage.continuity.watch import Continuity, learn_by
from services.stage.endings import Done
from services.stage.health.server import json_response
from services.stage.kafka.fetch_wait import GATHERED
from services.stage.stage import Stage
from services.stage.store.store import store_of
from services.stage.submissions import submission_or_outcome

GAUGE_EVERY_SECONDS = 1.0
FORGET_EVERY_SECONDS = 3600.0
FORGOTTEN_AT_ONCE = 2_000
"""Lines in one transaction: the account is kept in the same thread, and waits for it."""
OPEN_MAX = 1_000
"""Lines that `/open` and `/failed` give at once."""
BAD_LIMIT = f"limit is a whole number from 1 to {OPEN_MAX}"

FAILED = (OutcomeKind.FAILED, OutcomeKind.REJECTED, OutcomeKind.DEAD_LETTERED)
"""Outcomes without an article, because something was wrong."""


async def keep(envelopes: Sequence[Envelope[Event]]) -> list[Done]:
    """Enter facts into the account."""
    conflicts = await store.call_many(enter, [fact(envelope) for envelope in envelopes])
    metrics.CONFLICTS.inc(sum(conflicts))
    return [Done()] * len(envelopes)


def fact(envelope: Envelope[Event]) -> Submitted | Answered:
    """Return what an event says of a submission."""
    passport, trace_id = envelope.passport, envelope.passport.trace_parent.trace_id
    if isinstance(envelope.data, Outcome):
        return Answered(envelope.id, envelope.data, trace_id)
    counts_from = counted_from(passport.submitted_at.timestamp(), time.time())
    return Submitted(passport.submission_id, passport.submitted_url, counts_from, trace_id)


def counted_from(submitted_at: float, now: float) -> float:
    """Return the instant from which a submission's answer is awaited; Unix times.

    Its time is its client's word. One of before its topic's retention is wrong, and would have it
    answered as expired at once, beside the answer that it gets.
    """
    return submitted_at if submitted_at > now - SUBMITTED.retention_seconds else now


async def trace(request: web.Request) -> web.Response:
    """Answer `GET /trace?of=URL|ID` with the lines found, newest first."""
    lines = await store.run(find, request.query.get("of", ""))
    return json_response([_line(entry) for entry in lines])


async def account(_: web.Request) -> web.Response:
    """Answer `GET /account` with the balance."""
    still_open, ended = await store.run(outstanding), await store.run(balance)
    return json_response(
        {
            "unaccounted": still_open.unanswered,
            "oldest_unaccounted_seconds": age_seconds(still_open),
            "conflicts": ended.conflicts,
            "outcomes": [{"outcome": o, "reason": r, "count": n} for o, r, n in ended.outcomes],
        }
    )


async def unanswered(request: web.Request) -> web.Response:
    """Answer `GET /open?limit=N` with the oldest lines that have no answer yet."""
    limit = limit_of(request.query.get("limit", "100"))
    if limit is None:
        return _bad_limit()
    return json_response([_line(entry) for entry in await store.run(open_lines, limit)])


async def failed(request: web.Request) -> web.Response:
    """Answer `GET /failed?limit=N` with the newest lines that brought no article.

    `reason`, `host` and `since` (Unix time) narrow it; `after_at` and `after_id` go on behind a
    line; `count_by=reason` or `host` counts all instead.
    """
    asked = asked_failed(request.query)
    if isinstance(asked, str):
        return json_response({"problem": asked}, status=400)
    if "count_by" in request.query:
        counts = await store.run(ended_counts, asked)
        return json_response([{"name": n, "count": c} for n, c in counts.most_common()])
    return json_response([_line(entry) for entry in await store.run(ended_lines, asked)])


def asked_failed(query: Mapping[str, str]) -> EndedSo | str:
    """Read what is asked of `/failed`, or say what is wrong with it."""
    limit, by = limit_of(query.get("limit", "100")), query.get("count_by", "reason")
    if limit is None:
        return BAD_LIMIT
    if by not in ("reason", "host"):
        return "count_by is reason or host"
    try:
        since = float(query["since"]) if "since" in query else None
        after = (float(query["after_at"]), query["after_id"]) if "after_id" in query else None
    except (ValueError, KeyError):
        return "since and after_at are Unix times"
    host = query.get("host")
    return EndedSo(FAILED, limit, query.get("reason"), host and host.lower(), since, after, by)


def _bad_limit() -> web.Response:
    return json_response({"problem": BAD_LIMIT}, status=400)


def limit_of(text: str) -> int | None:
    """Read how many lines are asked for, at most `OPEN_MAX`; None where it is not such a number."""
    if not (text.isascii() and text.isdigit() and len(text) <= 9):
        return None
    return min(int(text), OPEN_MAX) or None


def _line(entry: Entry) -> dict[str, object]:
    answer = orjson.loads(entry.answer) if entry.answer else None
    return {
        "submission_id": entry.submission_id,
        "url": entry.url,
        "submitted_at": entry.submitted_at,
        "outcome_id": entry.outcome_id,
        "conflicts": entry.conflicts,
        "superseded": entry.superseded,
        "trace_id": entry.trace_id,
        "answer": answer,
    }


stage = Stage(
    LEDGER,
    decode=submission_or_outcome,
    in_flight_max=2000,  # four batches: one in the store's hands, the others read meanwhile
    batch_max=500,
    fetch_wait=GATHERED,
)
app = stage.app
store = store_of(stage.settings, "ledger", METADATA)
stage.use(store)
read_again = learn_by(submission_or_outcome, keep)
follow = {SUBMITTED: read_again, OUTCOMES: read_again, SITES: learn_sites(store)}
stage.use(Continuity(stage, store, TOPICS, follow))
stage.serve("/trace", trace)
stage.serve("/account", account)
stage.serve("/open", unanswered)
stage.serve("/failed", failed)
watch_sites(stage, store)
watch_withdrawn(stage, store)
watch_expired(stage, store)


@app.agent(stage.source)
async def keep_account(stream: StreamT[bytes]) -> None:
    """Follow submissions and outcomes."""
    await stage.drain_batches(stream, keep)


async def show_account() -> None:
    """Keep the gauges right."""
    still_open = await store.run(outstanding)
    metrics.UNACCOUNTED.set(still_open.unanswered)
    metrics.OLDEST_UNACCOUNTED.set(age_seconds(still_open))


async def forget_answered() -> None:
    """Drop what was answered long ago."""
    before = time.time() - stage.settings.ledger_keep_days * 86_400
    while await store.run(forget, before, FORGOTTEN_AT_ONCE):
        pass


stage.every(GAUGE_EVERY_SECONDS, show_account)
stage.every(FORGET_EVERY_SECONDS, forget_answered)


def age_seconds(still_open: Outstanding) -> float:
    """Age of the oldest submission without an answer, 0 where there is none."""
    oldest = still_open.oldest_submitted_at
    return 0.0 if oldest is None else max(0.0, time.time() - oldest)

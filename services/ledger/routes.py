"""What the ledger answers over HTTP about submissions."""

import math
from collections.abc import Iterable, Mapping
from functools import partial

import orjson
from aiohttp import web

from schemas.outcomes import UNSUCCESSFUL
from services.clock import unix
from services.ledger.ended import EndedQuery, ended_counts, ended_entries
from services.ledger.ledger import Entry
from services.ledger.queries import balance, find, open_entries, outstanding
from services.stage.health.server import json_response
from services.stage.stage import Stage
from services.stage.store.store import Store

OPEN_MAX = 1_000
"""Entries that `/open` and `/failed` give at once."""
BAD_LIMIT = f"limit is a whole number from 1 to {OPEN_MAX}"


async def trace(store: Store, request: web.Request) -> web.Response:
    """Answer `GET /trace?of=URL|ID` with the entries found, newest first."""
    return _listed(await store.run(find, request.query.get("of", "")))


async def account(store: Store, _: web.Request) -> web.Response:
    """Answer `GET /account` with the balance."""
    still_open, ended = await store.run(outstanding), await store.run(balance)
    return json_response(
        {
            "unaccounted": still_open.unanswered,
            "oldest_unaccounted_seconds": still_open.oldest_seconds(unix()),
            "conflicts": ended.conflicts,
            "outcomes": [{"outcome": o, "reason": r, "count": n} for o, r, n in ended.outcomes],
        }
    )


async def unanswered(store: Store, request: web.Request) -> web.Response:
    """Answer `GET /open?limit=N&host=H` with the oldest entries that have no answer yet."""
    limit = limit_of(request.query.get("limit", "100"))
    if limit is None:
        return json_response({"problem": BAD_LIMIT}, status=400)
    host = request.query.get("host", "").lower() or None
    return _listed(await store.run(open_entries, limit, math.inf, host))


async def failed(store: Store, request: web.Request) -> web.Response:
    """Answer `GET /failed?limit=N` with the newest entries that brought no article.

    `reason`, `host` and `since` (Unix time) narrow it; `after_at` and `after_id` go on behind an
    entry; `count_by=reason` or `host` counts all instead.
    """
    asked = asked_failed(request.query)
    if isinstance(asked, str):
        return json_response({"problem": asked}, status=400)
    if "count_by" in request.query:
        counts = await store.run(ended_counts, asked)
        return json_response([{"name": n, "count": c} for n, c in counts.most_common()])
    return _listed(await store.run(ended_entries, asked))


def serve_account(stage: Stage, store: Store) -> None:
    """Let the stage answer questions about submissions."""
    stage.serve("/trace", partial(trace, store))
    stage.serve("/account", partial(account, store))
    stage.serve("/open", partial(unanswered, store))
    stage.serve("/failed", partial(failed, store))


def asked_failed(query: Mapping[str, str]) -> EndedQuery | str:
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
    return EndedQuery(
        UNSUCCESSFUL, limit, query.get("reason"), host and host.lower(), since, after, by
    )


def limit_of(text: str) -> int | None:
    """Read how many entries are asked for, at most `OPEN_MAX`; None: it is not such a number."""
    if not (text.isascii() and text.isdigit() and len(text) <= 9):
        return None
    return min(int(text), OPEN_MAX) or None


def _listed(entries: Iterable[Entry]) -> web.Response:
    return json_response([entry_json(entry) for entry in entries])


def entry_json(entry: Entry) -> dict[str, object]:
    """Lay out an entry as JSON has it."""
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

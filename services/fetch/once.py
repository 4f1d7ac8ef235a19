"""Each submission is fetched once; delivered again, it is answered as before."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from typing import NamedTuple

import orjson

from schemas.envelope import Envelope, Message
from schemas.events import Outcome, UrlAccepted
from schemas.identity import outcome_id
from schemas.outcomes import Reason
from schemas.pipeline import FETCH, FETCHED, OUTCOMES
from services.clock import now
from services.fetch import decided
from services.fetch.decided import Kept
from services.fetch.page import validators
from services.stage.emission import emission
from services.stage.endings import Done, Said
from services.stage.function import Handled
from services.stage.store.store import Store


class Concluded(NamedTuple):
    """What a visit came to."""

    handled: Handled
    page: validators.Fetched | None = None
    """What is to be remembered of a page until its submission has an outcome."""


VisitAnew = Callable[[Envelope[UrlAccepted], validators.Known | None], Awaitable[Concluded]]
"""Given what is known of the URL's page."""

TOPICS = {topic.name: topic for topic in (FETCHED, OUTCOMES)}


async def once(store: Store, envelope: Envelope[UrlAccepted], visit: VisitAnew) -> Handled:
    """Say what was said before; else visit, and keep what comes of it before it is sent.

    What is to be known is asked for together, and what is to be kept as well: the store has one
    transaction for calls that wait together.
    """
    started = time.perf_counter()
    passport = envelope.passport
    answer_id = outcome_id(passport.submission_id, passport.supersedes)
    earlier, known = await asyncio.gather(
        store.call(decided.recall, answer_id), store.call(validators.known, envelope.data.url)
    )
    if earlier is not None:
        return Handled(again(earlier))
    handled, page = await visit(envelope, known)
    if isinstance(handled.result, Done):  # it waits in the schedule
        return handled
    mine = said(envelope, handled, time.perf_counter() - started)
    kept = Kept(answer_id, pack(mine), now().timestamp())
    stands, _ = await asyncio.gather(
        store.call(decided.keep, kept), store.call_many(validators.note, [page] if page else [])
    )
    return Handled(mine if stands is kept else again(stands))


async def once_answered(store: Store, envelope: Envelope[Outcome]) -> None:
    """Say nothing more about a submission that has its final answer."""
    if envelope.data.reason is Reason.EXPIRED_IN_KAFKA:
        closed = Kept(envelope.id, None, now().timestamp())
        await store.call(decided.close, closed)
    else:
        await store.call(decided.settle, envelope.id)


def said(envelope: Envelope[UrlAccepted], handled: Handled, seconds: float) -> Said:
    """Put what a visit came to into the messages to be sent."""
    at = now()
    passport = (handled.passport or envelope.passport).stamped(
        FETCH.stage, at, seconds * 1000, handled.note
    )
    sent = emission(FETCH, envelope, passport, handled.result, at)
    return Said(tuple(sent.messages), sent.outcome, sent.reason)


def again(kept: Kept) -> Said | Done:
    """Return what is left to say: nothing where the submission has its final answer."""
    return Done() if kept.messages is None else unpack(kept.messages)


def pack(words: Said) -> bytes:
    """Turn messages into bytes: a line of JSON that tells of them, then their values."""
    told = [
        [topic.name, (each.key or b"").decode(), _headers_text(each), len(each.value or b"")]
        for topic, each in words.messages
    ]
    line = orjson.dumps([words.outcome, words.reason, told])
    return b"\n".join((line, b"".join(each.value or b"" for _, each in words.messages)))


def unpack(parcel: bytes) -> Said:
    """Turn the bytes back into messages."""
    line, _, values = parcel.partition(b"\n")
    outcome, reason, told = orjson.loads(line)
    messages, start = [], 0
    for name, key, headers, size in told:
        value = values[start : start + size]
        bytes_of_headers = [(header, text.encode()) for header, text in headers]
        messages.append((TOPICS[name], Message(key.encode(), value, bytes_of_headers)))
        start += size
    return Said(tuple(messages), outcome, reason)


def _headers_text(message: Message) -> list[tuple[str, str]]:
    return [(name, value.decode()) for name, value in message.headers]

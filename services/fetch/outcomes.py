"""What the outcome of a submission changes here: who waits for it, and what is remembered."""

import asyncio
import contextlib
from collections.abc import Sequence

from schemas.envelope import Envelope
from schemas.events import Outcome
from schemas.outcomes import OutcomeKind, Reason
from schemas.url import BadUrl, normalise_url
from services.clock import DAY_SECONDS, unix
from services.fetch.decisions import table as decisions
from services.fetch.flights import Flights
from services.fetch.page import validators
from services.stage.store.store import Store


async def take_note(
    store: Store, flights: Flights, envelope: Envelope[Outcome], keep_days: float
) -> None:
    """Tell those who share the page, believe its validators or not, and say nothing more.

    `keep_days`: how long the ledger keeps an answered URL, the setting `ledger_keep_days`.
    """
    flights.note(envelope.data)
    closed_until = closed_until_of(envelope.data, keep_days)
    await asyncio.gather(
        settle_page(store, envelope.data), close_answer(store, envelope.id, closed_until)
    )


async def learn(store: Store, envelopes: Sequence[Envelope[Outcome]], keep_days: float) -> None:
    """Take note of outcomes that the store lacks, and say nothing more of their submissions.

    A store that was replaced by an older one has rows in its schedule of URLs that were answered
    since.
    """
    at = unix()
    untils = [learnt_until(each.data, keep_days, at) for each in envelopes]
    await asyncio.gather(
        *(settle_page(store, each.data) for each in envelopes),
        *(
            close_answer(store, each.id, until)
            for each, until in zip(envelopes, untils, strict=True)
        ),
    )


async def settle_page(store: Store, outcome: Outcome) -> None:
    """Believe a page's validators if its article stands, forget them otherwise."""
    stands = outcome.outcome in (OutcomeKind.PUBLISHED, OutcomeKind.UNCHANGED)
    settled = validators.Settled(outcome.submission_id, stands, outcome.article_id)
    await store.call(validators.settle, settled)
    if outcome.outcome is OutcomeKind.GONE:
        with contextlib.suppress(BadUrl):
            await store.call(validators.forget, normalise_url(outcome.url))


async def close_answer(store: Store, answer_id: str, until: float | None) -> None:
    """Say nothing more about a submission that has its final answer.

    `until`: Unix time; None: for as long as fetch remembers what it has decided.
    """
    if until is None:
        await store.call(decisions.settle, answer_id)
    else:
        counts_from = until - decisions.KEPT_SECONDS
        await store.call(decisions.close, decisions.Decision(answer_id, None, counts_from))


def learnt_until(outcome: Outcome, keep_days: float, now: float) -> float | None:
    """Return until when nothing is said under the id of an answer that the store did not know.

    Unix time. What its schedule holds of answered URLs comes at once; after `keep_days` the id
    may stand for a new submission.
    """
    closed_until = closed_until_of(outcome, keep_days)
    if closed_until is not None:
        return closed_until
    free_at = outcome.decided_at.timestamp() + keep_days * DAY_SECONDS
    return min(now + decisions.KEPT_SECONDS, free_at) if free_at > now else None


def closed_until_of(outcome: Outcome, keep_days: float) -> float | None:
    """Return until when nothing is said under an answer's id; None: no longer than under others.

    Unix time. These answers may be given while the schedule holds a row of the URL, which
    brings it back however late: dead-lettered, its time ended while the store wrote the row;
    expired, the ledger has given it up; withdrawn, the command is gone by then. An id whose answer
    may be replaced comes again under another answer's id. That of a withdrawn URL is free for a new
    submission once intake has forgotten it, a day after `keep_days`.
    """
    decided_at = outcome.decided_at.timestamp()
    if outcome.reason.is_replaceable:
        return decided_at + decisions.CLOSED_SECONDS
    if outcome.reason is Reason.CANCELLED:
        return decided_at + keep_days * DAY_SECONDS
    return None

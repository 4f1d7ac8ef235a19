"""What the outcome of a submission changes here: who waits for it, and what is remembered."""

import asyncio
import contextlib

from schemas.envelope import Envelope
from schemas.events import Outcome
from schemas.outcomes import OutcomeKind, Reason
from schemas.url import BadUrl, normalise_url
from services.clock import now
from services.fetch import decided
from services.fetch.flights import Flights
from services.fetch.page import validators
from services.stage.store.store import Store


async def take_note(store: Store, flights: Flights, envelope: Envelope[Outcome]) -> None:
    """Tell those who share the page, believe its validators or not, and say nothing more."""
    flights.note(envelope.data)
    await asyncio.gather(settle_page(store, envelope.data), close_answer(store, envelope))


async def settle_page(store: Store, outcome: Outcome) -> None:
    """Believe a page's validators if its article stands, forget them otherwise."""
    stands = outcome.outcome in (OutcomeKind.PUBLISHED, OutcomeKind.UNCHANGED)
    settled = validators.Settled(outcome.submission_id, stands, outcome.article_id)
    await store.call(validators.settle, settled)
    if outcome.outcome is OutcomeKind.GONE:
        with contextlib.suppress(BadUrl):
            await store.call(validators.forget, normalise_url(outcome.url))


async def close_answer(store: Store, envelope: Envelope[Outcome]) -> None:
    """Say nothing more about a submission that has its final answer.

    A URL that was parked may still come out of the schedule, however late: its time may have ended
    while the store wrote its row. So may one that waited there until the ledger gave it up, and one
    that was withdrawn: its command is gone by then.
    """
    outcome = envelope.data
    is_parked = outcome.outcome is OutcomeKind.DEAD_LETTERED
    if is_parked or outcome.reason in (Reason.EXPIRED_IN_KAFKA, Reason.CANCELLED):
        counts_from = now().timestamp() + decided.CLOSED_SECONDS
        await store.call(decided.close, decided.Kept(envelope.id, None, counts_from))
    else:
        await store.call(decided.settle, envelope.id)

"""The answer to a submission of which no topic has an event any more: it was deleted unread.

The ledger then reads its own answers like all others, and they close the entries. One of several
processes gives them, and only where the true answer cannot be among those it has still to read.
"""

from collections.abc import Set
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial

from schemas.envelope import Message
from schemas.identity import outcome_id
from schemas.outcomes import Reason
from schemas.passport import Passport
from schemas.pipeline import LEDGER, OUTCOMES
from schemas.trace.context import child, made_parent
from services import metrics
from services.clock import steady
from services.ledger.answers_read import AnswersRead, look_at_outcomes
from services.ledger.first_partition import has_first_partition
from services.ledger.ledger import Entry
from services.ledger.queries import open_entries
from services.ledger.unrecorded import UnrecordedAnswers
from services.logs import logger
from services.stage.continuity.learn import Learn
from services.stage.emission import outcome_message
from services.stage.endings import Ended
from services.stage.kafka.brokers import Brokers
from services.stage.kafka.produce.producer import Producer
from services.stage.stage import Stage
from services.stage.store.store import Store

AT_ONCE = 500
"""Answers that are sent together."""
SWEEP_EVERY_SECONDS = 5.0
AGAIN_AFTER_SECONDS = 3600.0
"""An answer that was sent and has closed no entry by then is sent once more."""

REASON = Reason.EXPIRED_IN_KAFKA


class Sweep:
    """Answers entries that are open for too long, round by round."""

    def __init__(
        self,
        store: Store,
        producer: Producer,
        hours: float,
        answers_read: AnswersRead,
        unrecorded: UnrecordedAnswers,
    ) -> None:
        """Answer entries that are open for so many hours, as far as all answers are read."""
        self._store, self._producer, self._hours = store, producer, hours
        self._answers_read, self._unrecorded = answers_read, unrecorded
        self._sent: dict[str, float] = {}
        """Submission id → when its answer was sent, Unix time; until it has closed its entry."""
        self._answered: Set[str] = frozenset()
        """Ids of submissions whose answers are among the dead letters."""

    async def go_round(self, now: float) -> None:
        """Answer the oldest entries, unless their answers are on their way; `now` is Unix time.

        Raises `KafkaUnavailable` or `StoreUnavailable`: then nothing was sent.
        """
        entries = await self._expired(now)
        self._sent = {
            entry.submission_id: at
            for entry in entries
            if (at := self._sent.get(entry.submission_id, 0.0)) > now - AGAIN_AFTER_SECONDS
        }
        if self._lost(entries):
            read_until = await self._answers_read.until(now)
            self._answered = await self._unrecorded.record()
            # read anew: what was open before the brokers were asked may be answered meanwhile
            if lost := self._lost(await self._expired(read_until)):
                await self._answer(lost[:AT_ONCE], now)

    async def _expired(self, at: float) -> list[Entry]:
        """Read the oldest; those that have their answers must keep no later one from its own."""
        at_most = AT_ONCE + len(self._sent) + len(self._answered)
        return await self._store.run(open_entries, at_most, at - self._hours * 3600)

    def _lost(self, entries: list[Entry]) -> list[Entry]:
        has_answer = self._sent.keys() | self._answered
        return [entry for entry in entries if entry.submission_id not in has_answer]

    async def _answer(self, entries: list[Entry], now: float) -> None:
        messages = [expired(entry, self._hours) for entry in entries]
        ends = await self._producer.send_many(OUTCOMES, messages)
        pairs = zip(entries, ends, strict=True)
        sent = [entry.submission_id for entry, end in pairs if end is None]
        self._sent |= dict.fromkeys(sent, now)
        logger().warning("expired_in_kafka", submissions=len(sent), oldest=entries[0].submission_id)
        metrics.EVENTS.labels(LEDGER.stage, REASON.outcome.value, REASON.value).inc(len(sent))


def watch_expired(stage: Stage, store: Store, learn: Learn) -> None:
    """Let the stage answer what was deleted unread; `learn` records answers."""
    config = stage.settings
    answers_read = AnswersRead(partial(look_at_outcomes, config))
    unrecorded = UnrecordedAnswers(partial(Brokers, config), learn)
    sweep = Sweep(store, stage.producer, config.ledger_expire_hours, answers_read, unrecorded)

    async def answer_expired() -> None:
        if has_first_partition(stage) and not stage.dispatch.paused:
            await sweep.go_round(steady.unix())

    stage.every(SWEEP_EVERY_SECONDS, answer_expired)


def expired(entry: Entry, after_hours: float) -> Message:
    """Answer an entry that is open for so long; the same message whenever and by whomever."""
    submitted_at = datetime.fromtimestamp(entry.submitted_at, UTC)
    decided_at = submitted_at + timedelta(hours=after_hours)
    passport = Passport(
        submission_id=entry.submission_id,
        submitted_url=entry.url,
        submitted_at=submitted_at,
        traceparent=_span(entry),
    )
    detail = f"no answer within {after_hours:g} hours; its event was deleted unread"
    _, message = outcome_message(LEDGER, passport, Ended(REASON, detail), decided_at)
    return message


def _span(entry: Entry) -> str:
    made = made_parent(entry.submission_id)
    parent = replace(made, trace_id=entry.trace_id or made.trace_id)
    return str(child(parent, LEDGER.stage, outcome_id(entry.submission_id)))

"""Of two answers under one id the first stands, also where another stage gave one of them.

After a kill, extract or enrich works again on what it had not committed, and may come to another
end: a page takes too long once and not again, or a site's memory has grown. So may fetch, where a
URL that comes again becomes a dead letter, or its id was submitted again after one. Such a stage's
outcome goes past publish on its topic. One that comes first is noted, and the article that comes
after it is not published. One that comes after the article's own answer makes publish say that once
more: who keeps the latest by id ends with the first. An event that publish itself has given up is
noted, too. Work function for `Store.call`.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Connection

from schemas.corrections import may_be_corrected
from schemas.envelope import Envelope, encode
from schemas.events import Outcome
from schemas.outcomes import OutcomeKind, Reason
from schemas.pipeline import OUTCOMES, PUBLISH
from services.publish.revisions.decide import Decision
from services.publish.rows.decisions import (
    KEPT,
    UNKNOWN_EVENT,
    Stored,
    load_decisions,
    save_decisions,
)
from services.stage.endings import Done, Said


class Answer(NamedTuple):
    """A final answer, of which only the outcome is known."""

    answer_id: str
    reason: Reason
    decided_at: datetime
    article_id: str = ""
    """Empty where another stage gave the answer."""
    revision: int = 1


def other_answer(envelope: Envelope[Outcome]) -> Answer | None:
    """Read it from an outcome; None where that is of a stage that says everything once itself."""
    outcome = envelope.data
    if not may_be_corrected(outcome) or outcome.outcome is OutcomeKind.GONE:
        return None
    return Answer(envelope.id, outcome.reason, outcome.decided_at)


def own_answer(envelope: Envelope[Outcome], now: datetime) -> Answer | None:
    """Read from an outcome what publish itself decided; None where no event can ask for it again.

    That is on its topic, behind the article that it may name: whoever reads it says no more of it.
    """
    outcome = envelope.data
    is_ours = outcome.stage == PUBLISH.stage and outcome.outcome is not OutcomeKind.GONE
    if not is_ours or outcome.reason.is_replaceable or now - outcome.decided_at > KEPT:
        return None
    about = outcome.article_id or "", outcome.revision or 1
    return Answer(envelope.id, outcome.reason, outcome.decided_at, *about)


def note_answers(connection: Connection, items: Sequence[Answer]) -> Sequence[Stored | None]:
    """Note answers unless their ids have one; return that where it says something else."""
    first = {item.answer_id: item for item in reversed(items)}
    save_decisions(connection, {key: _stored(item) for key, item in first.items()})
    known = load_decisions(connection, set(first))
    return [_other(known.get(item.answer_id), item) for item in items]


def repeat_answer(envelope: Envelope[Outcome], stands: Stored | None) -> Said | Done:
    """Say the answer that stands; nothing where the outcome is that one.

    Nor where publish gave up an event that it had decided on: what it decided may not be sent yet.
    """
    if stands is None or envelope.data.stage == PUBLISH.stage:
        return Done()
    decision, outcome = stands.decision, envelope.data
    is_ours = bool(stands.article_id)
    first = outcome.model_copy(
        update={
            "outcome": decision.reason.outcome,
            "reason": decision.reason,
            "detail": None,
            "stage": PUBLISH.stage,
            "article_id": stands.article_id if is_ours else None,
            "revision": decision.revision if is_ours else None,
            "decided_at": decision.decided_at,
        }
    )
    again = Envelope(envelope.id, PUBLISH.source, decision.decided_at, envelope.passport, first)
    return Said(((OUTCOMES, encode(again, outcome.submission_id)),), "done")


def _stored(item: Answer) -> Stored:
    decision = Decision(item.reason, item.revision, (), item.decided_at, item.decided_at)
    return Stored(UNKNOWN_EVENT, item.article_id, decision)


def _other(stands: Stored | None, item: Answer) -> Stored | None:
    return stands if stands is not None and stands.decision.reason != item.reason else None

"""Keep the account of one submission: the first final answer stands. Pure."""

from dataclasses import dataclass, replace
from typing import Any

from schemas.corrections import may_be_corrected
from schemas.events import Outcome
from schemas.identity import url_hash
from schemas.pipeline import PUBLISH
from services.stage.store.text import writable


@dataclass(frozen=True, slots=True)
class Entry:
    """What the account says of one submission."""

    submission_id: str
    url: str
    submitted_at: float
    """Unix time, seconds; of the latest submission as long as there is no answer."""
    outcome_id: str | None = None
    outcome: str | None = None
    reason: str | None = None
    article_id: str | None = None
    decided_at: float | None = None
    answer: bytes | None = None
    superseded: int = 0
    """Answers that a later one has replaced."""
    conflicts: int = 0
    """Later answers that differed from the first final one, neither taken nor corrected."""
    trace_id: str | None = None
    """W3C trace id, 32 hex digits; None in entries of older versions."""


@dataclass(frozen=True, slots=True)
class Submitted:
    """A submission was seen."""

    submission_id: str
    url: str
    submitted_at: float
    trace_id: str | None = None


@dataclass(frozen=True, slots=True)
class Answered:
    """An outcome was seen."""

    outcome_id: str
    outcome: Outcome
    trace_id: str | None = None

    @property
    def submission_id(self) -> str:
        """Id of the submission that it answers."""
        return self.outcome.submission_id

    @property
    def submission(self) -> Submitted:
        """What the answer says of its submission."""
        submitted_at = self.outcome.submitted_at.timestamp()
        return Submitted(self.submission_id, self.outcome.url, submitted_at, self.trace_id)


def answered(entry: Entry, fact: Answered) -> Entry:
    """Return the entry after an answer: the first stands, unless one supersedes or corrects it."""
    answer = _entry_of(fact)
    answer = replace(answer, trace_id=entry.trace_id or answer.trace_id)
    if entry.outcome_id is None:
        return replace(answer, url=entry.url if _is_about(entry.url, answer.url) else answer.url)
    if fact.outcome.supersedes == entry.outcome_id:
        return replace(answer, superseded=entry.superseded + 1, conflicts=entry.conflicts)
    if _repeats(entry, fact) or _was_superseded(entry, fact) or _will_be_corrected(entry, fact):
        return entry
    if _corrects(entry, fact):
        return replace(answer, superseded=entry.superseded, conflicts=entry.conflicts)
    return replace(entry, conflicts=entry.conflicts + 1)


def row_of(kept: Entry | Submitted) -> dict[str, Any]:
    """Return the columns of an entry, or of one that has no answer yet."""
    fields = {name: getattr(kept, name) for name in type(kept).__slots__}
    return fields | {"url_hash": hash_of(kept.url)}


def entry_of(row: Any) -> Entry:
    """Read a row of the table."""
    return Entry(**{name: getattr(row, name) for name in Entry.__slots__})


def hash_of(url: str) -> bytes:
    """Hash a URL for the index, as it came or as it was kept."""
    return url_hash(writable(url))


def _is_about(url: str, stated: str) -> bool:
    """Tell whether an answer is about a URL; it may state its beginning, `?` for what is no text.

    Of two submissions under one id intake takes one, and the ledger may have read the other first.
    """
    kept, of_answer = (writable(each).replace("\ufffd", "?") for each in (url, stated))
    return bool(of_answer) and kept.startswith(of_answer)


def _repeats(entry: Entry, fact: Answered) -> bool:
    """Tell a redelivery: it repeats the id and the reason."""
    return entry.outcome_id == fact.outcome_id and entry.reason == fact.outcome.reason.value


def _was_superseded(entry: Entry, fact: Answered) -> bool:
    """Tell an answer that was replaced and is delivered again."""
    if _answer(entry).supersedes == fact.outcome_id:
        return True
    return entry.superseded > 0 and fact.outcome.reason.is_replaceable


def _will_be_corrected(entry: Entry, fact: Answered) -> bool:
    """Tell an answer of a stage that worked again: publish says under its id what stands."""
    is_other = entry.outcome_id != fact.outcome_id
    if is_other or fact.outcome.stage == PUBLISH.stage or not may_be_corrected(fact.outcome):
        return False
    stands = _answer(entry)
    return stands.stage == PUBLISH.stage or may_be_corrected(stands)


def _corrects(entry: Entry, fact: Answered) -> bool:
    """Tell a correction by publish, under the id of an answer that it may correct."""
    is_same = entry.outcome_id == fact.outcome_id
    return is_same and fact.outcome.stage == PUBLISH.stage and may_be_corrected(_answer(entry))


def _answer(entry: Entry) -> Outcome:
    """Read the answer that stands; the entry has one."""
    return Outcome.model_validate_json(entry.answer or b"")


def _entry_of(fact: Answered) -> Entry:
    outcome = fact.outcome
    return Entry(
        submission_id=outcome.submission_id,
        url=outcome.url,
        submitted_at=outcome.submitted_at.timestamp(),
        outcome_id=fact.outcome_id,
        outcome=outcome.outcome.value,
        reason=outcome.reason.value,
        article_id=outcome.article_id,
        decided_at=outcome.decided_at.timestamp(),
        answer=outcome.model_dump_json().encode(),
        trace_id=fact.trace_id,
    )

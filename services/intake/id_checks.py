"""What an id that a submitter gave says of its submission. Pure.

An id that comes again with the same URL is the same submission, and answered once. It is taken
again where the first came to nothing (its answer may be replaced, or it has had none for so long
that Kafka may have lost it), and where the ledger has forgotten its answer.

URLs are kept as 128-bit hashes: intake only compares them. Instants are Unix times.
"""

from enum import StrEnum
from typing import NamedTuple

from schemas.identity import outcome_id, url_hash
from schemas.outcomes import Reason


class Position(NamedTuple):
    """Where a message lies; two messages have two positions."""

    partition: int
    offset: int
    sent_at: float
    """Kafka's timestamp."""


NO_POSITION = Position(-1, -1, 0.0)
"""Of a submission of which only the answer was seen."""


class IdCheck(StrEnum):
    """What a submission's id says about it."""

    NEW = "new"
    """Never seen."""
    REDELIVERED = "redelivered"
    """The same message once more: work on it again, its outcome has the same id."""
    REPEATED = "repeated"
    """The same id and URL once more: one outcome is enough, and it is given or on its way."""
    AGAIN = "again"
    """Another message with the same id and URL, and the first counts no more."""
    CONFLICT = "conflict"
    """Another message with the same id and another URL."""


class End(StrEnum):
    """What the answer to a submission is like."""

    FINAL = "final"
    REPLACEABLE = "replaceable"


class Submitted(NamedTuple):
    """A submission and its position in the topic."""

    id: str
    url: str
    """Normalised, or as it came where it cannot be."""
    partition: int
    offset: int
    now: float
    sent_at: float = 0.0
    """Kafka's timestamp."""
    lost_before: float = 0.0
    """What was seen before and has no answer may be lost."""
    known_since: float = 0.0
    """The ledger may have forgotten what was answered before."""
    submitted_url: str = ""
    """As it came: older versions kept that of a submission that a rule refused."""


class CheckedId(NamedTuple):
    """What the id says, and which outcome the submission's own replaces."""

    id_check: IdCheck
    supersedes: str | None = None
    lost: Position | None = None
    """Of `AGAIN`: the message before, where it has had no answer, but may yet come to one."""


class SubmissionOutcome(NamedTuple):
    """A final answer to a submission."""

    submission_id: str
    supersedes: str | None
    reason: Reason
    url: str
    """Normalised, or as it came where it cannot be."""
    decided_at: float


class KnownId(NamedTuple):
    """A submission as it is noted: the columns of its row."""

    id: str
    url_hash: bytes
    partition: int
    offset: int
    sent_at: float
    seen_at: float
    """When it was last heard of: its message, or its answer."""
    supersedes: str | None = None
    ended: str | None = None

    @property
    def position(self) -> Position:
        """Where its message lies."""
        return Position(self.partition, self.offset, self.sent_at)


def as_submitted(item: Submitted) -> KnownId:
    """Lay out what is known of a submission that was seen."""
    return KnownId(item.id, url_hash(item.url), item.partition, item.offset, item.sent_at, item.now)


def as_answered(outcome: SubmissionOutcome) -> KnownId:
    """Lay out what is known of a submission of which only the answer was seen."""
    return KnownId(
        outcome.submission_id,
        url_hash(outcome.url),
        *NO_POSITION,
        outcome.decided_at,
        outcome.supersedes,
        _end_of(outcome),
    )


def compare(known: KnownId, item: Submitted) -> IdCheck:
    """Tell what a submission is whose id is known."""
    if known.position == (item.partition, item.offset, item.sent_at):
        # its final answer can be read by everybody: nothing is left to be done
        return IdCheck.REPEATED if known.ended == End.FINAL else IdCheck.REDELIVERED
    if known.url_hash not in (url_hash(item.url), url_hash(item.submitted_url)):
        return IdCheck.CONFLICT
    return IdCheck.AGAIN if _counts_no_more(known, item) else IdCheck.REPEATED


def taken_again(known: KnownId, item: Submitted) -> KnownId:
    """Let the later message stand for the submission; its answer replaces one that was given."""
    supersedes = known.supersedes
    if known.ended is not None:
        supersedes = outcome_id(known.id, supersedes)
    return as_submitted(item)._replace(supersedes=supersedes)


def after(known: KnownId, outcome: SubmissionOutcome) -> KnownId:
    """Return what is known after an answer.

    It is the one that is waited for, or replaces that: a dead letter that was put back is answered
    without another message here. Any other was replaced before, and comes once more.
    """
    heard_at = max(known.seen_at, outcome.decided_at)
    if outcome.supersedes == known.supersedes:
        ended = End.FINAL.value if known.ended == End.FINAL else _end_of(outcome)
        return known._replace(ended=ended, seen_at=heard_at)
    if outcome.supersedes == outcome_id(known.id, known.supersedes):
        return known._replace(
            supersedes=outcome.supersedes, ended=_end_of(outcome), seen_at=heard_at
        )
    return known


def _counts_no_more(known: KnownId, item: Submitted) -> bool:
    """Tell whether what was submitted before has come to nothing, or is long over."""
    if known.ended is None:
        return known.seen_at < item.lost_before
    return known.ended == End.REPLACEABLE or known.seen_at < item.known_since


def _end_of(outcome: SubmissionOutcome) -> str:
    return (End.REPLACEABLE if outcome.reason.is_replaceable else End.FINAL).value

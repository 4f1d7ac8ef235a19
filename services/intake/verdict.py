"""What is decided about one submission, and what it becomes. Pure."""

from dataclasses import dataclass
from typing import NamedTuple

from schemas.envelope import Envelope
from schemas.events import UrlAccepted
from schemas.identity import outcome_id
from schemas.outcomes import Reason
from services.intake.answered import KnownOutcome
from services.intake.id_checks import CheckedId, IdCheck
from services.intake.intake import accept_again
from services.stage.emission import Result
from services.stage.endings import Done, Ended
from services.stage.function import Handled
from services.stage.submissions import Received


class Candidate(NamedTuple):
    """A submission to be decided on."""

    offset: int
    at: float
    """Kafka's timestamp, Unix time."""
    url: str
    """Normalised, or as it came where it cannot be."""
    submitted_url: str
    """As it came."""
    refusal: Ended | None
    """What the rules say against it."""
    id: str | None
    """The submitter's id, where it must be looked at."""
    submission_id: str
    may_be_duplicate: bool
    """Whether an outcome to the same URL may stand for this submission."""


@dataclass(frozen=True, slots=True)
class Accept:
    """Its URL is to be fetched."""

    supersedes: str | None = None
    """Id of the answer that its own will replace."""


@dataclass(frozen=True, slots=True)
class Refuse:
    """It is answered at once."""

    ended: Ended
    supersedes: str | None = None
    """Id of the answer that this one replaces."""


@dataclass(frozen=True, slots=True)
class IdTaken:
    """Its id belongs to a submission of another URL."""


@dataclass(frozen=True, slots=True)
class NothingToSay:
    """Its answer is given, or on its way."""


Verdict = Accept | Refuse | IdTaken | NothingToSay


def judge(
    candidate: Candidate,
    refusal: Ended | None,
    checked: CheckedId | None,
    outcome: KnownOutcome | None,
    *,
    was_decided: bool,
) -> Verdict:
    """Decide on a submission by what is known of its id and its URL.

    `refusal`: what speaks against it, as decided before if it was. `outcome`: what its URL was
    answered. `was_decided`: on it, or on the message before it that may be lost; only its own
    outcome counts then, no other has come in between.
    """
    id_check, supersedes, _ = checked or CheckedId(IdCheck.NEW)
    if id_check is IdCheck.REPEATED:
        return NothingToSay()
    if id_check is IdCheck.CONFLICT:
        return IdTaken()
    if refusal is not None:
        return Refuse(refusal, supersedes)
    if outcome is None:
        return Accept(supersedes)
    if outcome.outcome_id == outcome_id(candidate.submission_id, supersedes):
        return NothingToSay()
    if supersedes is not None or was_decided:
        return Accept(supersedes)
    detail = f"answered a short while ago: {outcome.reason} (outcome {outcome.outcome_id})"
    return Refuse(Ended(Reason.DUP_URL, detail, article_id=outcome.article_id))


def result_of(
    envelope: Envelope[Received], checked: UrlAccepted | Ended, verdict: Verdict
) -> Result | Handled:
    """Turn a verdict into what the stage returns."""
    match verdict:
        case NothingToSay():
            return Done()
        case IdTaken():
            return _refuse_id(envelope)
        case Refuse(ended, supersedes):
            return _superseding(envelope, ended, supersedes)
        case Accept(supersedes):
            return _superseding(envelope, _accepted(envelope, checked), supersedes)


def _superseding(
    envelope: Envelope[Received], result: UrlAccepted | Ended, supersedes: str | None
) -> Result | Handled:
    """Let the answer to a submission replace an earlier one, if any."""
    if supersedes is None:
        return result
    return Handled(result, envelope.passport.model_copy(update={"supersedes": supersedes}))


def _accepted(envelope: Envelope[Received], checked: UrlAccepted | Ended) -> UrlAccepted | Ended:
    """Return what an accepted submission becomes, whatever the rules say now."""
    submission = envelope.data.submission
    if isinstance(checked, UrlAccepted) or submission is None:
        return checked
    return accept_again(submission)


def _refuse_id(envelope: Envelope[Received]) -> Handled:
    """Answer under the id of the message's position: the one it brought belongs to another URL."""
    passport, data = envelope.passport, envelope.data
    detail = f"the id {passport.submission_id!r} was used before, for another URL"
    return Handled(
        Ended(Reason.BAD_REQUEST, detail),
        passport.model_copy(update={"submission_id": data.position_id}),
    )

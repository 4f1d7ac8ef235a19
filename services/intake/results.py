"""What a verdict on a submission becomes: what the stage returns. Pure."""

from schemas.envelope import Envelope
from schemas.events import UrlAccepted
from schemas.outcomes import Reason
from services.intake.intake import accept_again
from services.intake.verdict import Accept, IdTaken, NothingToSay, Refuse, Verdict
from services.stage.emission import Result
from services.stage.endings import Done, Ended
from services.stage.function import Handled
from services.stage.submissions import Received


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

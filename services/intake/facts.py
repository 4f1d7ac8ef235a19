"""What an event says of a submission, as intake's tables take it. Pure."""

from collections.abc import Sequence

from schemas.envelope import Envelope
from schemas.events import Outcome, UrlAccepted
from schemas.url import comparable_url
from services.intake.answered import KnownOutcome
from services.intake.id_checks import SubmissionOutcome, Submitted
from services.intake.verdict import Candidate
from services.stage.endings import Ended
from services.stage.submissions import Received


def candidate_of(envelope: Envelope[Received], checked: UrlAccepted | Ended) -> Candidate:
    """Lay out one submission."""
    passport, own_id = envelope.passport, envelope.data.position_id
    submitted_url = passport.submitted_url
    return Candidate(
        offset=envelope.data.offset,
        at=envelope.time.timestamp(),
        url=comparable_url(submitted_url) if isinstance(checked, Ended) else checked.url,
        submitted_url=submitted_url,
        refusal=checked if isinstance(checked, Ended) else None,
        id=passport.submission_id if passport.submission_id != own_id else None,
        submission_id=passport.submission_id,
        may_be_duplicate=not passport.force,
    )


def submitted_ids(envelopes: Sequence[Envelope[Received]]) -> list[Submitted]:
    """Lay out the submissions whose ids their clients gave, each as seen when it was sent."""
    return [
        Submitted(
            id=each.passport.submission_id,
            url=comparable_url(each.passport.submitted_url),
            partition=each.data.partition,
            offset=each.data.offset,
            now=each.time.timestamp(),
            sent_at=each.time.timestamp(),
        )
        for each in envelopes
        if each.passport.submission_id != each.data.position_id
    ]


def submission_outcome(envelope: Envelope[Outcome], url: str) -> SubmissionOutcome:
    """Return what an outcome says of its submission."""
    outcome = envelope.data
    decided_at = outcome.decided_at.timestamp()
    return SubmissionOutcome(
        outcome.submission_id, outcome.supersedes, outcome.reason, url, decided_at
    )


def known_outcome(envelope: Envelope[Outcome], url: str) -> KnownOutcome:
    """Return what an outcome says of its URL."""
    outcome = envelope.data
    decided_at = outcome.decided_at.timestamp()
    return KnownOutcome(url, envelope.id, outcome.article_id, outcome.reason, decided_at)

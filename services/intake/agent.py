"""`urls.submitted.v1` → intake → `urls.accepted.v1`; answers from `urls.outcomes.v1` come by."""

import asyncio
import math
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from faust.types import StreamT

from schemas.envelope import Envelope
from schemas.events import Outcome, UrlAccepted
from schemas.outcomes import Reason
from schemas.pipeline import INTAKE, OUTCOMES, SUBMITTED
from schemas.url import BadUrl, normalise_url
from services import metrics
from services.clock import now
from services.intake import answered, decisions
from services.intake.answered import Answer, Ending, Sight
from services.intake.decisions import Again, Case, Docket, Ruling
from services.intake.intake import accept, accept_again
from services.policy.address_policy import address_policy
from services.policy.rules import Rules
from services.stage.continuity.watch import Continuity, learn_by
from services.stage.emission import Result
from services.stage.endings import Done, Ended
from services.stage.operator.replays import is_replay
from services.stage.stage import Handled, Stage
from services.stage.store.store import store_of
from services.stage.submissions import Received, submission_or_outcome

FORGET_EVERY_SECONDS = 3600.0


stage = Stage(
    INTAKE,
    decode=submission_or_outcome,
    in_flight_max=2000,  # four batches: one in the store's hands, the others read meanwhile
    batch_max=500,
)
app = stage.app
store = store_of(stage.settings, "intake", answered.METADATA)
stage.use(store)
stage.use(
    Continuity(
        stage,
        store,
        answered.TOPICS,
        {OUTCOMES: learn_by(submission_or_outcome, lambda envelopes: remembered(envelopes))},
    )
)
rules = Rules.load(stage.settings.rules_file)
addresses = address_policy(stage.settings)


@app.agent(stage.source)
async def take_in(stream: StreamT[bytes]) -> None:
    """Accept submissions, or answer them."""
    await stage.drain_batches(stream, taken_in)


async def forget() -> None:
    """Drop what no longer matters: submissions out of retention, answers out of the window."""
    at = now().timestamp()
    window_seconds = stage.settings.duplicate_window_seconds
    out_of_topic = at - SUBMITTED.retention_seconds
    await store.call(answered.forget_before, (out_of_topic, at - window_seconds))
    await store.call(decisions.forget_before, out_of_topic)


stage.every(FORGET_EVERY_SECONDS, forget)


async def taken_in(envelopes: Sequence[Envelope[Any]]) -> list[Result | Handled]:
    """Judge submissions, or remember answers: what comes together is of one partition."""
    if isinstance(envelopes[0].data, Outcome):
        return await remembered(envelopes)
    return await judged(envelopes)


async def judged(envelopes: Sequence[Envelope[Received]]) -> list[Result | Handled]:
    """Accept each submission unless a rule, its id or an earlier answer speaks against it."""
    at = now()
    metrics.RESERVED_HEADERS.inc(sum(each.data.reserved_headers for each in envelopes))
    verdicts = [verdict_on(envelope.data, at) for envelope in envelopes]
    docket = docket_of(envelopes, verdicts, at.timestamp())
    rulings = await store.call(decisions.decide, docket)
    return list(map(ending, envelopes, verdicts, rulings))


def verdict_on(received: Received, at: datetime) -> UrlAccepted | Ended:
    """Say what can be said of a submission alone."""
    if received.submission is None:
        return Ended(Reason.BAD_REQUEST, received.problem)
    return accept(received.submission, rules, at, addresses)


def docket_of(
    envelopes: Sequence[Envelope[Received]],
    verdicts: Sequence[UrlAccepted | Ended],
    at: float,
) -> Docket:
    """Lay out what is to be decided; `at` is now, epoch seconds."""
    window_seconds = stage.settings.duplicate_window_seconds
    cases = list(map(case_of, envelopes, verdicts))
    answered_since = at - window_seconds if window_seconds else math.inf
    lost_before = at - stage.settings.resubmit_after_seconds
    return Docket(envelopes[0].data.partition, cases, at, answered_since, lost_before)


def case_of(envelope: Envelope[Received], verdict: UrlAccepted | Ended) -> Case:
    """Lay out one submission."""
    passport, submission = envelope.passport, envelope.data.submission
    return Case(
        offset=envelope.data.offset,
        at=envelope.time.timestamp(),
        url=passport.submitted_url if isinstance(verdict, Ended) else verdict.url,
        verdict=verdict if isinstance(verdict, Ended) else None,
        id=submission.id if submission else None,
        submission_id=passport.submission_id,
        may_be_duplicate=not passport.force,
    )


def ending(
    envelope: Envelope[Received], verdict: UrlAccepted | Ended, ruling: Ruling
) -> Result | Handled:
    """Turn a ruling into what the stage returns."""
    if isinstance(ruling, Sight):
        return id_taken(envelope)
    if isinstance(ruling, Again):
        passport = envelope.passport.model_copy(update={"supersedes": ruling.supersedes})
        return Handled(ruling.verdict or accepted(envelope, verdict), passport)
    return ruling or accepted(envelope, verdict)


def accepted(envelope: Envelope[Received], verdict: UrlAccepted | Ended) -> UrlAccepted | Ended:
    """Return what an accepted submission becomes, whatever the rules say now."""
    submission = envelope.data.submission
    if isinstance(verdict, UrlAccepted) or submission is None:
        return verdict
    return accept_again(submission)


def id_taken(envelope: Envelope[Received]) -> Handled:
    """Answer under the id of the message's place: the one it brought belongs to another URL."""
    passport, data = envelope.passport, envelope.data
    detail = f"the id {passport.submission_id!r} was used before, for another URL"
    return Handled(
        Ended(Reason.BAD_REQUEST, detail),
        passport.model_copy(update={"submission_id": data.position_id}),
    )


async def remembered(envelopes: Sequence[Envelope[Outcome]]) -> list[Result | Handled]:
    """Note final answers for the duplicate window."""
    answers = [answer for envelope in envelopes if (answer := answer_in(envelope))]
    endings = [Ending(e.data.submission_id, e.data.supersedes, e.data.reason) for e in envelopes]
    await asyncio.gather(
        store.call_many(answered.record_answer, answers),
        store.call_many(answered.note_endings, endings),
    )
    return [Done()] * len(envelopes)


def answer_in(envelope: Envelope[Outcome]) -> Answer | None:
    """Return the answer to a URL, where it stands for later submissions too."""
    outcome = envelope.data
    if is_replay(outcome.journey):
        return None  # its page was not fetched anew
    try:
        url = normalise_url(outcome.url)
    except BadUrl:
        return None
    return Answer(
        url, envelope.id, outcome.article_id, outcome.reason, outcome.decided_at.timestamp()
    )

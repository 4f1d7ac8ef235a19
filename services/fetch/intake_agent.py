"""`urls.submitted.v1` → intake → `urls.accepted.v1`; answers from `urls.outcomes.v1` come by."""

import asyncio
import contextlib

from faust.types import StreamT

from schemas.envelope import Envelope
from schemas.events import Event, Outcome, UrlAccepted
from schemas.identity import outcome_id
from schemas.identity import submission_id as place_id
from schemas.outcomes import Reason
from schemas.passport import Passport
from schemas.pipeline import INTAKE, SUBMITTED
from schemas.submission import Submission
from schemas.url import BadUrl, normalise_url
from services.fetch import seen
from services.fetch.intake import accept
from services.fetch.policy import address_policy
from services.fetch.rules import Rules
from services.fetch.seen import Answer, Asked, Sight, Submitted
from services.stage.endings import Done, Rejected
from services.stage.outage import AWAY
from services.stage.replays import is_replay
from services.stage.stage import Handled, Stage, now
from services.stage.store import store_of
from services.stage.submitted import Received, submission_or_outcome

FORGET_EVERY_SECONDS = 3600.0


stage = Stage(INTAKE, decode=submission_or_outcome, in_flight_max=2000)
app = stage.app
store = store_of(stage.settings, "intake", seen.METADATA)
stage.use(store)
rules = Rules.load(stage.settings.rules_file)
addresses = address_policy(stage.settings)


@app.agent(stage.source)
async def take_in(stream: StreamT[bytes]) -> None:
    """Accept submissions, or answer them."""
    await stage.drain(stream, taken_in)


@app.task  # type: ignore[untyped-decorator]
async def forget() -> None:
    """Drop what no longer matters: submissions out of retention, answers out of the window."""
    await stage.opened()
    while not app.should_stop:
        with contextlib.suppress(*AWAY):
            at = now().timestamp()
            window_seconds = stage.settings.duplicate_window_seconds
            oldest = (at - SUBMITTED.retention_seconds, at - window_seconds)
            await store.call(seen.forget_before, oldest)
        await asyncio.sleep(FORGET_EVERY_SECONDS)


async def taken_in(envelope: Envelope[Event]) -> UrlAccepted | Rejected | Done | Handled:
    """Judge a submission, or remember an answer."""
    match envelope.data:
        case Outcome():
            return await remembered(envelope.id, envelope.data)
        case Received(submission=Submission() as submission, place=place):
            return await judged(submission, envelope.passport, place)
        case Received(problem=problem):
            return Rejected(Reason.BAD_REQUEST, problem)
    raise TypeError(f"intake takes no {type(envelope.data).__name__}")


async def judged(
    submission: Submission, passport: Passport, place: str
) -> UrlAccepted | Rejected | Done | Handled:
    """Accept a submission unless a rule, its id or an earlier answer speaks against it."""
    verdict = accept(submission, rules, now(), addresses)
    if submission.id and not passport.supersedes:
        url = submission.url if isinstance(verdict, Rejected) else verdict.url
        _, partition, offset = place.rsplit("/", 2)
        sight = await store.call(
            seen.register,
            Submitted(submission.id, url, int(partition), int(offset), now().timestamp()),
        )
        if sight is Sight.REPEATED:
            return Done()  # one id, one answer: it is on its way, or given
        if sight is Sight.CONFLICT:
            return id_taken(submission.id, passport, place)
    if isinstance(verdict, Rejected) or submission.force or passport.supersedes:
        return verdict
    return await answered(verdict, passport) or verdict


def id_taken(submission_id: str, passport: Passport, place: str) -> Handled:
    """Answer under the id of the message's place: the one it brought belongs to another URL."""
    topic, partition, offset = place.rsplit("/", 2)
    own_id = place_id(topic, int(partition), int(offset))
    detail = f"the id {submission_id!r} was used before, for another URL"
    return Handled(
        Rejected(Reason.BAD_REQUEST, detail),
        passport.model_copy(update={"submission_id": own_id}),
    )


async def answered(accepted: UrlAccepted, passport: Passport) -> Rejected | Done | None:
    """Return the earlier answer to the URL, if it is fresh enough to stand for this one too."""
    window_seconds = stage.settings.duplicate_window_seconds
    if window_seconds == 0:
        return None
    since = now().timestamp() - window_seconds
    earlier = await store.call(seen.answered_within, Asked(accepted.url, since))
    if earlier is None:
        return None
    if earlier.outcome_id == outcome_id(passport.submission_id):
        return Done()  # a redelivery: the earlier answer is its own
    detail = f"answered a short while ago: {earlier.reason} (outcome {earlier.outcome_id})"
    return Rejected(Reason.DUP_URL, detail, article_id=earlier.article_id)


async def remembered(answer_id: str, outcome: Outcome) -> Done:
    """Note a final answer for the duplicate window."""
    if is_replay(outcome.journey):
        return Done()  # its page was not fetched anew, so it stands for no later submission
    try:
        url = normalise_url(outcome.url)
    except BadUrl:
        return Done()
    answer = Answer(
        url, answer_id, outcome.article_id, outcome.reason, outcome.decided_at.timestamp()
    )
    await store.call(seen.record_answer, answer)
    return Done()

"""`urls.submitted.v1` → intake → `urls.accepted.v1`; it also reads the outcomes."""

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
from schemas.url import comparable_url
from services import metrics
from services.clock import DAY_SECONDS, now, steady
from services.intake import answered, decisions, ids
from services.intake.decisions import Batch
from services.intake.facts import candidate_of, known_outcome, submission_outcome, submitted_ids
from services.intake.intake import accept
from services.intake.verdict import result_of
from services.policy.addresses import address_policy
from services.policy.live_rules import LiveRules
from services.policy.rules_file import read_rules
from services.stage.continuity.learn import learn_by
from services.stage.continuity.watch import Continuity
from services.stage.emission import Result
from services.stage.endings import Done, Ended
from services.stage.function import Handled
from services.stage.housekeeping import FORGET_EVERY_SECONDS
from services.stage.operator.replays import is_replay
from services.stage.stage import Stage
from services.stage.store.store import store_of
from services.stage.submissions import Received

stage = Stage(
    INTAKE,
    in_flight_max=2000,  # four batches: one in the store's hands, the others read meanwhile
    batch_max=500,
)
app = stage.app
store = store_of(stage.settings, "intake", answered.METADATA)
stage.use(store)
rules = LiveRules(read_rules(stage.settings.rules_file), stage.in_force)
addresses = address_policy(stage.settings)


@app.agent(stage.source)
async def take_submissions(stream: StreamT[bytes]) -> None:
    """Accept submissions, or answer them."""
    await stage.drain_batches(stream, handle)


async def handle(envelopes: Sequence[Envelope[Any]]) -> list[Result | Handled]:
    """Judge submissions, or remember outcomes: a batch is of one partition."""
    if isinstance(envelopes[0].data, Outcome):
        return await remember_outcomes(envelopes)
    return await judge(envelopes)


async def judge(envelopes: Sequence[Envelope[Received]]) -> list[Result | Handled]:
    """Accept each submission unless a rule, its id or an earlier outcome speaks against it."""
    at = now()
    metrics.RESERVED_HEADERS.inc(sum(each.data.reserved_headers for each in envelopes))
    checked = [check_alone(envelope.data, at) for envelope in envelopes]
    batch = batch_of(envelopes, checked, at.timestamp())
    return list(map(result_of, envelopes, checked, await store.call(decisions.decide, batch)))


def check_alone(received: Received, at: datetime) -> UrlAccepted | Ended:
    """Say what can be said of a submission alone."""
    if received.submission is None:
        return Ended(Reason.BAD_REQUEST, received.problem)
    return accept(received.submission, rules, at, addresses)


def batch_of(
    envelopes: Sequence[Envelope[Received]],
    checked: Sequence[UrlAccepted | Ended],
    at: float,
) -> Batch:
    """Lay out what is to be decided; `at` is now, Unix time."""
    window_seconds = stage.settings.duplicate_window_seconds
    candidates = list(map(candidate_of, envelopes, checked))
    answered_since = at - window_seconds if window_seconds else math.inf
    lost_before = at - stage.settings.resubmit_after_seconds
    return Batch(
        envelopes[0].data.partition,
        candidates,
        at,
        answered_since,
        lost_before,
        ids_known_since(at),
    )


def ids_known_since(at: float) -> float:
    """Return the instant since which an answer counts for its id; `at` is now, Unix time.

    A day less than the ledger keeps it: of an id that we take for answered and it has forgotten,
    it would wait for an answer in vain.
    """
    return at - (stage.settings.ledger_keep_days - 1) * DAY_SECONDS


async def learn_ids(envelopes: Sequence[Envelope[Received]]) -> None:
    """Note ids that the store lacks; what was decided on them lies on the topics behind."""
    await store.call_many(ids.learn, submitted_ids(envelopes))


async def remember_outcomes(envelopes: Sequence[Envelope[Outcome]]) -> list[Result | Handled]:
    """Note outcomes, for the duplicate window and for ids that come again."""
    urls = [comparable_url(each.data.url) for each in envelopes]
    by_id = list(map(submission_outcome, envelopes, urls))
    by_url = [
        known_outcome(envelope, url)
        for envelope, url in zip(envelopes, urls, strict=True)
        if not is_replay(envelope.data.journey)  # its page was not fetched anew
    ]
    await asyncio.gather(
        store.call_many(answered.record_outcomes, by_url),
        store.call_many(ids.end_submissions, by_id),
    )
    return [Done()] * len(envelopes)


async def forget() -> None:
    """Drop what no longer matters: old ids, outcomes and decisions."""
    at = steady.unix()
    # until the ledger has surely forgotten it, too: a new answer says which it replaces
    ids_before = ids_known_since(at) - 2 * DAY_SECONDS
    await store.run(ids.forget_ids, ids_before, at - ids.REPLACEABLE_KEPT_SECONDS)
    await store.run(answered.forget_outcomes, at - stage.settings.duplicate_window_seconds)
    await store.run(decisions.forget_before, at - decisions.KEPT_SECONDS)


follow = {
    SUBMITTED: learn_by(stage.decode, learn_ids),
    OUTCOMES: learn_by(stage.decode, remember_outcomes),
}
stage.use(Continuity(stage, store, answered.TOPICS, follow))
stage.every(FORGET_EVERY_SECONDS, forget)

"""The contract's examples, as the stages' own functions make them from the one before.

After a change of the contract or of a rule, `make docs` writes them again.
"""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from schemas.envelope import Envelope, Message, decode, encode
from schemas.events import (
    ArticleEnriched,
    ArticleExtracted,
    ArticlePublished,
    PageFetched,
    SiteHealth,
    SiteState,
    UrlAccepted,
)
from schemas.examples import example, message
from schemas.identity import article_id, outcome_id
from schemas.outcomes import OutcomeKind, Reason
from schemas.pipeline import (
    ACCEPTED,
    ENRICH,
    ENRICHED,
    EXTRACT,
    EXTRACTED,
    FETCH,
    FETCHED,
    INTAKE,
    MERGED,
    OUTCOMES,
    PUBLISH,
    PUBLISHED,
    RETRACTED,
    SITES,
    SUBMITTED,
    Step,
)
from schemas.topic import Topic
from services.enrich.enrich import enrich
from services.extract.extract import extract
from services.extract.extraction import Extraction
from services.intake.intake import accept
from services.ledger.sites.message import message_of
from services.ledger.sites.states import KnownSite
from services.policy.rules import NO_RULES
from services.publish.merged import merge_messages
from services.publish.publish import publish
from services.publish.retract import retracted_event
from services.publish.revisions.decide import decide
from services.publish.revisions.found import found_in
from services.publish.revisions.known import Known
from services.publish.rules import PublishRules
from services.publish.stories.story import Story
from services.stage.emission import Result, emission
from services.stage.handling.opened import entered
from services.stage.record import Record
from services.stage.submissions import received

STARTED = datetime(2026, 5, 12, 9, 30, tzinfo=UTC)
Messages = dict[str, Message]


def submission() -> Record:
    """Return the submission at its place in the topic."""
    sent, data = message(SUBMITTED), example(SUBMITTED)
    at = datetime.fromisoformat(data["timestamp"])
    place = (SUBMITTED.name, data["partition"], data["offset"])
    return Record(*place, at, sent)


def event(topic: Topic) -> Envelope[Any]:
    """Decode the example of a topic."""
    if topic is SUBMITTED:
        return received(submission())
    assert topic.event is not None
    return decode(message(topic), topic.event)


def result_of(step: Step, cause: Envelope[Any]) -> Result:
    """Call the stage's pure function; the page is the example's, since only a network has it."""
    match step.stage, cause.data:
        case "intake", submitted:
            return accept(submitted.submission, NO_RULES, STARTED)
        case "fetch", UrlAccepted():
            return written_page()
        case "extract", PageFetched() as page:
            extraction = extract(page, cause.passport.hints)
            assert isinstance(extraction, Extraction), extraction
            return extraction.article
        case "enrich", ArticleExtracted() as article:
            return enrich(article)
        case "publish", ArticleEnriched() as article:
            decided_at = STARTED + timedelta(milliseconds=800)
            decision = decide(None, found_in(article), decided_at, PublishRules(0, True, True))
            decision = replace(decision, story=Story(article.article_id, 1, 1))
            return publish(article, cause.passport, decision)
    raise AssertionError(f"{step.stage} takes no {type(cause.data).__name__}")


def written_page() -> PageFetched:
    """Return the page as it was written by hand: the parts that no stage makes."""
    data = example(FETCHED)
    page = {**data["headers"]["newsreel_data"], "body": data["value"].encode()}
    return PageFetched.model_validate(page)


def next_messages(step: Step, cause: Envelope[Any]) -> Messages:
    """Return what the stage sends for the event, by topic."""
    at = STARTED + timedelta(milliseconds=100 * DONE_AFTER[step.stage])
    passport = entered(cause.passport, cause.id, step.stage)
    if step is FETCH:
        passport = passport.model_copy(update={"attempts": passport.attempts + 1})
    stamped = passport.stamped(step.stage, at, WORK_MS[step.stage])
    box = emission(step, cause, stamped, result_of(step, cause), at)
    return {topic.name: sent for topic, sent in box.messages}


DONE_AFTER = {"intake": 1, "fetch": 5, "extract": 6, "enrich": 7, "publish": 8}
"""Tenths of a second after the submission."""
WORK_MS = {"intake": 1.2, "fetch": 180.4, "extract": 11.6, "enrich": 3.1, "publish": 2.4}
SENDERS = {
    ACCEPTED.name: (INTAKE, SUBMITTED),
    FETCHED.name: (FETCH, ACCEPTED),
    EXTRACTED.name: (EXTRACT, FETCHED),
    ENRICHED.name: (ENRICH, EXTRACTED),
    PUBLISHED.name: (PUBLISH, ENRICHED),
    OUTCOMES.name: (PUBLISH, ENRICHED),
}
"""Topic -> the stage that writes it, and what that stage read."""


def made(topic: Topic) -> Message:
    """Return the topic's message as its stage makes it from the example before it."""
    if topic is RETRACTED:
        return gone()
    if topic is MERGED:
        return joined()
    if topic is SITES:
        return silent()
    step, source = SENDERS[topic.name]
    return next_messages(step, event(source))[topic.name]


def gone() -> Message:
    """Return the last event of the published article: a later fetch has got 410."""
    article: ArticlePublished = event(PUBLISHED).data
    answer = event(OUTCOMES)
    at = STARTED + timedelta(days=30)
    submission_id = f"{answer.data.submission_id}-later"
    changes = {
        "submission_id": submission_id,
        "outcome": OutcomeKind.GONE,
        "reason": Reason.TOMBSTONE,
        "detail": Reason.HTTP_410.value,
        "stage": FETCH.stage,
        "decided_at": at,
    }
    answer_id = outcome_id(submission_id)
    told = {"submission_id": submission_id, "traceparent": None}
    later = Envelope(
        answer_id,
        f"newsreel/{FETCH.stage}",
        at,
        entered(answer.passport.model_copy(update=told), answer_id, PUBLISH.stage),
        answer.data.model_copy(update=changes),
    )
    first_seen_at, fetched_at = article.first_seen_at, article.fetched_at
    known = Known(1, {}, first_seen_at, article.url, fetched_at, article.canonical_url, b"")
    return encode(retracted_event(later, article.article_id, known), article.article_id)


def joined() -> Message:
    """Return what is said if the published article shows that two stories are one."""
    cause: Envelope[ArticleEnriched] = event(ENRICHED)
    cause = replace(cause, passport=entered(cause.passport, cause.id, PUBLISH.stage))
    stories = (article_id(f"https://{name}.example/flood") for name in ("first", "second"))
    story_id, other = stories
    decision = decide(None, found_in(cause.data), STARTED, PublishRules(0, True, True))
    decision = replace(decision, story=Story(story_id, 7, 7, (other,)))
    ((_, sent),) = merge_messages(cause, cause.data.article_id, decision)
    return sent


def silent() -> Message:
    """Return what is said when no more articles come from the published article's site."""
    site = event(PUBLISHED).data.site
    since = datetime(2026, 6, 9, tzinfo=UTC)
    state = SiteState(name="quiet", since=since, sign="articles", observed=0, expected=24)
    changed_at = datetime(2026, 6, 10, 0, 5, tzinfo=UTC)
    health = SiteHealth(site=site, states=[state], changed_at=changed_at)
    return message_of(KnownSite(health, 1))

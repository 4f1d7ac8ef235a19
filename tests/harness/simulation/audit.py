"""Judge a simulation by what its topics and its ledger hold, as the audit of chaos does."""

from collections.abc import Container, Iterable, Sequence
from dataclasses import replace

import orjson

from schemas.events import Outcome
from schemas.identity import submission_id
from schemas.outcomes import OutcomeKind, Reason
from schemas.pipeline import OUTCOMES, PIPELINE, PUBLISHED, SUBMITTED
from services.ledger.tables import URLS
from services.publish.tables import ARTICLES
from services.stage.operator.dead_letters import DeadLetter
from services.stage.record import Record as Event
from tests.harness.chaos.account import Answer, Expected, Facts, Line, Submitted, judge
from tests.harness.chaos.audit import answer, article, submitted
from tests.harness.chaos.topics import Record
from tests.harness.simulation.accepted import (
    accepted,
    may_be_behind,
    may_come_before_article,
)
from tests.harness.simulation.log import Stored
from tests.harness.simulation.plan import Disturb, Fault, stories_of
from tests.harness.simulation.revisions import gaps, revision_of, unlike_store
from tests.harness.simulation.web import STORY
from tests.harness.simulation.world import Ran

DIFFERENT = ("conflicting", "ledger_differs")
MAY_LOSE = {Fault.RETENTION, Fault.ANEW, Fault.BREAK}
"""After which the ledger may answer: a submission that is put back has a new place."""
UNSEEN = ("published_without_article", "outcome_before_article")
"""Of a revision that was not sent yet when its article was taken down, only the answer is
said: it does not come back, not even for a moment."""
ANY = Expected(lambda key, each: (), lambda url: True)


def faults_of(ran: Ran) -> list[str]:
    """Return what the promise does not allow, a line each; none: it was kept."""
    log = ran.log
    submissions = log.all_of([SUBMITTED.name])
    answered = [each for each in log.all_of([OUTCOMES.name]) if not _is_takedown(each)]
    answers = [answer(_in_order(each)) for each in answered]
    articles = log.all_of([PUBLISHED.name])
    outcomes = [Outcome.model_validate_json(each.value or b"") for each in answered]
    rows = ran.databases["ledger"].rows(URLS)
    topics = [step.dead_letters.name for step in PIPELINE]
    letters = [DeadLetter(Event.of(each)) for each in log.all_of(topics) if each.value]
    given_up = {each.note("place") for each in letters}
    unnoted = {each.submission_id for each in letters if each.origin == OUTCOMES.name}
    heard_of = {row.submission_id for row in rows}
    facts = Facts(
        submitted=list(_answerable(ran, submissions, answers, heard_of, given_up)),
        answers=answers,
        articles=[article(_in_order(each)) for each in articles if each.value],
        lines=[Line(row.submission_id, row.outcome_id, row.reason) for row in rows],
    )
    kinds = {each.fault for each in ran.plan.actions if isinstance(each, Disturb)}
    is_broken = Fault.BREAK in kinds
    ends = {revision_of(each) for each in articles if each.value is None}
    ended = {each.submission_id for each in answers if each.article in ends}
    lost = [each.submission_id for each in outcomes if each.reason is Reason.EXPIRED_IN_KAFKA]

    def _is_accepted(fault: str, submission: str) -> bool:
        if fault in UNSEEN and submission in ended:
            return True
        if fault == "older_over_newer":
            return may_be_behind(ran.plan)
        if fault == "outcome_before_article":
            return may_come_before_article(submission, outcomes)
        return fault in DIFFERENT and accepted(ran.plan, submission, outcomes, unnoted)

    return [
        *(f"ended by itself: {each}" for each in ran.crashes),
        *(() if ran.is_quiet else ("something waits for ever",)),
        *(f"dead letter: {each.place}" for each in letters if not is_broken),
        *(
            f"{name}: {each}"
            for name, found in judge(facts, ANY).faults.items()
            for each in found
            if not _is_accepted(name, each.partition(": ")[0])
        ),
        *(f"lost: {each}" for each in lost if not kinds & MAY_LOSE),
        *_other_stories(ran, submissions, answers, articles),
        *gaps(articles),
        *unlike_store(articles, ran.databases["publish"].rows(ARTICLES), may_be_behind(ran.plan)),
    ]


def _is_takedown(stored: Stored) -> bool:
    return Outcome.model_validate_json(stored.value or b"").reason is Reason.RETRACTED


def _answerable(
    ran: Ran,
    submissions: Sequence[Stored],
    answers: Sequence[Answer],
    heard_of: Container[str],
    given_up: Container[str],
) -> Iterable[Submitted]:
    """Return what must be answered: each id, or the place of a message whose id was taken.

    Of two URLs under one id either may have been first. `heard_of` are the ids that the ledger
    has, `given_up` the places of what became a dead letter.
    """
    answered = {each.submission_id for each in answers}
    urls = _urls(submissions)
    for stored in submissions:
        each, known = _record(stored), submitted(_record(stored))
        if known.id not in heard_of and not ran.log.holds(stored):
            continue  # deleted before anybody read it: its sender may send it again
        if f"{each.topic}/{each.partition}/{each.offset}" in given_up and known.id not in heard_of:
            continue  # put back, where it has another place, and its id if it came without one
        place = submission_id(each.topic, each.partition, each.offset, each.at_ms)
        yield known
        if place in answered and len(urls[known.id]) > 1:
            yield Submitted(place, each.value or b"", each.at_ms)


def _other_stories(
    ran: Ran, submissions: Sequence[Stored], answers: Sequence[Answer], articles: Sequence[Stored]
) -> Iterable[str]:
    """Find published answers whose article is not what their URL has ever shown."""
    told = {revision_of(each): STORY.search((each.value or b"").decode()) for each in articles}
    shown = stories_of(ran.plan.pages)
    urls = _urls(submissions)
    for each in answers:
        if each.outcome is not OutcomeKind.PUBLISHED or each.article is None:
            continue
        found = told.get(each.article)
        if found and all(int(found[1]) not in shown[url] for url in urls[each.submission_id]):
            yield f"another's story: {each.submission_id} has story {found[1]}"


def _urls(submissions: Sequence[Stored]) -> dict[str, set[str]]:
    urls: dict[str, set[str]] = {}
    for each in map(_record, submissions):
        urls.setdefault(submitted(each).id, set()).add(orjson.loads(each.value or b"{}")["url"])
    return urls


def _record(stored: Stored) -> Record:
    headers = {name: value.decode() for name, value in stored.headers}
    return Record(
        stored.topic, stored.partition, stored.offset, stored.key, stored.value, headers,
        stored.timestamp,
    )  # fmt: skip


def _in_order(stored: Stored) -> Record:
    """Return a record whose time is its order: the clocks of its senders may be wrong."""
    return replace(_record(stored), at_ms=stored.order)

"""A submission that becomes a dead letter again and again: each answer replaces the one before."""

from dataclasses import replace
from datetime import UTC, datetime
from itertools import pairwise

from schemas.envelope import Envelope, Message, decode, encode
from schemas.events import Outcome, PageFetched
from schemas.examples import message
from schemas.outcomes import Reason
from schemas.passport import Passport
from schemas.pipeline import ACCEPTED, EXTRACT, FETCH, FETCHED, OUTCOMES, Step
from schemas.topic import Topic
from services.stage.dead_letter import Failure, dead_letter
from services.stage.emission import Emission, emission
from services.stage.endings import Ended
from services.stage.operator.dead_letters import DeadLetter
from services.stage.record import Record

NOW = datetime(2024, 5, 1, 12, tzinfo=UTC)


def lying(topic: Topic, message: Message) -> Record:
    return Record(topic.name, 0, 0, NOW, message)


def answer(emitted: Emission) -> Envelope[Outcome]:
    [told] = [message for topic, message in emitted.messages if topic is OUTCOMES]
    return decode(told, Outcome)


def fails(step: Step, record: Record) -> Emission:
    """What a stage makes of an event that it can read, and not work on."""
    passport = record.decode(step.consumes[0]).passport
    return dead_letter(step, Failure(record, Reason.UNEXPECTED, ValueError("x"), passport), NOW)


def retried(step: Step, failed: Emission) -> Record:
    letter = DeadLetter(lying(step.dead_letters, failed.messages[0][1]))
    _, sent = letter.again()
    return lying(step.consumes[0], sent)


def passes(record: Record) -> Record:
    """The page that fetch makes of a URL."""
    cause = record.decode(ACCEPTED)
    page = decode(message(FETCHED), PageFetched).data
    [(_, sent)] = emission(FETCH, cause, cause.passport, page, NOW).messages
    return lying(FETCHED, sent)


def ends(step: Step, record: Record) -> Emission:
    cause = record.decode(step.consumes[0])
    return emission(step, cause, cause.passport, Ended(Reason.TOO_SHORT), NOW)


def assert_each_replaces_the_one_before(*emitted: Emission) -> None:
    answers = [answer(each) for each in emitted]
    for earlier, later in pairwise(answers):
        assert later.data.supersedes == earlier.id
    assert len({each.id for each in answers}) == len(answers)


def test_a_retry_that_fails_in_a_later_stage_can_be_retried() -> None:
    first = fails(FETCH, lying(ACCEPTED, message(ACCEPTED)))
    second = fails(EXTRACT, passes(retried(FETCH, first)))
    last = ends(EXTRACT, retried(EXTRACT, second))
    assert_each_replaces_the_one_before(first, second, last)


def test_a_submission_that_intake_took_again_can_be_retried() -> None:
    sent = lying(ACCEPTED, message(ACCEPTED))
    first = fails(FETCH, sent)
    known = sent.decode(ACCEPTED)
    passport = known.passport.model_copy(update={"supersedes": answer(first).id})
    again = encode(replace(known, passport=passport), "key")
    second = fails(FETCH, lying(ACCEPTED, again))
    last = ends(FETCH, retried(FETCH, second))
    assert_each_replaces_the_one_before(first, second, last)


def test_a_retry_that_a_later_stage_cannot_read_has_an_answer_of_its_own() -> None:
    first = fails(FETCH, lying(ACCEPTED, message(ACCEPTED)))
    unreadable = passes(retried(FETCH, first))
    second = dead_letter(EXTRACT, Failure(unreadable, Reason.UNDECODABLE, ValueError("x")), NOW)
    last = ends(EXTRACT, retried(EXTRACT, second))
    assert_each_replaces_the_one_before(first, second, last)


def test_a_retry_names_what_it_replaces_before_the_passport_does() -> None:
    passport = Passport(submission_id="s", submitted_url="u", submitted_at=NOW, supersedes="older")
    known = lying(ACCEPTED, message(ACCEPTED)).decode(ACCEPTED)
    sent = encode(replace(known, passport=passport), "key")
    sent.headers.append(("newsreel_supersedes", b"newer"))
    assert lying(ACCEPTED, sent).decode(ACCEPTED).passport.supersedes == "newer"

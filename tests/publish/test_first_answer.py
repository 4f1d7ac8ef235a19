"""A page that is worked on twice with two ends: the first answer stands, whoever gave it."""

from datetime import UTC, datetime

import orjson
import pytest

from schemas.envelope import Envelope
from schemas.events import Outcome
from schemas.identity import outcome_id
from schemas.outcomes import Reason
from schemas.passport import Passport
from services.publish.decided import Say
from services.publish.first_answer import Answer, note_answers, other_answer, repeat_answer
from services.stage.endings import Done, Said
from services.stage.store.store import Store
from tests.publish.test_decisions import seen
from tests.support.decisions import decide_on_all

AT = datetime(2026, 3, 1, tzinfo=UTC)
ANSWER = outcome_id("s")


def ended(
    reason: Reason, stage: str = "extract", supersedes: str | None = None
) -> Envelope[Outcome]:
    outcome = Outcome(
        submission_id="s", url="u", outcome=reason.outcome, reason=reason, detail="so it was",
        stage=stage, submitted_at=AT, decided_at=AT, supersedes=supersedes,
    )  # fmt: skip
    passport = Passport(submission_id="s", submitted_url="u", submitted_at=AT)
    return Envelope(ANSWER, f"newsreel/{stage}", AT, passport, outcome)


async def heard(store: Store, envelope: Envelope[Outcome]) -> Said | Done:
    """What publish does about an outcome that comes by."""
    other = other_answer(envelope)
    assert other is not None
    return repeat_answer(envelope, await store.call(note_answers, other))


@pytest.mark.parametrize(
    ("stage", "reason"), [("extract", Reason.EXTRACT_TIMEOUT), ("fetch", Reason.UNEXPECTED)]
)
async def test_an_article_after_a_failure_of_the_same_submission_is_not_published(
    store: Store, stage: str, reason: Reason
) -> None:
    assert await heard(store, ended(reason, stage)) == Done()
    decided = await store.call(decide_on_all, seen("e1", answer=ANSWER))
    assert decided.say is Say.NOTHING
    assert (await store.call(decide_on_all, seen("e2", answer="another"))).decision.revision == 1


@pytest.mark.parametrize(
    ("stage", "reason"),
    [
        ("extract", Reason.NO_TEXT),
        ("enrich", Reason.NO_TEXT),
        ("fetch", Reason.UNEXPECTED),
        ("fetch", Reason.UNDECODABLE),
    ],
)
async def test_a_failure_after_the_article_makes_publish_say_its_answer_again(
    store: Store, stage: str, reason: Reason
) -> None:
    decided = await store.call(decide_on_all, seen("e1", answer=ANSWER))
    again = await heard(store, ended(reason, stage))
    assert isinstance(again, Said)
    ((topic, message),) = again.messages
    outcome = orjson.loads(message.value or b"")
    assert (topic.name, message.key, message.header["ce_id"]) == ("urls.outcomes.v1", b"s", ANSWER)
    assert (outcome["outcome"], outcome["reason"], outcome["detail"]) == ("published", "new", None)
    assert (outcome["article_id"], outcome["revision"]) == (decided.article_id, 1)
    assert other_answer(ended(Reason.NEW, outcome["stage"])) is None


@pytest.mark.parametrize("stage", ["fetch", "extract"])
async def test_of_a_letter_put_back_and_its_id_submitted_again_the_first_answer_stands(
    store: Store, stage: str
) -> None:
    again = ended(Reason.HTTP_404, stage, supersedes="the dead letter's")
    assert await heard(store, again) == Done()
    decided = await store.call(decide_on_all, seen("e1", answer=ANSWER))
    assert decided.say is Say.NOTHING


async def test_what_publish_has_given_up_is_not_published_when_it_comes_again(
    store: Store,
) -> None:
    assert await heard(store, ended(Reason.UNEXPECTED, "publish")) == Done()
    decided = await store.call(decide_on_all, seen("e1", answer=ANSWER))
    assert decided.say is Say.NOTHING


async def test_what_publish_gave_up_after_its_decision_is_said_by_its_letter_alone(
    store: Store,
) -> None:
    before = await store.call(decide_on_all, seen("e1", answer=ANSWER))
    assert await heard(store, ended(Reason.UNEXPECTED, "publish")) == Done()
    assert await store.call(decide_on_all, seen("e1", answer=ANSWER)) == before


async def test_two_failures_of_one_submission_end_as_the_first(store: Store) -> None:
    assert await heard(store, ended(Reason.EXTRACT_TIMEOUT)) == Done()
    assert await heard(store, ended(Reason.EXTRACT_TIMEOUT)) == Done()
    again = await heard(store, ended(Reason.NO_TEXT))
    assert isinstance(again, Said)
    outcome = orjson.loads(again.messages[0][1].value or b"")
    assert (outcome["reason"], outcome["article_id"]) == ("extract_timeout", None)


async def test_answers_that_come_together_are_noted_in_their_order(store: Store) -> None:
    items = [Answer(ANSWER, reason, AT) for reason in (Reason.NO_TEXT, Reason.TOO_SHORT)]
    one, other = await store.call_many(note_answers, items)
    assert one is None
    assert other is not None
    assert other.decision.reason is Reason.NO_TEXT


@pytest.mark.parametrize("stage", ["intake", "fetch", "publish", "ledger"])
def test_stages_that_say_everything_once_are_left_alone(stage: str) -> None:
    assert other_answer(ended(Reason.BAD_URL, stage)) is None

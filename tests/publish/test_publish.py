"""What leaves the stage of a decision."""

from datetime import UTC, datetime

import pytest

from schemas.envelope import Envelope
from schemas.events import ArticleEnriched, Event, Outcome
from schemas.outcomes import Reason
from schemas.passport import Passport
from schemas.pipeline import PUBLISH
from services.publish.decided import Decided, Say
from services.publish.publish import ending
from services.publish.revisions.decide import Decision
from services.stage.emission import emission
from tests.support.articles import article

AT = datetime(2026, 3, 1, 12, tzinfo=UTC)
CAUSE: Envelope[Event] = Envelope(
    "e-1",
    "newsreel/enrich",
    AT,
    Passport(submission_id="s", submitted_url="https://paper.test/a", submitted_at=AT),
    ArticleEnriched(**article("Trams are back.").model_dump(), enricher_version="1"),
)


def answer(say: Say, reason: Reason) -> Outcome:
    decided = Decided("0" * 32, Decision(reason, 1, (), AT, AT), say)
    sent = emission(PUBLISH, CAUSE, CAUSE.passport, ending(CAUSE, decided), AT)  # type: ignore[arg-type]
    return Outcome.model_validate_json(sent.messages[-1][1].value or b"")


@pytest.mark.parametrize("reason", [Reason.NEW, Reason.REVISION])
def test_the_answer_alone_is_word_for_word_the_one_behind_the_article(reason: Reason) -> None:
    assert answer(Say.ANSWER, reason) == answer(Say.ALL, reason)


def test_an_answer_without_an_article_tells_nothing_of_its_site() -> None:
    assert answer(Say.ALL, Reason.SAME_CONTENT).signs is None

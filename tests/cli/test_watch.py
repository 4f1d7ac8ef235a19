"""A batch knows its URLs by id, whatever the order in which answers and confirmations come."""

from datetime import UTC, datetime

import orjson
import pytest

from schemas.events import Outcome
from schemas.outcomes import Reason
from services.cli.input.lines import id_in
from services.cli.run.watch import Batch, with_id


def answer(submission: str, reason: Reason = Reason.NEW) -> Outcome:
    at = datetime(2026, 1, 1, tzinfo=UTC)
    return Outcome(
        submission_id=submission,
        url="https://news.example/",
        outcome=reason.outcome,
        reason=reason,
        stage="publish",
        submitted_at=at,
        decided_at=at,
    )


@pytest.mark.parametrize(
    ("line", "submission"),
    [
        ("https://news.example/a", {"id": "b-0", "url": "https://news.example/a"}),
        ('{"url": "u", "force": true}', {"id": "b-0", "url": "u", "force": True}),
        ('{"url": "u", "id": "own"}', {"id": "own", "url": "u"}),
        ("not a url at all", {"id": "b-0", "url": "not a url at all"}),
    ],
)
def test_a_line_gets_an_id_unless_it_has_one(line: str, submission: dict[str, object]) -> None:
    assert orjson.loads(with_id(line, "b-0")) == submission


def test_a_line_that_cannot_be_read_goes_out_as_it_is() -> None:
    assert with_id('{"url": broken', "b-0") == '{"url": broken'


async def test_an_answer_that_comes_before_the_confirmation_counts_once() -> None:
    batch = Batch("b")
    line = batch.take_on("https://news.example/a")
    assert batch.on_outcome(answer("b-0"))
    await batch.on_sent(id_in(line) or "")
    assert batch.on_outcome(answer("b-0"))
    assert (batch.sent, batch.answered) == (1, 1)


async def test_answers_of_others_are_left_alone() -> None:
    batch = Batch("b")
    batch.take_on("https://news.example/a")
    for foreign in ("c-0", "b-1", "b-x", "b", ""):
        assert not batch.on_outcome(answer(foreign))
    assert batch.answered == 0


async def test_a_submission_with_its_own_id_is_followed_too() -> None:
    batch = Batch("b")
    await batch.on_sent("own")
    assert batch.on_outcome(answer("own", Reason.HTTP_404))
    assert batch.on_outcome(answer("own", Reason.HTTP_404))
    assert (batch.answered, batch.failed["http_404"]) == (1, 1)


async def test_two_lines_of_one_id_are_one_submission() -> None:
    batch = Batch("b")
    for line in map(batch.take_on, ['{"id": "a", "url": "https://news.example/"}'] * 2):
        await batch.on_sent(id_in(line) or "")
    assert batch.waits("a")
    batch.on_outcome(answer("a"))
    assert (batch.sent, batch.answered, batch.waits("a")) == (1, 1, False)


async def test_an_answer_to_an_id_of_the_line_may_come_before_the_confirmation() -> None:
    batch = Batch("b")
    batch.take_on('{"id": "a", "url": "https://news.example/"}')
    assert batch.on_outcome(answer("a"))
    await batch.on_sent("a")
    assert (batch.sent, batch.answered, batch.waits("a")) == (1, 1, False)


def test_a_million_lines_are_small_in_memory() -> None:
    batch = Batch("b")
    for _ in range(100_000):
        batch.take_on("https://news.example/")
    assert len(batch._states) == 100_000
    assert batch._states.__sizeof__() < 300_000

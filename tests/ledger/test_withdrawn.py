"""A withdrawal is over when its submission has its answer for good, and not before."""

from collections.abc import Sequence
from contextlib import suppress
from datetime import UTC, datetime, timedelta

import pytest

from schemas.control import BadControl, Control
from schemas.envelope import Message
from schemas.events import Outcome
from schemas.identity import outcome_id
from schemas.outcomes import Reason
from schemas.pipeline import ACCEPTED, CONTROL, FETCH
from schemas.topic import Topic
from services.cli.steer.control import command
from services.ledger.account import enter
from services.ledger.ledger import Answered, Submitted
from services.ledger.tables import METADATA
from services.ledger.withdrawn import (
    NO_LONGER,
    WHILE_UNSURE,
    WITHOUT_END,
    WithdrawalEnder,
    counts_after,
    counts_for,
    ended,
)
from services.stage.control.in_force import InForce
from services.stage.kafka.errors import KafkaUnavailable
from services.stage.kafka.produce.producer import Unsent
from tests.support.longest_way import LONGEST_HOURS
from tests.support.stores import running

AT = datetime(2026, 3, 1, tzinfo=UTC)
URL = "https://a.example/1"


def answered(name: str, reason: Reason, supersedes: str | None = None) -> Answered:
    outcome = Outcome(
        submission_id=name, url=URL, outcome=reason.outcome, reason=reason, stage="fetch",
        submitted_at=AT, decided_at=AT, supersedes=supersedes,
    )  # fmt: skip
    return Answered(outcome_id(name, supersedes), outcome)


def cancel(name: str) -> Control:
    return command("cancel", name, "a test", "mina", url=URL)


class Brokers:
    """Stand in for a producer: its messages go to whoever follows the commands, or nowhere."""

    def __init__(self, *given: Control, refusal: Unsent = None) -> None:
        self.follower, self.refusal = InForce(), refusal
        self.sent: list[Message] = []
        for each in given:
            self.follower.read(each.key.encode(), each.value)

    async def send_many(self, topic: Topic, messages: Sequence[Message]) -> list[Unsent]:
        assert topic is CONTROL
        for each in messages if self.refusal is None else ():
            self.follower.read(each.key, each.value)
            self.sent.append(each)
        return [self.refusal for _ in messages]


async def test_a_withdrawal_goes_with_the_answer_that_stands(url: str) -> None:
    brokers = Brokers(*map(cancel, ("open", "done", "letter", "lost", "early")))
    async with running(url, "ledger", METADATA) as store:
        ender = WithdrawalEnder(store, brokers)  # type: ignore[arg-type]
        await store.call(enter, Submitted("open", URL, AT.timestamp()))
        for name, reason in (
            ("done", Reason.CANCELLED),
            ("letter", Reason.UNEXPECTED),
            ("lost", Reason.EXPIRED_IN_KAFKA),
        ):
            await store.call(enter, answered(name, reason))
        await ender.go_round(brokers.follower.cancels(), AT)
        assert {each.target for each in brokers.follower} == {"open", "letter", "lost", "early"}
        again = answered("letter", Reason.CANCELLED, supersedes=outcome_id("letter"))
        await store.call(enter, again)  # the dead letter was put back
        await ender.go_round(brokers.follower.cancels(), AT)
        await ender.go_round(brokers.follower.cancels(), AT)
    assert brokers.sent == [ended("submission:done"), ended("submission:letter")]


async def test_what_cannot_be_written_stays_in_force_and_is_tried_again(url: str) -> None:
    brokers = Brokers(cancel("done"), refusal=KafkaUnavailable("no right to write"))
    async with running(url, "ledger", METADATA) as store:
        ender = WithdrawalEnder(store, brokers)  # type: ignore[arg-type]
        await store.call(enter, answered("done", Reason.CANCELLED))
        await ender.go_round(brokers.follower.cancels(), AT)
        assert brokers.follower.cancel_of("done") is not None
        brokers.refusal = None
        await ender.go_round(brokers.follower.cancels(), AT)
    assert brokers.follower.cancel_of("done") is None


async def test_a_command_about_what_is_no_id_does_not_end_the_ledger(url: str) -> None:
    """PostgreSQL has no NUL in a text: each start of the ledger would end in the same error."""
    commands = InForce()
    odd = cancel("odd").model_copy(update={"target": "odd\0id"})
    with suppress(BadControl):
        commands.read(odd.key.encode(), odd.value)
    async with running(url, "ledger", METADATA) as store:
        await store.call(enter, answered("done", Reason.CANCELLED))
        brokers = Brokers(cancel("done"))
        cancels = [*commands.cancels(), *brokers.follower.cancels()]
        await WithdrawalEnder(store, brokers).go_round(cancels, AT)  # type: ignore[arg-type]
    assert brokers.sent == [ended("submission:done")]


async def test_many_are_looked_up_in_the_order_in_which_they_are_asked(url: str) -> None:
    async with running(url, "ledger", METADATA) as store:
        await store.call(enter, Submitted("open", URL, AT.timestamp()))
        await store.call(enter, answered("done", Reason.NEW))
        found = await store.call_many(counts_for, ["open", "done", "nobody", "done"])
    assert found == [WITHOUT_END, NO_LONGER, WHILE_UNSURE, NO_LONGER]


@pytest.mark.parametrize(
    ("age", "left"),
    [
        (timedelta(0), {"open", "letter", "nobody"}),
        (timedelta(days=-1), {"open", "letter", "nobody"}),  # a clock that is wrong
        (WHILE_UNSURE * 2, {"open"}),
    ],
)
async def test_while_a_url_waits_no_age_ends_its_withdrawal(
    url: str, age: timedelta, left: set[str]
) -> None:
    given = list(map(cancel, ("open", "done", "letter", "nobody")))
    brokers = Brokers(*given)
    async with running(url, "ledger", METADATA) as store:
        await store.call(enter, Submitted("open", URL, AT.timestamp()))
        await store.call(enter, answered("done", Reason.NEW))
        await store.call(enter, answered("letter", Reason.UNEXPECTED))
        await WithdrawalEnder(store, brokers).go_round(given, given[-1].at + age)  # type: ignore[arg-type]
    assert {each.target for each in brokers.follower} == left


def test_a_withdrawal_outlives_each_event_of_which_its_url_may_come_again() -> None:
    dead_letter = FETCH.dead_letters.retention_seconds
    assert timedelta(seconds=dead_letter, hours=LONGEST_HOURS) < WHILE_UNSURE
    assert timedelta(seconds=ACCEPTED.retention_seconds) < WHILE_UNSURE


def test_only_answers_that_say_something_of_the_url_are_for_good() -> None:
    may_change = {Reason.UNEXPECTED, Reason.UNDECODABLE, Reason.EXPIRED_IN_KAFKA}
    for reason in Reason:
        found = counts_after(reason.outcome.value, reason.value)
        assert found == (WHILE_UNSURE if reason in may_change else NO_LONGER)

"""Which commands hold: the latest about each stage, host and submission."""

from datetime import UTC, datetime
from typing import Any

import pytest
from pydantic import ValidationError

from schemas.control import BadControl, Control, read_control
from schemas.outcomes import Reason
from schemas.url import parse_url
from services.policy.live_rules import LiveRules
from services.policy.rules import Rules
from services.stage.control.in_force import InForce

AT = datetime(2026, 3, 1, tzinfo=UTC)


def control(action: str, target: str, **more: Any) -> Control:
    fields = {"by": "mina", "why": "a test", "at": AT} | more
    return Control.model_validate({"action": action, "target": target, **fields})


def after(*controls: Control) -> InForce:
    state = InForce()
    for each in controls:
        state.take(each)
    return state


def test_a_stage_pauses_until_it_is_resumed() -> None:
    assert after(control("pause", "fetch")).pause_of("fetch") is not None
    assert after(control("pause", "fetch")).pause_of("intake") is None
    assert not list(after(control("pause", "fetch"), control("resume", "fetch")))


def test_a_block_counts_for_subdomains_and_ends_with_unblock() -> None:
    state = after(control("block", "news.example"))
    assert state.block_of("www.news.example") is not None
    assert state.block_of("fakenews.example") is None
    state.take(control("unblock", "news.example"))
    assert state.block_of("www.news.example") is None


def test_a_pace_of_the_nearest_name_counts_and_one_without_numbers_takes_it_back() -> None:
    slow = control("pace", "news.example", delay_seconds=9)
    state = after(slow, control("pace", "www.news.example", delay_seconds=2))
    assert [each.delay_seconds for each in state.paces_of("www.news.example")] == [2, 9]
    state.take(control("pace", "www.news.example"))
    assert state.paces_of("www.news.example") == [slow]


def test_a_withdrawal_counts_until_its_key_has_no_value() -> None:
    sent, state = control("cancel", "s-1"), InForce()
    assert state.read(sent.key.encode(), sent.value) == sent
    assert state.cancel_of("s-1") == sent
    assert state.read(b"submission:s-1", None) is None
    assert state.cancel_of("s-1") is None
    assert state.read(b"submission:s-1", None) is None  # of one that is over already


def test_only_a_withdrawal_can_be_over() -> None:
    state = after(control("pause", "fetch"))
    with pytest.raises(BadControl):
        state.read(b"stage:fetch", None)
    assert state.pause_of("fetch") is not None


@pytest.mark.parametrize(
    ("action", "target", "more"),
    [
        ("pause", "fetcher", {}),
        ("block", "News.Example", {}),
        ("block", "https://news.example/", {}),
        ("block", "news.example", {"delay_seconds": 1}),
        ("pace", "news.example", {"delay_seconds": -1}),
        ("pace", "news.example", {"delay_seconds": float("nan")}),
        ("pace", "news.example", {"concurrency": 0}),
        ("stop", "fetch", {}),
        ("pause", "fetch", {"by": ""}),
        ("pause", "fetch", {"why": ""}),
        ("pause", "fetch", {"at": "2026-03-01T00:00:00"}),
        ("pause", "fetch", {"colour": 1}),
    ],
)
def test_a_wrong_command_is_refused(action: str, target: str, more: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        control(action, target, **more)


def test_a_command_is_read_back_from_its_message() -> None:
    sent = control("pace", "news.example", concurrency=2)
    assert read_control(sent.key.encode(), sent.value) == sent


@pytest.mark.parametrize("value", [None, b"", b"\xff", b"[]", b"{}", b"x" * 20_000])
def test_a_message_that_is_no_command_is_told_from_one(value: bytes | None) -> None:
    with pytest.raises(BadControl):
        read_control(b"stage:fetch", value)


def test_a_command_under_a_foreign_key_is_none_for_it_could_not_be_taken_back() -> None:
    with pytest.raises(BadControl, match="the key is not 'stage:fetch'"):
        read_control(b"stage:intake", control("pause", "fetch").value)


def rules(state: InForce) -> LiveRules:
    file = Rules.model_validate(
        {"blocked_hosts": ["ads.example"], "hosts": {"news.example": {"delay_seconds": 3.0}}}
    )
    return LiveRules(file, state)


def test_a_block_stands_over_the_rules_of_the_file_and_says_by_whom_and_why() -> None:
    live = rules(after(control("block", "news.example")))
    refused = live.check(parse_url("https://www.news.example/1"))
    assert refused is not None
    assert refused.reason is Reason.HOST_BLOCKED
    assert refused.detail == "blocked host news.example by mina: a test"
    assert live.check(parse_url("https://ads.example/1")) is not None
    assert live.check(parse_url("https://other.example/1")) is None


def test_a_pace_stands_over_the_rules_of_the_file_from_its_moment_on() -> None:
    state = InForce()
    live = rules(state)
    assert live.for_host("news.example").delay_seconds == 3
    state.take(control("pace", "news.example", concurrency=4))
    paced = live.for_host("news.example")
    assert (paced.delay_seconds, paced.concurrency) == (3, 4)


def test_commands_match_hosts_as_the_file_s_rules_do() -> None:
    state = after(
        control("block", "com"),
        control("pace", "com", delay_seconds=60),
        control("pace", "news.com", delay_seconds=9, concurrency=2),
        control("pace", "www.news.com", delay_seconds=1),
    )
    assert state.block_of("www.news.com") is None
    paced = rules(state).for_host("www.news.com")
    assert (paced.delay_seconds, paced.concurrency) == (1, 2)

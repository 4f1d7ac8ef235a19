"""Commands to the running stack, as an operator types them."""

import json
import re
import time
from urllib.request import urlopen

import pytest

from schemas.pipeline import CONTROL, PIPELINE
from tests.support.newspaper import Newspaper
from tests.support.stack import ForeignClient, RunningStack

WHY = ("--why", "a test", "--by", "mina")


def in_force(stack: RunningStack) -> list[dict[str, str]]:
    done = stack.newsreel("status", "--json")
    assert done.returncode == 0, done.stderr
    return list(json.loads(done.stdout)["in_force"])


def until_listed(stack: RunningStack, submission: str, *words: str) -> None:
    """Wait until a list of the ledger's has a submission: it reads every half second."""
    deadline = time.monotonic() + 40
    while submission not in {
        json.loads(line)["submission_id"]
        for line in stack.newsreel(*words, "--json").stdout.splitlines()
    }:
        assert time.monotonic() < deadline, f"{submission} is not in {words}"


def test_a_host_that_is_blocked_is_refused_shown_and_let_in_again(
    stack: RunningStack, client: ForeignClient, newspaper: Newspaper
) -> None:
    assert stack.newsreel("block", "blocked.example", *WHY).returncode == 0
    (command,) = in_force(stack)
    assert (command["action"], command["by"], command["why"]) == ("block", "mina", "a test")
    submission = stack.newsreel("submit", "https://www.blocked.example/1").stdout.strip()
    outcome = client.outcomes_of({submission})[submission]
    assert outcome["reason"] == "host_blocked"
    assert "by mina: a test" in outcome["detail"]
    until_listed(stack, submission, "failed", "--reason", "host_blocked")
    assert stack.newsreel("unblock", "blocked.example", *WHY).returncode == 0
    assert in_force(stack) == []


def test_a_url_held_by_a_paused_stage_is_open_and_can_be_withdrawn(
    stack: RunningStack, client: ForeignClient, newspaper: Newspaper
) -> None:
    assert stack.newsreel("pause", "fetch", *WHY).returncode == 0
    url = newspaper.url("/withdrawn")
    submission = stack.newsreel("submit", url).stdout.strip()
    until_listed(stack, submission, "open")
    assert "no answer yet" in stack.newsreel("trace", submission).stdout
    given = stack.newsreel("cancel", "--file", "-", *WHY, stdin=f"# a mistake\n{url}\n")
    assert given.returncode == 0, given.stderr
    deadline = time.monotonic() + 40
    while "in force: cancel" not in (held := stack.newsreel("trace", submission).stdout):
        assert time.monotonic() < deadline, held
    assert "in force: pause fetch" in held
    assert "intake accepted it at" in held
    assert stack.newsreel("resume", "fetch", *WHY).returncode == 0
    assert client.outcomes_of({submission})[submission]["reason"] == "cancelled"
    deadline = time.monotonic() + 40
    while in_force(stack):
        assert time.monotonic() < deadline, "the withdrawal is still in force"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("pause", "fetcher"), "there is no stage 'fetcher'"),
        (("pace", "a.example"), "--as-set"),
        (("cancel", "no-such-id"), "'no-such-id' is not known"),
    ],
)
def test_a_wrong_command_is_one_line(
    stack: RunningStack, words: tuple[str, ...], said: str
) -> None:
    done = stack.newsreel(*words, *WHY)
    assert done.returncode in (1, 2)
    assert said in done.stderr
    assert "Traceback" not in done.stderr


def ignored(stack: RunningStack) -> dict[str, float]:
    """Count by stage what was ignored on `control.v1`, as each process's /metrics says."""
    found = {}
    for note in (stack.folder / ".run" / "run").glob("*.json"):
        process = json.loads(note.read_bytes())
        with urlopen(f"http://127.0.0.1:{process['port']}/metrics") as answer:
            text = answer.read().decode()
        if counts := re.findall(r'^newsreel_controls_total\{.*"ignored".*\} (.+)$', text, re.M):
            found[process["stage"]] = sum(map(float, counts))
    return found


@pytest.mark.parametrize(
    ("key", "value"),
    [
        (b"stage:fetch", b"{no command"),
        (b"stage:fetch", b'{"action": "stop", "stage": "fetch", "by": "x", "why": "y"}'),
        (b"host:a.example", b'{"action": "pause", "stage": "fetch", "by": "x", "why": "y"}'),
    ],
)
def test_a_wrong_command_that_gets_on_the_topic_is_ignored_and_counted(
    stack: RunningStack, client: ForeignClient, key: bytes, value: bytes
) -> None:
    before = ignored(stack)
    assert before.keys() >= {step.stage for step in PIPELINE}
    client.send(CONTROL.name, value, key)
    deadline = time.monotonic() + 40
    while any(count == before[stage] for stage, count in ignored(stack).items()):
        assert time.monotonic() < deadline, "a stage has not counted it"
        time.sleep(0.2)
    assert in_force(stack) == []
    client.send(CONTROL.name, None, key)  # nobody else need read it


def test_all_is_in_place_beside_a_running_stack(stack: RunningStack) -> None:
    done = stack.newsreel("check")
    assert done.returncode == 0, done.stdout
    assert "WRONG" not in done.stdout

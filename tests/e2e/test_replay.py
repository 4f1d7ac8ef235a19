"""Stored pages are extracted again without being fetched again."""

import json
from collections import Counter
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from tests.support.newspaper import Newspaper
from tests.support.stack import ForeignClient, RunningStack

PATHS = ["/replayed/one", "/replayed/two", "/replayed/three"]


@pytest.fixture(scope="module")
def published(
    stack: RunningStack, newspaper: Newspaper, client: ForeignClient
) -> dict[str, dict[str, Any]]:
    """Outcome of each path."""
    for path in PATHS:
        value = {"url": newspaper.url(path), "id": path, "attrs": {"path": path}}
        client.send("urls.submitted.v1", json.dumps(value).encode())
    answers = client.outcomes_of(set(PATHS))
    assert {answer["reason"] for answer in answers.values()} == {"new"}
    return answers


def answers_in(messages: list[Any], name: str) -> list[dict[str, Any]]:
    """Answers that a replay brought for our paths.

    The stack is shared: a replay of the last hour takes other tests' pages too.
    """
    answers = [json.loads(message.value()) for message in messages]
    return [
        a
        for a in answers
        if "/replayed/" in a["url"]
        and any((s["note"] or "").startswith(f"{name}: ") for s in a["journey"])
    ]


def replayed(client: ForeignClient, name: str) -> list[dict[str, Any]]:
    """Wait for the answers that a replay brings for each of our paths."""

    def complete(messages: list[Any]) -> bool:
        return {a["attrs"]["path"] for a in answers_in(messages, name)} == set(PATHS)

    return answers_in(client.read_until(["urls.outcomes.v1"], complete), name)


def test_a_dry_run_only_says_how_many(
    stack: RunningStack, published: dict[str, Any], newspaper: Newspaper
) -> None:
    done = stack.newsreel("replay", "extract", "--since", "1h", "--dry-run")
    assert done.returncode == 0, done.stderr
    assert "would put back" in done.stderr
    assert "127.0.0.1" in done.stderr


def test_pages_put_back_are_unchanged_and_not_fetched_again(
    stack: RunningStack, published: dict[str, Any], newspaper: Newspaper, client: ForeignClient
) -> None:
    asked = dict(newspaper.asked)
    done = stack.newsreel("replay", "extract", "--since", "1h", "--name", "first")
    assert done.returncode == 0, done.stderr
    answers = replayed(client, "first")
    assert {(a["outcome"], a["reason"]) for a in answers} == {("unchanged", "same_content")}
    assert {a["attrs"]["path"] for a in answers} == set(PATHS)
    assert newspaper.asked == asked


def test_a_replay_that_is_run_again_gives_no_new_answers_and_no_conflicts(
    stack: RunningStack, published: dict[str, Any], client: ForeignClient
) -> None:
    for name in ("twice", "twice", "behind"):
        done = stack.newsreel("replay", "extract", "--since", "1h", "--name", name)
        assert done.returncode == 0, done.stderr
    replayed(client, "behind")
    answers = answers_in(client.read_to_end(["urls.outcomes.v1"]), "twice")
    assert Counter(a["attrs"]["path"] for a in answers) == dict.fromkeys(PATHS, 1)
    for path in PATHS:
        trace = stack.newsreel("trace", path, "--json")
        (line,) = [json.loads(each) for each in trace.stdout.splitlines()]
        assert (line["conflicts"], line["answer"]["reason"]) == (0, "new")


def test_nothing_is_replayed_of_another_host_or_another_time(
    stack: RunningStack, published: dict[str, Any]
) -> None:
    elsewhere = stack.newsreel("replay", "extract", "--since", "1h", "--host", "other.example")
    assert "putting back 0 pages" in elsewhere.stderr
    before = (datetime.now(UTC) - timedelta(days=1)).isoformat()
    earlier = stack.newsreel("replay", "extract", "--since", "3d", "--until", before)
    assert "putting back 0 pages" in earlier.stderr


def test_compare_finds_no_difference_where_the_rules_are_the_same(
    stack: RunningStack, published: dict[str, dict[str, Any]]
) -> None:
    done = stack.newsreel("replay", "extract", "--since", "1h", "--compare", "--json")
    assert done.returncode == 0, done.stderr
    lines = {line["article_id"]: line for line in map(json.loads, done.stdout.splitlines())}
    for answer in published.values():
        found = lines[answer["article_id"]]
        assert (found["status"], found["fields"]) == ("same", {})


def test_an_unreadable_time_is_one_clear_line(stack: RunningStack) -> None:
    done = stack.newsreel("replay", "extract", "--since", "yesterday")
    assert (done.returncode, "'yesterday' is not a time" in done.stderr) == (2, True)


def test_the_store_is_up_to_date_and_says_so(stack: RunningStack) -> None:
    assert stack.newsreel("store", "check").returncode == 0
    done = stack.newsreel("store", "upgrade")
    assert done.stderr.count("is up to date") == 5


def test_site_tells_what_is_believed_of_a_host(
    stack: RunningStack, published: dict[str, Any]
) -> None:
    done = stack.newsreel("site", "127.0.0.1", "--json")
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["pages"] >= len(PATHS)
    unknown = stack.newsreel("site", "nobody.example")
    assert (unknown.returncode, "nothing is known" in unknown.stderr) == (1, True)

"""The same URL again: answered from the window, unless it is forced or failed before."""

import json
from typing import Any

import pytest

from tests.support.newspaper import Newspaper
from tests.support.stack import ForeignClient, RunningStack


def answer(client: ForeignClient, url: str, submission: str, **more: Any) -> dict[str, Any]:
    """Submit and wait for the answer."""
    value = json.dumps({"url": url, "id": submission, **more})
    client.send("urls.submitted.v1", value.encode())
    return client.outcomes_of({submission})[submission]


def answer_by_the_window(client: ForeignClient, url: str, name: str) -> dict[str, Any]:
    """Submit until intake, too, has read the first answer: it has it when we do, or soon after."""
    for number in range(10):
        found = answer(client, url, f"{name}-{number}")
        if found["reason"] == "dup_url":
            break
        assert found["reason"] == "same_content"
    return found


@pytest.fixture(scope="module")
def first(client: ForeignClient, newspaper: Newspaper) -> dict[str, Any]:
    return answer(client, newspaper.url("/again"), "again-1")


def test_a_url_answered_a_short_while_ago_is_not_fetched_again(
    client: ForeignClient, newspaper: Newspaper, first: dict[str, Any]
) -> None:
    assert first["outcome"] == "published"
    answer_by_the_window(client, newspaper.url("/again"), "again-2")
    asked = newspaper.asked["/again"]
    second = answer(client, newspaper.url("/again?utm_source=x"), "again-utm")
    assert (second["outcome"], second["reason"]) == ("duplicate", "dup_url")
    assert second["article_id"] == first["article_id"]
    assert "outcome" in second["detail"]
    assert newspaper.asked["/again"] == asked


def test_force_goes_round_the_window(
    client: ForeignClient, newspaper: Newspaper, first: dict[str, Any]
) -> None:
    asked = newspaper.asked["/again"]
    forced = answer(client, newspaper.url("/again"), "again-3", force=True)
    assert (forced["outcome"], forced["reason"]) == ("unchanged", "same_content")
    assert forced["article_id"] == first["article_id"]
    assert newspaper.asked["/again"] == asked + 1


def test_an_earlier_failure_does_not_block_a_new_try(
    stack: RunningStack, client: ForeignClient
) -> None:
    url = f"{stack.site}/news/never-written?again"
    for number in (1, 2):
        assert answer(client, url, f"failed-{number}")["reason"] == "http_404"


def test_the_same_id_and_url_twice_is_answered_once(
    client: ForeignClient, newspaper: Newspaper
) -> None:
    url = newspaper.url("/twice")
    answer(client, url, "twice")
    answer(client, url, "twice")
    answer(client, newspaper.url("/after-twice"), "after-twice")
    keys = [message.key() for message in client.read_to_end(["urls.outcomes.v1"])]
    assert (keys.count(b"twice"), keys.count(b"after-twice")) == (1, 1)

"""An article that is no longer there: its followers are told, and again when it comes back."""

import json
from typing import Any

from tests.support.newspaper import Newspaper
from tests.support.stack import ForeignClient, RunningStack

TOPICS = ["articles.published.v1", "articles.retracted.v1"]


def answer(client: ForeignClient, url: str, name: str) -> dict[str, Any]:
    """Submit, going round the window, and wait for the answer."""
    value = json.dumps({"url": url, "id": name, "force": True})
    client.send("urls.submitted.v1", value.encode())
    return client.outcomes_of({name})[name]


def test_an_article_that_is_gone_is_retracted_and_comes_back_as_a_revision(
    stack: RunningStack, client: ForeignClient, newspaper: Newspaper
) -> None:
    path = "/taken-back"
    first = answer(client, newspaper.url(path), "retraction-1")
    key = first["article_id"].encode()
    newspaper.gone.add(path)
    gone = answer(client, newspaper.url(path), "retraction-2")
    assert (gone["outcome"], gone["article_id"]) == ("gone", first["article_id"])

    def mine(messages: list[Any]) -> list[Any]:
        return [each for each in messages if each.key() == key]

    read = mine(client.read_until(TOPICS, lambda read: len(mine(read)) == 3))
    [told] = [json.loads(each.value()) for each in read if each.topic() == TOPICS[1]]
    assert (told["reason"], told["detail"], told["revision"]) == ("tombstone", "http_410", 1)
    assert told["submission_id"] == "retraction-2"
    published = [each.value() for each in read if each.topic() == TOPICS[0]]
    assert [value is None for value in published] == [False, True]

    newspaper.gone.discard(path)
    back = answer(client, newspaper.url(path), "retraction-3")
    assert (back["outcome"], back["reason"], back["revision"]) == ("published", "revision", 2)

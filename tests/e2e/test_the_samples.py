"""Every sample URL ends as its gold says; articles hold what they should and nothing else."""

import json
import re
from datetime import datetime
from io import StringIO
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from rich.console import Console

from schemas.events import ArticlePublished
from services.cli.output.cards import card
from services.local.sample.catalogue import expected
from tests.support.stack import ForeignClient, RunningStack


@pytest.fixture(scope="module")
def answers(stack: RunningStack, client: ForeignClient) -> dict[str, dict[str, Any]]:
    """Outcome of each sample path."""
    ids = {f"sample-{number}": path for number, path in enumerate(expected())}
    for submission, path in ids.items():
        value = json.dumps({"url": stack.site + path, "id": submission, "attrs": {"path": path}})
        client.send("urls.submitted.v1", value.encode())
    outcomes = client.outcomes_of(set(ids), seconds=90)
    return {ids[submission]: outcome for submission, outcome in outcomes.items()}


@pytest.fixture(scope="module")
def articles(
    answers: dict[str, dict[str, Any]], client: ForeignClient
) -> dict[str, dict[str, Any]]:
    """Published article of each sample path, where it was published."""
    published = {path for path, answer in answers.items() if answer["outcome"] == "published"}

    def complete(messages: list[Any]) -> bool:
        kept = [message.value() for message in messages if message.value()]
        return published <= {json.loads(value)["attrs"].get("path") for value in kept}

    found: dict[str, dict[str, Any]] = {}
    for message in client.read_until(["articles.published.v1"], complete):
        if not message.value():  # retracted by another test
            continue
        article = json.loads(message.value())
        path = article["attrs"].get("path")
        if path in expected():  # other tests publish, too
            found[expected()[path].get("same_article_as", path)] = article
    return found


def addresses_of(path: str) -> list[str]:
    """Every address of the article at a path, its own first."""
    first = expected()[path].get("same_article_as", path)
    return [first, *(p for p, want in expected().items() if want.get("same_article_as") == first)]


def ends_of(path: str) -> set[str]:
    """Name the ends that are right for a path."""
    want = expected()[path]
    return {f"{want['outcome']}/{want['reason']}", *want.get("accept", [])}


OVERTAKEN = {"published/revision", "unchanged/outdated"}
"""How an article's own address ends where its mobile page was published first: it revises that if
it was fetched later (docs/decisions/0007). All are submitted at once, so any may be first."""


@pytest.mark.parametrize("path", expected())
def test_a_sample_ends_as_wanted(answers: dict[str, dict[str, Any]], path: str) -> None:
    got = answers[path]
    addresses = addresses_of(path)
    wanted = {end for address in addresses for end in ends_of(address)}
    if len(addresses) > 1:
        wanted |= OVERTAKEN
    assert f"{got['outcome']}/{got['reason']}" in wanted, got


@pytest.mark.parametrize("path", [p for p in expected() if len(addresses_of(p)) > 1])
def test_of_several_addresses_of_an_article_one_is_new(
    answers: dict[str, dict[str, Any]], path: str
) -> None:
    """Which of them is fetched first is chance."""
    assert [answers[each]["reason"] for each in addresses_of(path)].count("new") == 1


PUBLISHED = [path for path, want in expected().items() if want["outcome"] == "published"]

ALONE = next(path for path in PUBLISHED if len(addresses_of(path)) == 1)


@pytest.mark.parametrize("path", PUBLISHED)
def test_an_article_has_its_facts(articles: dict[str, dict[str, Any]], path: str) -> None:
    want, got = expected()[path], articles[path]
    assert got["title"] == want["title"]
    assert got["language"] == want["language"]
    if "published_at" in want:
        found, wanted = (datetime.fromisoformat(each["published_at"]) for each in (got, want))
        assert (found, found.utcoffset()) == (wanted, wanted.utcoffset())
    if "published_day" in want:
        assert got["published_at"][:10] == want["published_day"]
    if "authors" in want:
        assert [person["name"] for person in got["authors"]] == want["authors"]


@pytest.mark.parametrize("path", PUBLISHED)
def test_an_article_holds_its_text_and_no_furniture(
    articles: dict[str, dict[str, Any]], path: str
) -> None:
    want, text = expected()[path], articles[path]["text"]
    assert [phrase for phrase in want["present"] if phrase not in text] == []
    assert [phrase for phrase in want["absent"] if phrase in text] == []


README = Path(__file__).parents[2] / "README.md"
SHOWN = re.findall(r"^● .*?(?=\n\n)", README.read_text("utf-8"), re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize("shown", SHOWN, ids=["first", "second"])
def test_a_card_of_the_readme_is_what_a_terminal_shows(
    articles: dict[str, dict[str, Any]], stack: RunningStack, shown: str
) -> None:
    address = urlsplit(shown.splitlines()[-1].strip())
    article = ArticlePublished.model_validate(articles[address.path])
    console = Console(file=StringIO(), width=80)
    console.print(card(article))
    printed = console.file.getvalue().rstrip()  # type: ignore[attr-defined]
    assert printed.replace(stack.site, f"http://{address.netloc}") == shown


def test_the_submitter_s_attributes_come_back_untouched(
    answers: dict[str, dict[str, Any]], articles: dict[str, dict[str, Any]]
) -> None:
    for path, answer in answers.items():
        assert answer["attrs"] == {"path": path}


def test_an_outcome_tells_its_journey(answers: dict[str, dict[str, Any]]) -> None:
    journey = answers[ALONE]["journey"]
    assert [stamp["stage"] for stamp in journey] == [
        "intake", "fetch", "extract", "enrich", "publish",
    ]  # fmt: skip

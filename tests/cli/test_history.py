"""`newsreel history` shows what changed at each revision, as a diff."""

import dataclasses
import json
from datetime import UTC, datetime
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console
from sqlalchemy import insert

from schemas.identity import article_id
from schemas.url.story_url import story_url
from services.cli.errors import Problem
from services.cli.look.history import show
from services.ledger.ledger import hash_of
from services.ledger.tables import METADATA as LEDGER
from services.ledger.tables import URLS
from services.publish.decided import Candidate
from services.publish.retract import Retraction, retract
from services.publish.revisions.known import Gone
from services.publish.tables import METADATA
from services.publish.texts.contents import Content
from services.settings import Settings, read_settings
from tests.publish.test_decisions import seen
from tests.publish.test_stories import FIRE, FIRE_ELSEWHERE
from tests.publish.test_stories import page as of_one_event
from tests.support.decisions import decide_on_all
from tests.support.stores import running

URL = "https://www.example.com/bridge"
ID = article_id(story_url(URL))


def page(event: str, title: str, text: str) -> Candidate:
    base = seen(event, text, via=URL, article=ID)
    found = dataclasses.replace(base.found, canonical_url=URL, content=Content(title, "", text))
    return dataclasses.replace(base, found=found)


@pytest.fixture
async def settings(tmp_path: Path) -> Settings:
    url = f"sqlite:///{tmp_path}"
    async with running(url, "publish", METADATA) as store:
        for n, text in enumerate(("It opens on Monday.", "It opens on Friday.", "It is shut.")):
            await store.call(decide_on_all, page(f"e{n}", f"Bridge {n}", text))
    return read_settings(store=url)


def shown(settings: Settings, query: str, width: int = 100) -> str:
    out = StringIO()
    show(settings, query, False, Console(file=out, width=width))
    return out.getvalue()


def as_json(settings: Settings, capsys: pytest.CaptureFixture[str]) -> list[dict[str, Any]]:
    show(settings, ID, True, Console())
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


async def test_a_long_url_stays_on_one_line(settings: Settings) -> None:
    assert shown(settings, ID, width=len(URL) - 5).splitlines()[0] == URL


@pytest.mark.parametrize("query", [ID, URL, "http://example.com/bridge/?utm_source=x"])
async def test_an_article_is_found_by_id_or_url_in_any_spelling(
    settings: Settings, query: str
) -> None:
    lines = shown(settings, query).splitlines()
    assert lines[0] == URL
    heads = [line for line in lines if "headline" in line]
    assert heads == [
        "    - headline: Bridge 0",
        "    + headline: Bridge 1",
        "    - headline: Bridge 1",
        "    + headline: Bridge 2",
    ]
    assert "    - It opens on Friday." in lines
    assert "    + It is shut." in lines
    assert [line for line in lines if "revision 3" in line and "update (text; 0% kept)" in line]


async def test_history_names_the_story_of_an_article(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}"
    async with running(url, "publish", METADATA) as store:
        await store.call(decide_on_all, of_one_event("e1", "a" * 32, FIRE))
        await store.call(decide_on_all, of_one_event("e2", "b" * 32, FIRE_ELSEWHERE))
    lines = shown(read_settings(store=url), "b" * 32).splitlines()
    assert f"  article 2 of 2 of story {'a' * 32}" in lines


async def test_history_as_json_is_one_line_per_revision(
    settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    first, *later = as_json(settings, capsys)
    assert (first["revision"], set(first)) == (
        1, {"article_id", "story_id", "revision", "revised_at"}
    )  # fmt: skip
    assert [(line["revision"], line["kind"]) for line in later] == [(2, "update"), (3, "update")]
    assert later[0]["sentences_added"] == ["It opens on Friday."]


async def test_history_as_json_ends_with_the_end_of_an_article(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    url, at = f"sqlite:///{tmp_path}", datetime(2100, 3, 1, tzinfo=UTC)
    async with running(url, "publish", METADATA) as store:
        await store.call(decide_on_all, page("e1", "Bridge", "It opens on Monday."))
        await store.call(retract, Retraction(ID, Gone("answer", at)))
    *_, end = as_json(read_settings(store=url), capsys)
    assert (end["revision"], end["gone_at"][:10]) == (1, "2100-03-01")


async def test_an_article_is_found_by_a_submitted_url_that_led_to_it(settings: Settings) -> None:
    """But not by that of a copy: `retract` must not take the first one down."""
    alias, moved, copy = "https://sho.rt/x7", "https://example.com/2/b", "https://other.test/copy"
    async with running(settings.store, "ledger", LEDGER) as store:
        reasons = {alias: "dup_canonical", moved: "dup_content", copy: "dup_content"}
        for url, reason in reasons.items():
            row = {"submission_id": url, "url": url, "url_hash": hash_of(url), "submitted_at": 1.0}
            answer = {"outcome": "duplicate", "reason": reason, "article_id": ID}
            await store.run(
                lambda connection, row: connection.execute(insert(URLS), row), row | answer
            )
    assert shown(settings, f"{alias}?utm_source=x").splitlines()[0] == URL
    assert shown(settings, moved).splitlines()[0] == URL
    with pytest.raises(Problem, match="no article"):
        shown(settings, copy)


@pytest.mark.parametrize("query", ["0" * 32, "https://www.example.com/nobody", "rubbish"])
async def test_what_nobody_published_is_a_clear_problem(settings: Settings, query: str) -> None:
    with pytest.raises(Problem):
        shown(settings, query)


@pytest.mark.parametrize("has_tables", [False, True])
async def test_an_empty_store_is_named_and_not_the_article(
    tmp_path: Path, has_tables: bool
) -> None:
    url = f"sqlite:///{tmp_path}"
    if has_tables:
        async with running(url, "publish", METADATA):
            pass
    with pytest.raises(Problem, match=f"no article at all is in the store {url}: .*NEWSREEL_STORE"):
        shown(read_settings(store=url), ID)


async def test_a_story_at_an_edition_of_another_ones_address_is_found_by_its_url(
    tmp_path: Path,
) -> None:
    """`retract` must not take the other one down."""
    url, mobile = f"sqlite:///{tmp_path}", "https://m.example.com/bridge"
    async with running(url, "publish", METADATA) as store:
        await store.call(decide_on_all, page("e1", "Bridge", "It opens on Monday."))
        other = page("e2", "Ferry", "It sails on Monday.")
        found = dataclasses.replace(other.found, url=mobile, canonical_url=mobile)
        item = dataclasses.replace(other, article_id=article_id(mobile), found=found)
        await store.call(decide_on_all, item)
    assert shown(read_settings(store=url), mobile).splitlines()[0] == mobile
    assert shown(read_settings(store=url), URL).splitlines()[0] == URL

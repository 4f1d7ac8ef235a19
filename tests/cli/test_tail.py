"""What `newsreel tail` and `newsreel outcomes` leave out."""

import asyncio
import json
import re
import shutil
import subprocess
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest
from typer.testing import CliRunner

from schemas.pipeline import PUBLISHED
from services.cli.clients.kafka import tell_while_away
from services.cli.clients.reader import Reader
from services.cli.errors import Problem
from services.cli.look.shown import as_line
from services.cli.look.tail import Chosen
from services.cli.main import app
from services.local.tansu import Tansu
from services.settings import read_settings
from services.stage.kafka.topics import TopicAdmin

AT = datetime(2026, 3, 1, tzinfo=UTC)


@dataclass
class Stored:
    value: bytes | None
    timestamp: int = int(AT.timestamp() * 1000)
    key: bytes = b"0f" * 16


ARTICLE = Stored(
    json.dumps({"host": "www.news.example", "language": "fa", "story_id": "a1"}).encode()
)
OUTCOME = Stored(json.dumps({"url": "https://WWW.news.example/1", "reason": "new"}).encode())
DAMAGED = Stored(b"\xff")
TOMBSTONE = Stored(None)
NO_OBJECT = Stored(b"[1]")
NO_URL = Stored(b'{"url": "http://[::1"}')
ODD_URL = Stored(b'{"url": 7, "canonical_url": []}')


@pytest.mark.parametrize(
    ("chosen", "record", "fits"),
    [
        (Chosen(), DAMAGED, True),
        (Chosen(host="news.example"), ARTICLE, True),
        (Chosen(host="NEWS.example"), OUTCOME, True),
        (Chosen(host="ews.example"), ARTICLE, False),
        (Chosen(host="news.example"), DAMAGED, False),
        (Chosen(host="news.example"), NO_OBJECT, False),
        (Chosen(host="news.example"), NO_URL, False),
        (Chosen(host="news.example"), ODD_URL, False),
        (Chosen(language="fa"), NO_OBJECT, False),
        (Chosen(language="fa"), ARTICLE, True),
        (Chosen(language="FA"), ARTICLE, True),
        (Chosen(language="ar"), ARTICLE, False),
        (Chosen(story="a1"), ARTICLE, True),
        (Chosen(story="a1", language="ar"), ARTICLE, False),
        (Chosen(story="a2"), ARTICLE, False),
        (Chosen(story="a1"), OUTCOME, False),
        (Chosen(host="news.example", language="fa", story="a1"), TOMBSTONE, True),
        (Chosen(since=AT.replace(year=2027)), TOMBSTONE, False),
        (Chosen(since=AT), ARTICLE, True),
        (Chosen(since=AT.replace(year=2027)), ARTICLE, False),
    ],
)
def test_every_filter_that_is_set_must_fit(chosen: Chosen, record: Stored, fits: bool) -> None:
    assert chosen.fits(record) is fits


def test_an_article_that_is_gone_is_an_object_with_its_id() -> None:
    assert json.loads(as_line(TOMBSTONE)) == {"article_id": "0f" * 16, "gone": True}
    assert as_line(ARTICLE) == ARTICLE.value


def test_the_recipes_of_the_cookbook_leave_out_what_is_gone() -> None:
    if shutil.which("jq") is None:
        pytest.skip("jq is not installed")
    published = [
        {"article_id": name, "published_at": None, "title": f"It's {name}"} for name in "ab"
    ]
    lines = [*map(json.dumps, published), json.dumps({"article_id": "a", "gone": True})]
    save, load = (jq_of(number) for number in (4, 5))
    assert answer(["-rs", save], lines) == ["\tIt's b"]
    first, second, last = answer(["-r", load], lines)
    assert first.startswith("insert into article values ('a', ")
    assert second.endswith("on conflict (id) do update set data = excluded.data;")
    assert last == "delete from article where id = 'a';"


def jq_of(recipe: int) -> str:
    """Return the program that a recipe gives to jq."""
    text = Path("docs/cookbook.md").read_text().split(f"## {recipe}. ")[1].split("## ")[0]
    program = re.search(r"jq -rs? '(.+?)'(?: articles|\n| \\\n)", text, re.DOTALL)
    assert program is not None
    return program[1]


def answer(arguments: list[str], lines: list[str]) -> list[str]:
    done = subprocess.run(
        ["jq", *arguments], input="\n".join(lines), capture_output=True, text=True, check=True
    )
    return done.stdout.splitlines()


async def test_brokers_that_go_while_one_reads_are_told_and_that_they_are_back(
    capfd: pytest.CaptureFixture[str],
) -> None:
    said = ""

    async def until(words: str) -> None:
        nonlocal said
        while words not in said:
            await asyncio.sleep(0.05)
            said += capfd.readouterr().err

    with Tansu() as broker:
        settings = read_settings(kafka=broker.bootstrap, kafka_request_timeout_seconds=2)
        async with TopicAdmin(settings) as admin:
            await admin.create()
        async with (
            Reader(settings, PUBLISHED.name) as reader,
            tell_while_away(reader.is_answered, settings, seconds=0.1),
        ):
            assert await reader.is_answered()
            broker.kill()
            await until(f"Kafka at {broker.bootstrap} does not answer any more; still waiting")
            with Tansu(broker.port):
                await until(f"Kafka at {broker.bootstrap} answers again")


def test_two_forms_at_once_are_refused() -> None:
    done = CliRunner().invoke(app, ["tail", "--json", "--format", "ninjs"])
    assert isinstance(done.exception, Problem)
    assert "leave it or --format out" in str(done.exception)


def test_a_host_that_is_none_is_told_before_anything_is_read() -> None:
    done = CliRunner().invoke(app, ["tail", "--host", "a b"])
    assert isinstance(done.exception, Problem)
    assert "'a b' is not a host name" in str(done.exception)

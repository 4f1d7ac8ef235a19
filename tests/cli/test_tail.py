"""What `newsreel tail` and `newsreel outcomes` leave out."""

import json
from dataclasses import dataclass
from datetime import UTC, datetime

import pytest
from typer.testing import CliRunner

from services.cli.errors import Problem
from services.cli.main import app
from services.cli.tail import Chosen

AT = datetime(2026, 3, 1, tzinfo=UTC)


@dataclass
class Stored:
    value: bytes
    timestamp: int = int(AT.timestamp() * 1000)


ARTICLE = Stored(
    json.dumps({"host": "www.news.example", "language": "fa", "story_id": "a1"}).encode()
)
OUTCOME = Stored(json.dumps({"url": "https://WWW.news.example/1", "reason": "new"}).encode())
DAMAGED = Stored(b"\xff")
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
        (Chosen(since=AT), ARTICLE, True),
        (Chosen(since=AT.replace(year=2027)), ARTICLE, False),
    ],
)
def test_every_filter_that_is_set_must_fit(chosen: Chosen, record: Stored, fits: bool) -> None:
    assert chosen.fits(record) is fits


def test_two_forms_at_once_are_refused() -> None:
    done = CliRunner().invoke(app, ["tail", "--json", "--format", "ninjs"])
    assert isinstance(done.exception, Problem)
    assert "leave it or --format out" in str(done.exception)


def test_a_host_that_is_none_is_told_before_anything_is_read() -> None:
    done = CliRunner().invoke(app, ["tail", "--host", "a b"])
    assert isinstance(done.exception, Problem)
    assert "'a b' is not a host name" in str(done.exception)

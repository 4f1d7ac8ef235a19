"""What `newsreel tail` and `newsreel outcomes` leave out."""

import json
from dataclasses import dataclass
from datetime import UTC, datetime

import pytest

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

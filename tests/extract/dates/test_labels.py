"""The world's labels of publication: `labels.json` has language, line and the date in it."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.extract.documents import metadata_of

LINES = json.loads((Path(__file__).parent / "labels.json").read_text("utf-8"))
URL = "https://www.harbourpost.example/east-quay"


@pytest.mark.parametrize(("language", "line", "expected"), LINES, ids=[each[1] for each in LINES])
def test_a_line_with_a_label_dates_the_article(language: str, line: str, expected: str) -> None:
    other = "<ul><li><a href='/b'>Another story</a> <span>3 May 2019</span></li></ul>"
    html = f"<html lang='{language}'><body>{other}<h1>East quay</h1><div>{line}</div></body></html>"
    published = metadata_of(URL, html, datetime(2020, 6, 1, tzinfo=UTC)).published_at
    assert published is not None
    wanted = datetime.fromisoformat(expected)
    at = published if wanted.tzinfo else published.replace(tzinfo=None)
    assert at.isoformat().startswith(expected) if "T" not in expected else at == wanted

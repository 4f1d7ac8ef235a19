"""A refused submission is answered as its sender knows it."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from schemas.envelope import Message
from services.stage.record import Record
from services.stage.submissions import received

URL = "https://news.example/1"
CASES: list[tuple[dict[str, Any], str | None, str, dict[str, Any]]] = [
    ({"url": URL, "id": "my-1", "attrs": {"row": 7}, "colour": 1}, "my-1", URL, {"row": 7}),
    ({"url": URL, "id": "my-1", "force": "yes"}, "my-1", URL, {}),
    ({"id": "my-1", "attrs": {"row": 7}}, "my-1", "", {"row": 7}),
    ({"url": 7, "id": "my-1"}, "my-1", "", {}),
    ({"url": URL, "id": "has a blank", "attrs": {"row": 7}}, None, URL, {"row": 7}),
    ({"url": URL, "id": 7}, None, URL, {}),
    ({"url": URL, "id": "my-1", "attrs": {"long": "x" * 20_000}}, "my-1", URL, {}),
    ({"url": URL, "id": "my-1", "attrs": [1]}, "my-1", URL, {}),
]


@pytest.mark.parametrize(("data", "own_id", "url", "attrs"), CASES)
def test_a_refused_submission_keeps_id_url_and_attrs_that_can_be_read(
    data: dict[str, Any], own_id: str | None, url: str, attrs: dict[str, Any]
) -> None:
    at = datetime(2026, 1, 1, tzinfo=UTC)
    record = Record("urls.submitted.v1", 0, 5, at, Message(None, json.dumps(data).encode(), []))
    envelope = received(record)
    assert envelope.data.problem
    assert envelope.passport.submission_id == (own_id or record.position_id)
    assert envelope.passport.submitted_url == url
    assert envelope.passport.attrs == attrs

"""How intake's shell lays out what it decides on."""

import json
from datetime import UTC, datetime

import pytest

from schemas.envelope import Message
from schemas.pipeline import SUBMITTED
from services.intake.agent import ids_known_since
from services.intake.facts import candidate_of, submitted_ids
from services.settings import Settings
from services.stage.endings import Ended
from services.stage.record import Record
from services.stage.submissions import received
from tests.intake.test_decisions import EXPIRED
from tests.intake.test_intake import answer

AT = datetime(2026, 3, 1, tzinfo=UTC)
URL = "HTTPS://News.example:443/a?utm_source=x#top"


@pytest.mark.parametrize("url", [URL, "no url"])
def test_a_submission_is_compared_by_the_same_url_whether_it_is_refused_or_not(url: str) -> None:
    value = json.dumps({"url": url, "id": "row-7"}).encode()
    envelope = received(Record(SUBMITTED.name, 0, 7, AT, Message(None, value, [])))
    first, later = (candidate_of(envelope, each) for each in (answer(url), EXPIRED))
    assert first.url == later.url
    assert later.submitted_url == url
    assert isinstance(later.refusal, Ended)


def test_of_submissions_read_again_the_ids_that_clients_gave_are_learnt() -> None:
    values = [json.dumps({"url": URL, "id": "row-7"}), URL, json.dumps({"id": "bad", "x": 1})]
    learnt = submitted_ids(
        [
            received(Record(SUBMITTED.name, 3, offset, AT, Message(None, value.encode(), [])))
            for offset, value in enumerate(values)
        ]
    )
    assert [(each.id, each.url, each.partition, each.offset) for each in learnt] == [
        ("row-7", "https://news.example/a", 3, 0),
        ("bad", "", 3, 2),
    ]
    assert {each.sent_at for each in learnt} == {each.now for each in learnt} == {AT.timestamp()}


def test_an_id_is_known_for_as_long_as_its_message_may_come_again() -> None:
    shortest = Settings(ledger_keep_days=9).ledger_keep_days
    with pytest.raises(ValueError, match="ledger_keep_days"):
        Settings(ledger_keep_days=8.9)
    assert (shortest - 1) * 86_400 >= SUBMITTED.longest_seconds
    assert ids_known_since(0.0) == -29 * 86_400

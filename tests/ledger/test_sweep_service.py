"""A ledger that runs: it gives no answer of its own while the true one may stand unread."""

import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import orjson
import pytest

from schemas.envelope import Envelope, encode
from schemas.events import Outcome
from schemas.identity import outcome_id
from schemas.outcomes import Reason
from schemas.passport import Passport
from schemas.pipeline import CONTROL, OUTCOMES, SUBMITTED
from services.cli.steer.control import command
from services.ledger.sweep import SWEEP_EVERY_SECONDS
from services.local.tansu import Tansu
from tests.harness.chaos.topics import create_topics
from tests.support.stack import ForeignClient
from tests.support.stage_process import StageProcess

pytestmark = pytest.mark.slow

EXPIRE_SECONDS = 4.0
URL = "https://a.example/1"


class Ledger:
    """Its process and a client of its broker."""

    def __init__(self, process: StageProcess) -> None:
        self.process, self.client = process, ForeignClient(process.kafka)

    def submit(self, name: str) -> None:
        self.client.send(SUBMITTED.name, orjson.dumps({"url": URL, "id": name}))

    def answer(self, name: str) -> None:
        """Put an outcome on the topic, as fetch does."""
        at = datetime.now(UTC)
        reason = Reason.HTTP_404
        data = Outcome(
            submission_id=name, url=URL, outcome=reason.outcome, reason=reason, stage="fetch",
            submitted_at=at, decided_at=at,
        )  # fmt: skip
        passport = Passport(submission_id=name, submitted_url=URL, submitted_at=at)
        message = encode(Envelope(outcome_id(name), "newsreel/fetch", at, passport, data), name)
        self.client.send(OUTCOMES.name, message.value, message.key, message.headers)

    def command(self, action: Any) -> None:
        given = command(action, "ledger", "a test", "mina")
        self.client.send(CONTROL.name, given.model_dump_json().encode(), given.key.encode())

    def reasons(self, answers: int = 0) -> dict[str, list[str]]:
        """Return what was answered to each submission, once there are so many answers."""
        topics = [OUTCOMES.name]
        if answers:
            self.client.read_until(topics, lambda all_: len(all_) >= answers)
        found: dict[str, list[str]] = {}
        for message in self.client.read_to_end(topics):
            reason = orjson.loads(message.value())["reason"]
            found.setdefault(message.key().decode(), []).append(reason)
        return found


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with Tansu() as broker:
        create_topics(broker.bootstrap, 2)
        settings = {"NEWSREEL_LEDGER_EXPIRE_HOURS": f"{EXPIRE_SECONDS / 3600:f}"}
        store = f"sqlite:///{tmp_path}/state"
        process = StageProcess("ledger", broker.bootstrap, store, tmp_path, settings)
        child = process.start()
        yield Ledger(process)
        child.stop()


def test_a_ledger_that_was_paused_reads_the_true_answer_and_gives_its_own_to_what_has_none(
    ledger: Ledger,
) -> None:
    ledger.submit("answered")
    ledger.submit("lost")
    ledger.process.wait_for("newsreel_unaccounted_urls", 2)
    ledger.command("pause")
    ledger.process.wait_for('newsreel_paused{stage="ledger"}', 1)
    ledger.answer("answered")
    time.sleep(EXPIRE_SECONDS + 2 * SWEEP_EVERY_SECONDS + 1)
    assert ledger.reasons() == {"answered": ["http_404"]}
    ledger.command("resume")
    assert ledger.reasons(answers=2) == {"answered": ["http_404"], "lost": ["expired_in_kafka"]}
    ledger.process.wait_for("newsreel_unaccounted_urls", 0)
    assert ledger.process.metric("newsreel_conflicting_answers_total") == 0

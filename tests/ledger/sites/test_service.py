"""A ledger that runs: outcomes in, a site's health out, asked for by the command line too."""

import asyncio
import io
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import orjson
import pytest
from rich.console import Console

from schemas.envelope import Envelope, encode
from schemas.identity import outcome_id
from schemas.outcomes import Reason
from schemas.passport import Passport
from schemas.pipeline import OUTCOMES, SITES
from services.cli.look.sites import list_sites
from services.local.tansu import Tansu
from services.settings import Settings
from services.stage.kafka.topics import TopicAdmin
from tests.ledger.sites.weeks import outcome
from tests.support.stack import ForeignClient
from tests.support.stage_process import StageProcess

SITE = "closed.example"


@dataclass
class Ledger:
    """Its process, its broker, and a client of that."""

    process: StageProcess
    client: ForeignClient
    folder: Path

    def answer(self, number: int, reason: Reason) -> None:
        """Put an outcome on the topic, as fetch does."""
        at = datetime.now(UTC)
        data = outcome(f"https://{SITE}/{reason}/{number}", at, reason)
        passport = Passport(
            submission_id=data.submission_id, submitted_url=data.url, submitted_at=at
        )
        id_ = outcome_id(data.submission_id)
        message = encode(Envelope(id_, "newsreel/fetch", at, passport, data), data.submission_id)
        self.client.send(OUTCOMES.name, message.value, message.key, message.headers)

    def messages(self, count: int) -> list[dict[str, Any]]:
        """Wait for so many messages about sites."""
        found = self.client.read_until([SITES.name], lambda all_: len(all_) >= count, 60)
        return [orjson.loads(message.value()) for message in found]


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with Tansu() as broker:
        asyncio.run(make_topics(broker.bootstrap))
        settings = {"NEWSREEL_SITES_ROUND_SECONDS": "1"}
        store = f"sqlite:///{tmp_path}/state"
        process = StageProcess("ledger", broker.bootstrap, store, tmp_path, settings)
        child = process.start()
        yield Ledger(process, ForeignClient(broker.bootstrap), tmp_path)
        child.stop()


async def make_topics(kafka: str) -> None:
    async with TopicAdmin(Settings(kafka=kafka, kafka_partitions_max=2)) as admin:
        await admin.create()


def test_a_site_that_closes_is_told_of_listed_and_told_of_again_when_it_opens(
    ledger: Ledger,
) -> None:
    for number in range(12):
        ledger.answer(number, Reason.LOGIN_REQUIRED)
    (first,) = ledger.messages(1)
    assert (first["site"], first["states"][0]["sign"]) == (SITE, "login_required")
    ledger.process.wait_for('newsreel_sites{state="blocked"}', 1)
    ledger.process.wait_for('newsreel_sites{state="known"}', 1)

    text = io.StringIO()
    settings = Settings(run_dir=ledger.folder / "run")
    asyncio.run(list_sites(settings, {"blocked"}, False, Console(file=text, width=200)))
    assert text.getvalue().startswith(f"blocked  {SITE}  since ")

    for number in range(60):
        ledger.answer(number, Reason.SAME_CONTENT)
    assert ledger.messages(2)[-1]["states"] == []

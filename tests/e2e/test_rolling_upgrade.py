"""The stages are replaced by a later version one after another, while URLs come: each has one end.

They are replaced in the order of the flow, so that each new one talks to old ones for a while.
"""

import asyncio
import json
import threading
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from schemas.pipeline import OUTCOMES, PIPELINE, SUBMITTED
from services.local.tansu import Tansu, available
from services.settings import Settings
from services.stage.kafka.topics import TopicAdmin
from tests.conftest import need
from tests.support.newer_version import NEWER_REASON
from tests.support.newspaper import Newspaper
from tests.support.stack import ForeignClient
from tests.support.stage_process import StageProcess

SETTINGS = {
    "NEWSREEL_FETCH_ALLOWED_NETWORKS": "127.0.0.0/8",
    "NEWSREEL_FETCH_ALLOWED_PORTS": "any",
    "NEWSREEL_FETCH_DELAY_SECONDS": "0",
}
EVERY_SECONDS = 0.25
MISSING_EVERY = 5
"""One URL in so many is of a page that is not there."""
ANSWER_SECONDS = 120


@pytest.fixture
def broker() -> Iterator[Tansu]:
    need("Tansu", available, "make setup test")
    with Tansu() as own:
        asyncio.run(make_topics(own.bootstrap))
        yield own


async def make_topics(kafka: str) -> None:
    async with TopicAdmin(Settings(kafka=kafka, kafka_partitions_max=4)) as admin:
        await admin.create()


class Load(threading.Thread):
    """Submits URLs until it is told to stop."""

    def __init__(self, client: ForeignClient, paper: Newspaper) -> None:
        super().__init__(daemon=True)
        self._client, self._paper = client, paper
        self._enough = threading.Event()
        self.ids: list[str] = []

    def run(self) -> None:
        while not self._enough.wait(EVERY_SECONDS):
            name = f"up-{len(self.ids)}"
            url = self._paper.url(f"/{name}")
            if self.is_missing(len(self.ids)):
                self._paper.missing.add(f"/{name}")
            self._client.send(SUBMITTED.name, json.dumps({"url": url, "id": name}).encode())
            self.ids.append(name)

    def stop(self) -> None:
        self._enough.set()
        self.join()

    @staticmethod
    def is_missing(number: int) -> bool:
        return number % MISSING_EVERY == 0


@pytest.mark.timeout(600)
def test_every_url_has_one_answer_while_the_stages_are_replaced(
    broker: Tansu, newspaper: Newspaper, tmp_path: Path
) -> None:
    client = ForeignClient(broker.bootstrap)
    store = f"sqlite:///{tmp_path}/state"

    def stage(name: str, module: str = "") -> StageProcess:
        return StageProcess(name, broker.bootstrap, store, tmp_path, SETTINGS, module)

    older = {step.stage: stage(step.stage) for step in PIPELINE}
    running = {name: process.launch() for name, process in older.items()}
    for name, process in older.items():
        process.wait_until_ready(running[name])
    load = Load(client, newspaper)
    load.start()
    try:
        client.outcomes_of({"up-0", "up-1"}, ANSWER_SECONDS)  # as the older version says it
        for name in running:
            assert running[name].stop() == 0
            running[name] = stage(name, "tests.support.newer_version").start()
        load.stop()
        answers = answers_to(client, set(load.ids))
    finally:
        load.stop()
        for child in running.values():
            child.stop()
    for number, name in enumerate(load.ids):
        said = {(each["ce_id"], each["outcome"], each["reason"]) for each in answers[name]}
        ((_, outcome, reason),) = said
        wanted = ("failed", ("http_404", NEWER_REASON)) if load.is_missing(number) else WELL
        assert outcome == wanted[0], answers[name]
        assert reason in wanted[1]
    reasons = {each["reason"] for found in answers.values() for each in found}
    assert reasons == {"new", "http_404", NEWER_REASON}


WELL = ("published", ("new",))


def answers_to(client: ForeignClient, ids: set[str]) -> dict[str, list[dict[str, Any]]]:
    client.outcomes_of(ids, ANSWER_SECONDS)
    answers = defaultdict(list)
    for message in client.read_to_end([OUTCOMES.name]):
        answer = json.loads(message.value())
        answer["ce_id"] = dict(message.headers())["ce_id"]
        answers[message.key().decode()].append(answer)
    return answers

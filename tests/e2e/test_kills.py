"""Stages are killed and frozen while they work: every URL still gets its one answer."""

import json
import os
import signal
import time

from schemas.pipeline import PIPELINE
from tests.support.newspaper import Newspaper
from tests.support.stack import ForeignClient, RunningStack


def submit(client: ForeignClient, newspaper: Newspaper, name: str, count: int) -> set[str]:
    ids = {f"{name}-{number}" for number in range(count)}
    for each in sorted(ids):
        value = json.dumps({"url": newspaper.url(f"/{each}"), "id": each})
        client.send("urls.submitted.v1", value.encode())
    return ids


def test_every_url_is_answered_once_though_every_stage_is_killed(
    stack: RunningStack, client: ForeignClient, newspaper: Newspaper
) -> None:
    ids = submit(client, newspaper, "killed", 60)
    for step in PIPELINE:
        os.kill(stack.pid_of(step.stage), signal.SIGKILL)
        time.sleep(0.3)
    answers = client.outcomes_of(ids, seconds=100)
    assert {answer["outcome"] for answer in answers.values()} == {"published"}
    event_ids: dict[str, set[bytes]] = {}
    for message in client.read_to_end(["urls.outcomes.v1"]):
        if message.key().decode() in ids:
            event_ids.setdefault(message.key().decode(), set()).add(
                dict(message.headers())["ce_id"]
            )
    assert all(len(found) == 1 for found in event_ids.values())


def test_a_frozen_stage_is_noticed_and_replaced(
    stack: RunningStack, client: ForeignClient, newspaper: Newspaper
) -> None:
    frozen = stack.pid_of("extract")
    os.kill(frozen, signal.SIGSTOP)
    ids = submit(client, newspaper, "frozen", 5)
    answers = client.outcomes_of(ids, seconds=100)
    assert {answer["outcome"] for answer in answers.values()} == {"published"}
    assert stack.pid_of("extract") != frozen

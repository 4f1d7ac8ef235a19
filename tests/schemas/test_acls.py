"""The rights of the stages in Kafka are those of the flow, and no more."""

import subprocess

import pytest

from schemas.acls import rights, script
from schemas.asyncapi.document import asyncapi
from schemas.pipeline import (
    ACCEPTED,
    CONTROL,
    ENRICHED,
    FETCH,
    LEDGER,
    PIPELINE,
    PUBLISH,
    PUBLISHED,
    SITES,
    Step,
)

PUTS_BACK = {FETCH.stage: {ACCEPTED.name}, PUBLISH.stage: {ENRICHED.name}}
OWN = {PUBLISH.stage: {PUBLISHED.name}, LEDGER.stage: {SITES.name}}


@pytest.mark.parametrize("step", PIPELINE, ids=lambda step: step.stage)
def test_a_stage_may_do_what_the_contract_says_that_it_does(step: Step) -> None:
    operations = asyncapi()["operations"]

    def topics(action: str) -> set[str]:
        start = f"{step.stage}.{action}."
        return {name.removeprefix(start) for name in operations if name.startswith(start)}

    written = {right.name for right in rights(step) if right.operation == "Write"}
    assert written == topics("send") >= PUTS_BACK.get(step.stage, set())
    read = {right.name for right in rights(step) if right.operation == "Read"}
    assert read == {step.group} | topics("receive")
    consumed = {topic.name for topic in (*step.consumes, CONTROL)}
    assert topics("receive") == consumed | OWN.get(step.stage, set())


def test_no_stage_writes_a_topic_twice_over() -> None:
    for step in PIPELINE:
        assert len({*step.writes}) == len(step.writes)


def test_the_script_calls_kafka_once_for_each_right() -> None:
    text = "KAFKA_ACLS=echo\n" + script("--bootstrap-server", "kafka:9092")
    lines = subprocess.run(
        ["sh", "-c", text], capture_output=True, text=True, check=True
    ).stdout.splitlines()
    assert len(lines) == sum(len([*rights(step)]) for step in PIPELINE)
    first = "--bootstrap-server kafka:9092 --add --allow-principal User:newsreel-intake"
    assert lines[0] == f"{first} --operation Read --group newsreel-intake"

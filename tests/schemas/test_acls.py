"""The rights of the stages in Kafka are those of the flow, and no more."""

import subprocess

import pytest

from schemas.acls import rights, script, written_by
from schemas.asyncapi import asyncapi
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


@pytest.mark.parametrize("step", PIPELINE, ids=lambda step: step.stage)
def test_a_stage_reads_what_it_consumes_and_writes_what_the_contract_lets_it_send(
    step: Step,
) -> None:
    operations = asyncapi()["operations"]
    sent = {
        name.partition(".send.")[2] for name in operations if name.startswith(f"{step.stage}.send.")
    }
    written = {right.name for right in rights(step) if right.operation == "Write"}
    put_back = {FETCH.stage: {ACCEPTED.name}, PUBLISH.stage: {ENRICHED.name}}
    assert written == sent | put_back.get(step.stage, set())
    read = {right.name for right in rights(step) if right.operation == "Read"}
    own = {PUBLISH.stage: {PUBLISHED.name}, LEDGER.stage: {SITES.name}}.get(step.stage, set())
    consumed = {topic.name for topic in (*step.consumes, CONTROL)}
    assert read == {step.group} | consumed | own


def test_no_stage_writes_a_topic_twice_over() -> None:
    for step in PIPELINE:
        assert len({*written_by(step)}) == len(written_by(step))


def test_the_script_calls_kafka_once_for_each_right() -> None:
    text = "KAFKA_ACLS=echo\n" + script("--bootstrap-server", "kafka:9092")
    lines = subprocess.run(
        ["sh", "-c", text], capture_output=True, text=True, check=True
    ).stdout.splitlines()
    assert len(lines) == sum(len([*rights(step)]) for step in PIPELINE)
    first = "--bootstrap-server kafka:9092 --add --allow-principal User:newsreel-intake"
    assert lines[0] == f"{first} --operation Read --group newsreel-intake"

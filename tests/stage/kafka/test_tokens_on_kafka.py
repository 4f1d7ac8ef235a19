"""OAUTHBEARER with a broker that checks when a token ends: Apache Kafka's own validator."""

import asyncio
import shlex
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from deploy.kafka.config import REAUTH_MS, Access
from deploy.kafka.jars import available
from deploy.kafka.node import ApacheKafka
from schemas.envelope import Message
from schemas.pipeline import ACCEPTED, SUBMITTED
from services.cli.clients.reader import Reader
from services.cli.errors import Problem
from services.settings import Settings
from services.stage.kafka.produce.producer import Producer
from services.stage.kafka.topics import TopicAdmin
from tests.conftest import need
from tests.support import unsigned_tokens
from tests.support.stage_process import StageProcess

pytestmark = [pytest.mark.kafka, pytest.mark.slow, pytest.mark.timeout(300)]
LIFE_SECONDS = 15.0


@pytest.fixture(scope="module")
def broker() -> Iterator[ApacheKafka]:
    """A broker that lets nobody in without a token."""
    need("Apache Kafka", available, "make test KAFKA=apache")
    with ApacheKafka(access=Access(tokens=True)) as kafka:
        asyncio.run(make_topics(kafka))
        yield kafka


async def make_topics(kafka: ApacheKafka) -> None:
    async with TopicAdmin(client(kafka, printing(600))) as admin:
        await admin.create()


def printing(life_seconds: float) -> str:
    return f"print({unsigned_tokens.unsigned(life_seconds)!r})"


def client(kafka: ApacheKafka, code: str) -> Settings:
    """Settings of a client whose token is what some Python prints."""
    return Settings(
        kafka=kafka.bootstrap,
        kafka_partitions_max=1,
        kafka_security_protocol="SASL_PLAINTEXT",
        kafka_sasl_mechanism="OAUTHBEARER",
        kafka_token_command=shlex.join([sys.executable, "-c", code]),
        kafka_request_timeout_seconds=10,
    )


def intake(kafka: ApacheKafka, folder: Path, command: str) -> StageProcess:
    settings = {
        "NEWSREEL_STORE_UPGRADE": "true",
        "NEWSREEL_KAFKA_SECURITY_PROTOCOL": "SASL_PLAINTEXT",
        "NEWSREEL_KAFKA_SASL_MECHANISM": "OAUTHBEARER",
        "NEWSREEL_KAFKA_TOKEN_COMMAND": command,
    }
    store = f"sqlite:///{folder}/state"
    return StageProcess("intake", kafka.bootstrap, store, folder, settings)


async def submit(settings: Settings, url: str) -> None:
    async with Producer(settings) as producer:
        await producer.send(SUBMITTED, Message(b"", url.encode(), []))


async def accepted(settings: Settings, url: str) -> None:
    """Wait until a URL stands on the topic of those that were accepted."""
    async with asyncio.timeout(30), Reader(settings, ACCEPTED.name, from_beginning=True) as reader:
        async for record in reader:
            if url.encode() in (record.value or b""):
                return


async def test_a_stage_goes_on_while_its_tokens_end_one_after_the_other(
    broker: ApacheKafka, tmp_path: Path
) -> None:
    """The consumer is Faust's, the producer is ours; each shows a token of its own."""
    runs = tmp_path / "runs"
    command = [sys.executable, unsigned_tokens.__file__, str(LIFE_SECONDS), str(runs)]
    stage = intake(broker, tmp_path, shlex.join(command))
    mine = client(broker, printing(600))
    process = stage.start()
    try:
        started = len(runs.read_text())
        await submit(mine, "https://paper.example/1")
        await accepted(mine, "https://paper.example/1")
        await asyncio.sleep(LIFE_SECONDS + REAUTH_MS / 1000)
        await submit(mine, "https://paper.example/2")
        await accepted(mine, "https://paper.example/2")
        assert len(runs.read_text()) > started
    finally:
        assert process.stop() == 0


@pytest.mark.parametrize(
    ("code", "told"),
    [
        (printing(-60), "refuse the token: .*invalid_token"),
        ("print('not a token')", "invalid credentials with SASL mechanism OAUTHBEARER"),
        ("import sys; sys.exit('no credentials')", "TOKEN_COMMAND: exit code 1: no credentials"),
    ],
    ids=["expired", "not a token", "no token"],
)
async def test_who_is_not_let_in_is_told_why_in_one_line(
    broker: ApacheKafka, code: str, told: str
) -> None:
    with pytest.raises(Problem, match=told) as refused:
        async with Reader(client(broker, code), ACCEPTED.name):
            pass
    assert str(refused.value).startswith(f"Kafka at {broker.bootstrap} does not let us in: ")
    assert "\n" not in str(refused.value)

"""What `newsreel up` says of URLs that the ledger had not read when it was stopped."""

import time
from collections.abc import AsyncIterator, Sequence
from io import StringIO
from pathlib import Path

import orjson
import pytest
from aiokafka import TopicPartition
from rich.console import Console

from schemas.examples import message
from schemas.pipeline import LEDGER, OUTCOMES, SUBMITTED
from schemas.submission import read_submission
from schemas.trace.context import made_parent
from services.cli.clients.store import connected
from services.cli.input.lines import lines_of
from services.cli.run.catch_up import catch_up
from services.cli.run.left import say_what_is_left
from services.ledger.queries import open_entries
from services.ledger.tables import METADATA
from services.local.child import free_port
from services.local.tansu import Tansu
from services.settings import Settings, read_settings
from services.stage.kafka.connected import connected_consumer, let_go
from services.stage.kafka.topics import TopicAdmin
from tests.support.stack import ForeignClient, RunningStack
from tests.support.stores import running


@pytest.fixture
async def stack(tmp_path: Path) -> AsyncIterator[Settings]:
    """An embedded broker with its topics, and a ledger that has read none of them."""
    with Tansu() as broker:
        settings = read_settings(
            kafka=broker.bootstrap, store=f"sqlite:///{tmp_path}/state", kafka_partitions_max=2
        )
        async with TopicAdmin(settings) as admin:
            await admin.create()
        async with running(settings.store, "ledger", METADATA):
            pass
        yield settings


def submit(settings: Settings, *ids: str) -> list[tuple[int, int, int]]:
    client = ForeignClient(settings.kafka)
    values = [orjson.dumps({"id": each, "url": f"https://a.example/{each}"}) for each in ids]
    return [client.send(SUBMITTED.name, value, b"one partition") for value in values]


def answer(settings: Settings, submission: str) -> None:
    sent = message(OUTCOMES)
    outcome = orjson.loads(sent.value or b"") | {"submission_id": submission}
    ForeignClient(settings.kafka).send(
        OUTCOMES.name, orjson.dumps(outcome), submission, sent.headers
    )


async def commit(settings: Settings, partition: int, offset: int) -> None:
    """Let the ledger's group have read a partition of the submissions up to an offset."""
    client = await connected_consumer(settings, group_id=LEDGER.group)
    place = TopicPartition(SUBMITTED.name, partition)
    client.assign([place])
    await client.commit({place: offset})
    await let_go(client)


def said(settings: Settings, folder: Path | None, is_whole: bool) -> str:
    console = Console(file=StringIO(), width=200)
    say_what_is_left(console, settings, folder, is_whole)
    return console.file.getvalue()  # type: ignore[attr-defined,no-any-return]


def kept(folder: Path) -> Sequence[str]:
    (file,) = folder.glob("open-*.jsonl")
    return [read_submission(line.encode()).url for line in lines_of([], file)]


async def test_urls_that_the_ledger_has_not_read_are_named_and_kept(
    stack: Settings, tmp_path: Path
) -> None:
    places = submit(stack, "read", "unread", "answered")
    await commit(stack, places[0][0], places[0][1] + 1)
    answer(stack, "answered")
    assert await catch_up(stack)
    assert said(stack, tmp_path, is_whole=True).startswith(
        "1 URL has no answer yet\n  https://a.example/unread\n"
    )
    assert kept(tmp_path) == ["https://a.example/unread"]


async def test_what_cannot_be_read_does_not_hide_the_rest(stack: Settings, tmp_path: Path) -> None:
    ForeignClient(stack.kafka).send(OUTCOMES.name, b"no outcome", "k")
    submit(stack, "a")
    assert await catch_up(stack)
    assert await catch_up(stack)
    assert "1 URL has no answer yet" in said(stack, tmp_path, is_whole=True)


async def test_it_is_entered_as_the_ledger_itself_enters_it(stack: Settings) -> None:
    submit(stack, "a")
    assert await catch_up(stack)
    with connected(stack, LEDGER.stage) as connection:
        (line,) = open_entries(connection, 10)
    assert line.trace_id == made_parent("a").trace_id


async def test_where_the_broker_is_gone_it_is_not_said_that_all_is_answered(
    stack: Settings, tmp_path: Path
) -> None:
    assert not await catch_up(stack.model_copy(update={"kafka": "127.0.0.1:1"}))
    shown = said(stack, tmp_path, is_whole=False)
    assert "submit once more what you submitted last" in shown
    assert "every URL that the ledger has read has its answer" in shown
    assert "submit once more" not in said(stack, None, is_whole=False)  # Kafka keeps it


@pytest.mark.timeout(200)
def test_up_names_a_submission_that_a_paused_ledger_did_not_read(tmp_path: Path) -> None:
    stack = RunningStack(tmp_path, arguments=("--no-console",))
    stack.start(free_port())
    try:
        assert stack.newsreel("pause", "ledger", "--why", "a test").returncode == 0
        assert stack.newsreel("pause", "fetch", "--why", "a test").returncode == 0
        time.sleep(2)  # each stage has read its command by then
        assert stack.newsreel("submit", "https://a.example/unread").returncode == 0
    finally:
        assert stack.stop() == 0
    assert kept(tmp_path / ".run") == ["https://a.example/unread"]

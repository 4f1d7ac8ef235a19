"""How far an open URL came that waits in no schedule."""

import asyncio
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from confluent_kafka import TopicPartition
from confluent_kafka.admin import AdminClient

from deploy.kafka.node import ApacheKafka
from schemas.envelope import Envelope, encode
from schemas.events import UrlAccepted
from schemas.identity import outcome_id
from schemas.passport import Passport, Stamp
from schemas.pipeline import ACCEPTED
from services.cli.look.way import Way, Ways, ways_of
from services.cli.output.runnable import runnable
from services.fetch.decisions import table as decisions
from services.fetch.tables import METADATA
from services.local import tansu as embedded
from services.settings import Settings, read_settings
from services.stage.kafka.topics import TopicAdmin
from tests.conftest import need
from tests.support.stack import ForeignClient
from tests.support.stores import running

AT = datetime(2026, 3, 1, 12, tzinfo=UTC).timestamp()
URL = "https://www.slow.example/1"


@pytest.mark.parametrize(
    ("ways", "said"),
    [
        (Ways(), "it is in work, or in a stage's queue: see `newsreel status`"),
        (Ways(is_whole=True), "intake has not accepted it: it is in its queue, or just answered"),
        (
            Ways({"s-1": Way(AT)}, True, {"fetch": 1204}),
            "intake accepted it at 2026-03-01 12:00:00 UTC"
            "; since then with fetch, or in its queue; behind: fetch (1,204 messages)",
        ),
        (
            Ways(is_whole=True, lag={"intake": 1}),
            "intake has not accepted it: it is in its queue, or just answered"
            "; behind: intake (1 message)",
        ),
        (
            Ways(expired=["retention of urls.accepted.v1 deleted 1 message"]),
            "it is in work, or in a stage's queue: see `newsreel status`"
            "; retention of urls.accepted.v1 deleted 1 message",
        ),
        (
            Ways({"s-1": Way(None, AT)}),
            "fetch was done with it at 2026-03-01 12:00:00 UTC"
            "; since then with extract or a later stage",
        ),
        (
            Ways({"s-1": Way(AT, is_answered=True)}),
            "intake accepted it at 2026-03-01 12:00:00 UTC"
            "; its answer is on the topic; the ledger has yet to read it",
        ),
    ],
)
def test_it_is_said_how_far_a_url_came(ways: Ways, said: str) -> None:
    assert "; ".join(ways.words("s-1")) == runnable(said)


async def test_fetch_s_table_tells_what_fetch_was_done_with(tmp_path: Path) -> None:
    store = f"sqlite:///{tmp_path}"
    async with running(store, "fetch", METADATA) as one:
        await one.call(decisions.keep, decisions.Decision(outcome_id("s-1"), b"page", AT))
        # a withdrawn one is closed for weeks, by an instant that is yet to come
        await one.call(decisions.close, decisions.Decision(outcome_id("s-3"), None, 4 * AT))
    config = read_settings(store=store, kafka="127.0.0.1:1", run_dir=tmp_path)
    ways = await ways_of(config, [line("s-1"), line("s-2"), line("s-3")])
    assert not ways.is_whole
    assert ways.of == {"s-1": Way(None, AT), "s-3": Way(is_answered=True)}


@pytest.mark.slow
async def test_the_topic_tells_what_intake_accepted_and_that_it_did_not(tmp_path: Path) -> None:
    need("Tansu", embedded.available, "make setup test")
    with embedded.Tansu() as broker:
        config = Settings(
            kafka=broker.bootstrap,
            kafka_partitions_max=4,
            store=f"sqlite:///{tmp_path}",
            run_dir=tmp_path,
        )
        async with TopicAdmin(config) as admin:
            await admin.create()
        stamp = Stamp.of("intake", datetime.fromtimestamp(AT, UTC))
        client = ForeignClient(broker.bootstrap)
        for name in ("s-0", "s-1"):
            passport = Passport(
                submission_id=name, submitted_url=URL, submitted_at=stamp.at, journey=[stamp]
            )
            accepted = UrlAccepted(url=URL, host="www.slow.example", site="slow.example")
            message = encode(
                Envelope(name, "test", stamp.at, passport, accepted), key="slow.example"
            )
            client.send(ACCEPTED.name, message.value, message.key, message.headers)
        ways = await ways_of(config, [line("s-1"), line("s-2")])
    assert (ways.of, ways.is_whole) == ({"s-1": Way(AT)}, True)


@pytest.mark.kafka
@pytest.mark.slow
async def test_what_retention_deleted_is_not_taken_for_what_intake_never_accepted(
    apache_kafka: ApacheKafka, tmp_path: Path
) -> None:
    config = Settings(
        kafka=apache_kafka.bootstrap,
        kafka_partitions_max=1,
        store=f"sqlite:///{tmp_path}",
        run_dir=tmp_path,
    )
    async with TopicAdmin(config) as admin:
        await admin.create()
    admin_client = AdminClient({"bootstrap.servers": apache_kafka.bootstrap})
    client = ForeignClient(apache_kafka.bootstrap)
    before_1, whole = TopicPartition(ACCEPTED.name, 0, 1), []
    for _ in range(2):
        client.send(ACCEPTED.name, b"{}")
        whole.append((await ways_of(config, [line("s-1")])).is_whole)
        (deleted,) = admin_client.delete_records([before_1]).values()
        await asyncio.to_thread(deleted.result, 20)
    assert whole == [True, False]


def line(name: str) -> dict[str, Any]:
    """Return an open line of the ledger."""
    return {"submission_id": name, "url": URL, "submitted_at": time.time(), "answer": None}

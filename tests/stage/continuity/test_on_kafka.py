"""Topics, offsets and databases that are replaced under a running system, on Apache Kafka."""

import time
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import orjson
import pytest
from confluent_kafka import ConsumerGroupTopicPartitions, Producer, TopicPartition
from confluent_kafka.admin import AdminClient, NewPartitions, NewTopic

from deploy.kafka.jars import available
from deploy.kafka.node import ApacheKafka
from schemas.control import Control
from schemas.envelope import Envelope, Message, encode
from schemas.events import ArticleEnriched, Outcome, UrlAccepted
from schemas.identity import outcome_id
from schemas.outcomes import OutcomeKind, Reason
from schemas.passport import Passport
from schemas.pipeline import ACCEPTED, CONTROL, ENRICHED, OUTCOMES, PUBLISHED, SUBMITTED, TOPICS
from schemas.topic import Topic
from services.local.child import free_port
from tests.conftest import need
from tests.harness.chaos.topics import Record, create_topics, read_to_end
from tests.support.articles import article
from tests.support.stage_process import StageProcess
from tests.support.stores import DATABASES, store_url

pytestmark = [pytest.mark.kafka, pytest.mark.slow, pytest.mark.timeout(300)]
SECONDS = 60


@pytest.fixture(scope="module")
def broker() -> Iterator[ApacheKafka]:
    """A broker of its own: its topics are deleted and made anew."""
    need("Apache Kafka", available, "make test KAFKA=apache")
    with ApacheKafka(brief=True) as broker:
        yield broker


@dataclass
class Cluster:
    """Fresh topics, and what an operator or a client does to them."""

    bootstrap: str

    def __post_init__(self) -> None:
        self.admin = AdminClient({"bootstrap.servers": self.bootstrap, "log_level": 0})
        self.make_topics()

    def make_topics(self) -> None:
        """Delete all topics and make them anew."""
        if old := self.topics():
            for done in self.admin.delete_topics(sorted(old)).values():
                done.result(30)
            wait_for(lambda: not self.topics())
        create_topics(self.bootstrap, partitions_max=2)
        wait_for(lambda: len(self.topics()) == len(TOPICS))

    def make_anew(self, topic: Topic) -> None:
        """Delete one topic and make it anew."""
        self.admin.delete_topics([topic.name])[topic.name].result(30)
        wait_for(lambda: topic.name not in self.topics())
        self.admin.create_topics([NewTopic(topic.name, 1, 1)])[topic.name].result(30)

    def topics(self) -> set[str]:
        """Names of the topics that there are."""
        found = self.admin.list_topics(timeout=10).topics
        return {name for name in found if not name.startswith("__")}

    def submit(self, url: str, id: str | None = None) -> Producer:
        """Send a submission to partition 0."""
        value = orjson.dumps({"url": url, "id": id}) if id else url.encode()
        return self.send(SUBMITTED.name, value)

    def send(
        self, topic: str, value: bytes, key: bytes | None = None, headers: Any = None, **more: Any
    ) -> Producer:
        producer = Producer({"bootstrap.servers": self.bootstrap, "log_level": 0})
        producer.produce(topic, value, key, headers=headers, **{"partition": 0, **more})
        assert producer.flush(20) == 0
        return producer

    def expire(self, topic: str, before: int) -> None:
        """Delete what lies before an offset of partition 0, as retention does."""
        done = self.admin.delete_records([TopicPartition(topic, 0, before)])
        for each in done.values():
            each.result(20)

    def read(self, topic: str) -> list[Record]:
        return list(read_to_end(self.bootstrap, [topic]))

    def accepted(self) -> dict[str, str]:
        """Submission id → URL of what intake accepted."""
        found = {}
        for record in self.read(ACCEPTED.name):
            passport = Passport.model_validate_json(record.headers["newsreel_passport"])
            found[passport.submission_id] = passport.submitted_url
        return found

    def wait_for_accepted(self, *urls: str) -> dict[str, str]:
        wait_for(lambda: set(urls) <= set(self.accepted().values()))
        return self.accepted()


def wait_for(what: Callable[[], bool]) -> None:
    deadline = time.monotonic() + SECONDS
    while not what():
        assert time.monotonic() < deadline
        time.sleep(0.3)


@pytest.fixture
def cluster(broker: ApacheKafka) -> Cluster:
    return Cluster(broker.bootstrap)


@pytest.fixture(params=DATABASES)
def store(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    return store_url(request.param, tmp_path / "state", request)


@pytest.fixture
def intake(cluster: Cluster, store: str, tmp_path: Path) -> StageProcess:
    settings = {"NEWSREEL_STORE_UPGRADE": "true", "NEWSREEL_RESUBMIT_AFTER_SECONDS": "0"}
    return StageProcess("intake", cluster.bootstrap, store, tmp_path, settings)


def url(number: int) -> str:
    return f"https://paper.example/{number}"


def test_submissions_of_a_transaction_that_is_aborted_were_never_made(
    cluster: Cluster, intake: StageProcess
) -> None:
    producer = Producer(
        {"bootstrap.servers": cluster.bootstrap, "transactional.id": str(uuid.uuid4())}
    )
    producer.init_transactions(30)
    for number, end in ((1, producer.abort_transaction), (2, producer.commit_transaction)):
        producer.begin_transaction()
        producer.produce(SUBMITTED.name, url(number).encode(), partition=0)
        producer.flush(20)
        end(30)
    process = intake.start()
    cluster.submit(url(3))
    accepted = cluster.wait_for_accepted(url(2), url(3))
    process.stop()
    assert url(1) not in accepted.values()


def test_what_retention_took_unread_is_counted_and_may_be_submitted_again(
    cluster: Cluster, intake: StageProcess
) -> None:
    process = intake.start()
    cluster.submit(url(1), "one")
    cluster.wait_for_accepted(url(1))
    time.sleep(2)  # until its offset is committed and noted
    process.stop()
    for number in (2, 3, 4):
        cluster.submit(url(number), f"id-{number}")
    cluster.expire(SUBMITTED.name, before=3)
    process = intake.start()
    cluster.wait_for_accepted(url(4))
    series = 'newsreel_expired_messages_total{topic="urls.submitted.v1"}'
    assert intake.metric(series) == 2
    [line] = intake.logged("events_expired")
    assert (line["topic"], line["messages"]) == (SUBMITTED.name, 2)
    cluster.submit(url(2), "id-2")
    cluster.wait_for_accepted(url(2))
    cluster.submit(url(1), "one")  # accepted once, and lost on its way: no answer has come
    wait_for(lambda: [r.value for r in cluster.read(ACCEPTED.name)].count(
        next(r.value for r in cluster.read(ACCEPTED.name) if url(1).encode() in (r.value or b""))
    ) == 2)  # fmt: skip
    process.stop()
    process = intake.start()
    time.sleep(2)
    assert intake.metric(series) == 0
    process.stop()


def test_a_topic_that_is_made_anew_brings_new_submissions(
    cluster: Cluster, intake: StageProcess
) -> None:
    process = intake.start()
    cluster.submit(url(1))
    first = cluster.wait_for_accepted(url(1))
    time.sleep(2)
    process.stop()
    cluster.make_topics()
    cluster.submit(url(2))
    process = intake.start()
    second = cluster.wait_for_accepted(url(2))
    process.stop()
    assert not first.keys() & second.keys()
    assert {line["topic"] for line in intake.logged("topic_made_anew")} >= {SUBMITTED.name}


def test_a_topic_that_is_made_anew_under_a_running_stage_ends_it_so_that_it_starts_anew(
    cluster: Cluster, intake: StageProcess
) -> None:
    process = intake.start()
    for number in range(3):
        cluster.submit(url(number))
    cluster.wait_for_accepted(url(2))
    time.sleep(2)
    cluster.make_topics()
    wait_for(lambda: process.exit_code is not None)
    # what a process counts that ends at once is seldom scraped: the next one reports it
    assert SUBMITTED.name not in {line["topic"] for line in intake.logged("topic_made_anew")}
    process = intake.start()
    cluster.submit(url(9))
    cluster.wait_for_accepted(url(9))
    process.stop()
    assert SUBMITTED.name in {line["topic"] for line in intake.logged("topic_made_anew")}


def test_commands_of_a_topic_that_is_deleted_hold_no_longer(
    cluster: Cluster, intake: StageProcess
) -> None:
    """No command could end them: none is on the topic that is made anew."""
    paused = 'newsreel_paused{stage="intake"}'
    pause = Control(action="pause", target="intake", by="mina", why="a test", at=datetime.now(UTC))
    process = intake.start()
    cluster.send(CONTROL.name, pause.value, pause.key.encode())
    intake.wait_for(paused, 1)
    time.sleep(2)  # until the topic's id is noted
    cluster.make_anew(CONTROL)
    wait_for(lambda: process.exit_code is not None)
    process = intake.start()
    assert intake.metric(paused) == 0
    process.stop()


def test_offsets_that_are_reset_bring_nothing_new(cluster: Cluster, intake: StageProcess) -> None:
    process = intake.start()
    for number in range(5):
        cluster.submit(url(number))
    first = cluster.wait_for_accepted(*map(url, range(5)))
    time.sleep(2)
    process.stop()
    group = ConsumerGroupTopicPartitions("newsreel-intake", [TopicPartition(SUBMITTED.name, 0, 1)])
    for done in cluster.admin.alter_consumer_group_offsets([group]).values():
        done.result(20)
    process = intake.start()
    cluster.submit(url(9))
    accepted = cluster.wait_for_accepted(url(9))
    process.stop()
    assert first.keys() < accepted.keys()
    assert len(accepted) == len(first) + 1
    [line] = intake.logged("offsets_reset")
    assert (line["topic"], line["messages"]) == (SUBMITTED.name, 4)


def test_an_id_is_not_taken_for_another_url_though_the_database_is_lost(
    cluster: Cluster, intake: StageProcess, tmp_path: Path
) -> None:
    process = intake.start()
    cluster.submit(url(1), "one")
    cluster.wait_for_accepted(url(1))
    time.sleep(2)
    process.stop()
    empty = replace(intake, store=f"sqlite:///{tmp_path}/empty")
    process = empty.start()
    cluster.submit(url(2), "one")
    cluster.submit(url(3))
    accepted = cluster.wait_for_accepted(url(3))
    process.stop()
    assert accepted["one"] == url(1)
    assert url(2) not in accepted.values()


def test_partitions_that_are_added_are_read_soon_and_said(
    cluster: Cluster, intake: StageProcess
) -> None:
    process = intake.start()
    cluster.submit(url(1))
    cluster.wait_for_accepted(url(1))
    time.sleep(2)
    for done in cluster.admin.create_partitions([NewPartitions(SUBMITTED.name, 4)]).values():
        done.result(20)
    for attempt in range(20):
        try:
            cluster.send(SUBMITTED.name, url(2).encode(), partition=3)
        except Exception:
            assert attempt < 19
            time.sleep(0.5)
        else:
            break
    cluster.wait_for_accepted(url(2))
    wait_for(lambda: bool(intake.logged("partitions_added")))
    process.stop()


def expired_url(submission: str) -> Message:
    """An accepted URL that fetch answers at once: its time has passed."""
    return accepted_url(submission, url(1), expires_at=datetime(2026, 3, 1, tzinfo=UTC))


def accepted_url(submission: str, url: str, expires_at: datetime | None = None) -> Message:
    """An accepted URL, as intake makes it."""
    at = datetime(2026, 3, 1, tzinfo=UTC)
    passport = Passport(
        submission_id=submission, submitted_url=url, submitted_at=at, expires_at=expires_at
    )
    host = str(urlsplit(url).hostname)
    data = UrlAccepted(url=url, host=host, site=host)
    return encode(Envelope(str(uuid.uuid4()), "newsreel/intake", at, passport, data), data.site)


def answers(cluster: Cluster) -> list[tuple[str, str]]:
    """Submission id and reason of all answers on the topic."""
    values = [orjson.loads(each.value or b"") for each in cluster.read(OUTCOMES.name)]
    return [(each["submission_id"], each["reason"]) for each in values]


def published(submission: str) -> Message:
    """The answer to a submission, as publish gives it now."""
    at = datetime.now(UTC)
    passport = Passport(submission_id=submission, submitted_url=url(1), submitted_at=at)
    data = Outcome(
        submission_id=submission, url=url(1), outcome=OutcomeKind.PUBLISHED, reason=Reason.NEW,
        stage="publish", submitted_at=at, decided_at=at,
    )  # fmt: skip
    return encode(
        Envelope(outcome_id(submission), "newsreel/publish", at, passport, data), submission
    )


def test_a_url_that_comes_again_with_an_older_database_is_not_answered_again(
    cluster: Cluster, store: str, tmp_path: Path
) -> None:
    """Its answer lies behind where the group was put back to, as docs/operate.md says."""
    settings = {"NEWSREEL_STORE_UPGRADE": "true"}
    fetch = StageProcess("fetch", cluster.bootstrap, store, tmp_path, settings)
    answer = published("one")
    cluster.send(OUTCOMES.name, answer.value or b"", answer.key, answer.headers)
    for submission in ("one", "two"):
        event = expired_url(submission)
        cluster.send(ACCEPTED.name, event.value or b"", event.key, event.headers)
    process = fetch.start()
    wait_for(lambda: ("two", "expired") in answers(cluster))
    process.stop()
    assert sorted(answers(cluster)) == [("one", "new"), ("two", "expired")]  # of several partitions
    assert not fetch.logged("store_is_older")


def test_what_waited_in_the_schedule_of_a_database_that_is_lost_is_answered(
    cluster: Cluster, store: str, tmp_path: Path
) -> None:
    settings = {
        "NEWSREEL_STORE_UPGRADE": "true",
        "NEWSREEL_FETCH_ALLOWED_NETWORKS": "127.0.0.0/8",
        "NEWSREEL_FETCH_ALLOWED_PORTS": "any",
        "NEWSREEL_FETCH_RETRY_DELAYS_SECONDS": "3600",
    }
    fetch = StageProcess("fetch", cluster.bootstrap, store, tmp_path, settings)
    nobody = f"http://127.0.0.1:{free_port()}/"
    process = fetch.start()
    for event in (accepted_url("waits", nobody), expired_url("done")):
        cluster.send(ACCEPTED.name, event.value or b"", event.key, event.headers)
    wait_for(lambda: fetch.metric("newsreel_scheduled_urls") == 1)
    time.sleep(2)  # until its offset is committed
    process.stop()
    one_try = settings | {"NEWSREEL_FETCH_RETRY_DELAYS_SECONDS": ""}
    empty = replace(fetch, store=f"sqlite:///{tmp_path}/empty", settings=one_try)
    process = empty.start()
    wait_for(lambda: ("waits", "connect_error") in answers(cluster))
    process.stop()
    assert sorted(answers(cluster)) == [("done", "expired"), ("waits", "connect_error")]
    assert ACCEPTED.name in {line["topic"] for line in fetch.logged("store_is_older")}


def enriched(text: str, minute: int) -> tuple[bytes, Any]:
    """The article as enrich makes it."""
    at = datetime(2026, 3, 1, 12, minute, tzinfo=UTC)
    data = ArticleEnriched(**article(text, fetched_at=at).model_dump(), enricher_version="1")
    passport = Passport(
        submission_id=f"sub-{minute}-{uuid.uuid4()}", submitted_url=data.url, submitted_at=at
    )
    message = encode(Envelope(str(uuid.uuid4()), "newsreel/enrich", at, passport, data), "key")
    assert message.value is not None
    return message.value, message.headers


NEWS = (
    "The ferry stops tonight.",
    "Divers found the anchor again.",
    "Nobody was hurt in the storm.",
    "Both cranes stand still for a week.",
    "Fishermen want another pier instead.",
)


def test_an_older_or_empty_database_goes_on_from_the_revision_on_the_topic(
    cluster: Cluster, store: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    def revisions() -> list[int]:
        records = cluster.read(PUBLISHED.name)
        return [orjson.loads(each.value or b"{}")["revision"] for each in records]

    def publish(process: StageProcess, *minutes: int) -> None:
        child = process.start()
        for minute in minutes:
            value, headers = enriched(f"{NEWS[minute - 1]} The harbour says so.", minute)
            before = len(revisions())
            cluster.send(ENRICHED.name, value, b"key", headers)
            wait_for(lambda: len(revisions()) > before)  # noqa: B023
        child.stop()

    settings = {"NEWSREEL_STORE_UPGRADE": "true"}
    first = StageProcess("publish", cluster.bootstrap, store, tmp_path / "1", settings)
    other = f"sqlite:///{tmp_path}/other"
    second = StageProcess("publish", cluster.bootstrap, other, tmp_path / "2", settings)
    for folder in (tmp_path / "1", tmp_path / "2"):
        folder.mkdir()
    publish(first, 1, 2, 3)
    publish(second, 4)
    publish(first, 5)
    assert revisions() == [1, 2, 3, 4, 5]
    assert second.logged("store_is_older")
    outcomes = [orjson.loads(each.value or b"{}") for each in cluster.read(OUTCOMES.name)]
    assert sorted(each["revision"] for each in outcomes) == [1, 2, 3, 4, 5]

"""The launchers of the brokers."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest
from confluent_kafka import Consumer, Producer
from confluent_kafka.admin import AdminClient, NewTopic

from deploy.kafka import jars
from deploy.kafka.__main__ import EXIT_MISSING
from deploy.kafka.config import Access
from deploy.kafka.node import ApacheKafka
from deploy.kafka.start import ClassArchive
from services.local.child import StartFailed
from services.local.probe import broker_answers
from services.local.tansu import Tansu
from tests.conftest import need
from tests.support.processes import runs


def write(bootstrap: str, topic: str, values: list[bytes], **settings: str) -> None:
    client = {"bootstrap.servers": bootstrap, "log_level": 0, **settings}
    admin = AdminClient(client)
    for made in admin.create_topics([NewTopic(topic, 1, 1)]).values():
        made.result(30)
    producer = Producer({**client, "acks": "all"})
    for value in values:
        producer.produce(topic, value)
    assert producer.flush(30) == 0


def read(bootstrap: str, topic: str, count: int, **settings: str) -> list[bytes]:
    consumer = Consumer(
        {
            "bootstrap.servers": bootstrap,
            "log_level": 0,
            "group.id": "reader",
            "auto.offset.reset": "earliest",
            "session.timeout.ms": 6000,  # a first join on Tansu waits for half of it
            **settings,
        }
    )
    consumer.subscribe([topic])
    try:
        return [message.value() for message in consumer.consume(count, 40)]
    finally:
        consumer.close()


def test_the_embedded_broker_keeps_a_message_until_it_ends() -> None:
    with Tansu() as broker:
        write(broker.bootstrap, "t", [b"a", b"b"])
        assert read(broker.bootstrap, "t", 2) == [b"a", b"b"]
        pid = broker.pid
    assert not psutil.pid_exists(pid)
    assert not broker_answers("127.0.0.1", broker.port)


def test_the_embedded_broker_comes_back_on_its_port_after_a_kill() -> None:
    with Tansu() as broker:
        broker.kill()
        assert broker.child.exit_code == -signal.SIGKILL
        broker.start()
        assert broker_answers("127.0.0.1", broker.port)


def test_the_embedded_broker_dies_with_its_parent() -> None:
    code = "import time; from services.local.tansu import Tansu; b = Tansu(); b.start(); print(b.pid, flush=True); time.sleep(60)"  # noqa: E501
    parent = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True)
    assert parent.stdout is not None
    pid = int(parent.stdout.readline())
    parent.kill()
    parent.wait()
    deadline = time.monotonic() + 10
    while runs(pid) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not runs(pid)


def test_a_taken_port_is_said_plainly() -> None:
    with Tansu() as broker:
        second = Tansu(port=broker.port)
        with pytest.raises(StartFailed, match="Address already in use"):
            second.start()
        second.stop()


@pytest.mark.kafka
@pytest.mark.slow
@pytest.mark.timeout(300)
def test_apache_kafka_keeps_messages_and_offsets_over_a_kill() -> None:
    need("Apache Kafka", jars.available, "make test KAFKA=apache")
    with ApacheKafka(brief=True) as broker:
        write(broker.bootstrap, "t", [b"%d" % n for n in range(2000)])
        assert len(read(broker.bootstrap, "t", 500)) == 500
        broker.kill()
        broker.restart()
        rest = read(broker.bootstrap, "t", 1500)
    assert rest == [b"%d" % n for n in range(500, 2000)]
    assert not broker.data.exists()


@pytest.mark.kafka
def test_a_broker_leaves_its_classes_to_the_next_one_that_runs_on_the_same_java(
    tmp_path: Path,
) -> None:
    need("Apache Kafka", jars.available, "make test KAFKA=apache")
    first, second = ClassArchive(tmp_path), ClassArchive(tmp_path)
    run = [jars.java(), *first.to_read_or_make, "-version"]
    assert subprocess.run(run, capture_output=True, check=False).returncode == 0
    assert not second.to_read
    first.keep()
    second.keep()  # it has left nothing
    assert second.to_read_or_make == (f"-XX:SharedArchiveFile={first.file}",)
    assert [*tmp_path.iterdir()] == [first.file]


@pytest.mark.kafka
@pytest.mark.slow
@pytest.mark.timeout(300)
def test_apache_kafka_lets_in_only_who_knows_the_password() -> None:
    need("Apache Kafka", jars.available, "make test KAFKA=apache")
    secret = {
        "security.protocol": "SASL_PLAINTEXT",
        "sasl.mechanism": "PLAIN",
        "sasl.username": "reporter",
        "sasl.password": "right",
    }
    with ApacheKafka(access=Access(sasl=("reporter", "right")), brief=True) as broker:
        write(broker.bootstrap, "t", [b"a"], **secret)
        assert read(broker.bootstrap, "t", 1, **secret) == [b"a"]
        wrong = {**secret, "sasl.password": "wrong", "bootstrap.servers": broker.bootstrap}
        with pytest.raises(Exception, match="get metadata"):
            AdminClient({**wrong, "log_level": 0}).list_topics(timeout=5)


def test_the_launcher_says_what_is_missing_and_exits_with_69() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "deploy.kafka", "--port", "0"],
        env={**os.environ, "PATH": "/nowhere", "JAVA_HOME": ""},
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
    )
    assert done.returncode == EXIT_MISSING
    assert "apt-get install openjdk-17" in done.stderr

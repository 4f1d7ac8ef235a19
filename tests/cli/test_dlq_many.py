"""Dead letters by the hundred: all are put back once and closed, in their order."""

from pathlib import Path

import pytest
from confluent_kafka import Consumer, Producer, TopicPartition

from schemas.pipeline import EXTRACT, FETCHED
from services.cli.steer.dlq import LETTERS_AT_ONCE
from services.local import tansu as embedded
from services.local.tansu import Tansu
from tests.conftest import need
from tests.support.forked import command_line

MANY = LETTERS_AT_ONCE + 200
KEYS = 7


def newsreel(broker: Tansu, folder: Path, *words: str, code: int = 0) -> str:
    environment = {"NEWSREEL_KAFKA": broker.bootstrap, "NEWSREEL_STORE": f"sqlite:///{folder}"}
    done = command_line(words, "", environment, Path.cwd(), 60)
    assert done.returncode == code, done.stderr
    return done.stdout if code == 0 else done.stderr


def write_letters(broker: Tansu) -> None:
    producer = Producer({"bootstrap.servers": broker.bootstrap})
    for number in range(MANY):
        write(producer, str(number).encode(), f"key-{number % KEYS}")
        producer.poll(0)
    assert producer.flush(30) == 0


def write_letter(broker: Tansu, value: bytes) -> None:
    producer = Producer({"bootstrap.servers": broker.bootstrap})
    write(producer, value, "key-one")
    assert producer.flush(30) == 0


def write(producer: Producer, value: bytes, key: str) -> None:
    place = f"{FETCHED.name}/0/0"
    notes = {"stage": EXTRACT.stage, "reason": "unexpected", "error": "Odd", "place": place}
    headers = [(f"newsreel_dlq_{name}", text.encode()) for name, text in notes.items()]
    producer.produce(EXTRACT.dead_letters.name, value, key, headers=headers)


def put_back(broker: Tansu) -> dict[str, list[int]]:
    """The values that lie on the topic again, by key."""
    consumer = Consumer({"bootstrap.servers": broker.bootstrap, "group.id": "test"})
    consumer.assign([TopicPartition(FETCHED.name, each, 0) for each in range(FETCHED.partitions)])
    found: dict[str, list[int]] = {}
    while messages := consumer.consume(MANY, 3):
        for message in messages:
            found.setdefault(message.key().decode(), []).append(int(message.value()))
    consumer.close()
    return found


def place_of(broker: Tansu, value: bytes) -> str:
    """Partition and offset of the letter with this value."""
    consumer = Consumer({"bootstrap.servers": broker.bootstrap, "group.id": "test"})
    letters = EXTRACT.dead_letters
    consumer.assign([TopicPartition(letters.name, each, 0) for each in range(letters.partitions)])
    while messages := consumer.consume(MANY, 3):
        for message in messages:
            if message.value() == value:
                consumer.close()
                return f"{message.partition()}/{message.offset()}"
    raise AssertionError("there is no such letter")


@pytest.mark.slow
def test_many_letters_are_put_back_once_and_in_order_and_closed(tmp_path: Path) -> None:
    need("Tansu", embedded.available, "make setup test")
    with Tansu() as broker:
        newsreel(broker, tmp_path, "topics", "create")
        write_letters(broker)
        write_letter(broker, b"one")
        place = f"{EXTRACT.dead_letters.name}/{place_of(broker, b'5')}"
        one = f"{EXTRACT.dead_letters.name}/{place_of(broker, b'one')}"
        assert "1 bytes:\n5" in newsreel(broker, tmp_path, "dlq", "show", place)
        assert "1 dropped" in newsreel(broker, tmp_path, "dlq", "drop", one)
        refused = newsreel(broker, tmp_path, "dlq", "retry", place, one, code=1)
        assert f"there is no open dead letter '{one}'" in refused
        assert f"{MANY:,} retried" in newsreel(broker, tmp_path, "dlq", "retry", "--all")
        wanted = {f"key-{key}": [*range(key, MANY, KEYS)] for key in range(KEYS)}
        assert put_back(broker) == wanted
        assert "no dead letters" in newsreel(broker, tmp_path, "dlq", "list")

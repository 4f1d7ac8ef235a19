"""What is said of a submission: the messages to be sent, as bytes and back."""

from datetime import datetime

import orjson

from schemas.envelope import Envelope, Message
from schemas.events import PageFetched, UrlAccepted
from schemas.passport import Passport
from schemas.pipeline import FETCH, FETCHED, OUTCOMES
from services.fetch.decisions.table import Decision
from services.stage.emission import emission
from services.stage.endings import Done, Ended, Said

TOPICS = {topic.name: topic for topic in (FETCHED, OUTCOMES)}


def say(
    envelope: Envelope[UrlAccepted], passport: Passport, result: PageFetched | Ended, at: datetime
) -> Said:
    """Put what became of a URL into the messages to be sent; `at` is the present."""
    sent = emission(FETCH, envelope, passport, result, at)
    return Said(tuple(sent.messages), sent.outcome, sent.reason)


def again(decision: Decision) -> Said | Done:
    """Return what is left to say: nothing where the submission has its final answer."""
    return Done() if decision.messages is None else unpack(decision.messages)


def pack(said: Said) -> bytes:
    """Turn messages into bytes: a line of JSON that tells of them, then their values."""
    told = [
        [topic.name, (each.key or b"").decode(), _headers_text(each), len(each.value or b"")]
        for topic, each in said.messages
    ]
    line = orjson.dumps([said.outcome, said.reason, told])
    return b"\n".join((line, b"".join(each.value or b"" for _, each in said.messages)))


def unpack(packed: bytes) -> Said:
    """Turn the bytes back into messages."""
    line, _, values = packed.partition(b"\n")
    outcome, reason, told = orjson.loads(line)
    messages, start = [], 0
    for name, key, headers, size in told:
        value = values[start : start + size]
        bytes_of_headers = [(header, text.encode()) for header, text in headers]
        messages.append((TOPICS[name], Message(key.encode(), value, bytes_of_headers)))
        start += size
    return Said(tuple(messages), outcome, reason)


def _headers_text(message: Message) -> list[tuple[str, str]]:
    return [(name, value.decode()) for name, value in message.headers]

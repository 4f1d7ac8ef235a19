"""One article's journey, as `schemas/examples/` tells it, and as the stages' functions make it.

The submission and the page are written by hand; everything else follows from them. After a change
of the contract or of a rule, `make docs` writes the examples anew.
"""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import zstandard

from schemas.envelope import Envelope, Headers, Message, decode
from schemas.events import ArticleEnriched, ArticleExtracted, PageFetched, UrlAccepted
from schemas.pipeline import (
    ACCEPTED,
    ENRICH,
    ENRICHED,
    EXTRACT,
    EXTRACTED,
    FETCH,
    FETCHED,
    INTAKE,
    OUTCOMES,
    PUBLISH,
    PUBLISHED,
    SUBMITTED,
    Step,
    Topic,
)
from services.enrich.enrich import enrich
from services.extract.extract import Extraction, extract
from services.intake.intake import accept
from services.policy.rules import Rules
from services.publish.publish import decide, found_in, publish
from services.stage.emission import Result, emission
from services.stage.record import Record
from services.stage.submissions import received

FOLDER = Path(__file__).parents[2] / "schemas" / "examples"
JOURNEY = (SUBMITTED, ACCEPTED, FETCHED, EXTRACTED, ENRICHED, PUBLISHED, OUTCOMES)
STARTED = datetime(2026, 5, 12, 9, 30, tzinfo=UTC)
JSON_HEADERS = ("newsreel_passport", "newsreel_data")
Messages = dict[str, Message]


def example(topic: Topic) -> dict[str, Any]:
    """Return the file of a topic: key, headers, value; headers that hold JSON are objects."""
    data: dict[str, Any] = json.loads((FOLDER / f"{topic.name}.json").read_text("utf-8"))
    return data


def message(topic: Topic) -> Message:
    """Return the example as bytes on the wire."""
    data = example(topic)
    headers: Headers = [
        (name, (value if isinstance(value, str) else json.dumps(value)).encode())
        for name, value in data["headers"].items()
    ]
    value = data["value"]
    if topic is FETCHED:
        raw = zstandard.ZstdCompressor().compress(value.encode())
    else:
        raw = json.dumps(value).encode()
    return Message(data["key"].encode() if data["key"] else None, raw, headers)


def submission() -> Record:
    """Return the submission at its place in the topic."""
    sent, data = message(SUBMITTED), example(SUBMITTED)
    at = datetime.fromisoformat(data["timestamp"])
    place = (SUBMITTED.name, data["partition"], data["offset"])
    return Record(*place, at, sent)


def event(topic: Topic) -> Envelope[Any]:
    """Decode the example of a topic."""
    if topic is SUBMITTED:
        return received(submission())
    assert topic.event is not None
    return decode(message(topic), topic.event)


def result_of(step: Step, cause: Envelope[Any]) -> Result:
    """Call the stage's pure function; the page is the example's, since only a network has it."""
    match step.stage, cause.data:
        case "intake", submitted:
            return accept(submitted.submission, Rules.load(None), STARTED)
        case "fetch", UrlAccepted():
            return written_page()
        case "extract", PageFetched() as page:
            extraction = extract(page, cause.passport.hints)
            assert isinstance(extraction, Extraction), extraction
            return extraction.article
        case "enrich", ArticleExtracted() as article:
            return enrich(article)
        case "publish", ArticleEnriched() as article:
            decided_at = STARTED + timedelta(milliseconds=800)
            decision = decide(None, found_in(article), decided_at)
            return publish(article, cause.passport, decision)
    raise AssertionError(f"{step.stage} takes no {type(cause.data).__name__}")


def written_page() -> PageFetched:
    """Return the page as it was written by hand: the parts that no stage makes."""
    data = example(FETCHED)
    page = {**data["headers"]["newsreel_data"], "body": data["value"].encode()}
    return PageFetched.model_validate(page)


def next_messages(step: Step, cause: Envelope[Any]) -> Messages:
    """Return what the stage sends for the event, by topic."""
    at = STARTED + timedelta(milliseconds=100 * DONE_AFTER[step.stage])
    passport = cause.passport
    if step is FETCH:
        passport = passport.model_copy(update={"attempts": passport.attempts + 1})
    stamped = passport.stamped(step.stage, at, WORK_MS[step.stage])
    box = emission(step, cause, stamped, result_of(step, cause), at)
    return {topic.name: sent for topic, sent in box.messages}


DONE_AFTER = {"intake": 1, "fetch": 5, "extract": 6, "enrich": 7, "publish": 8}
"""Tenths of a second after the submission."""
WORK_MS = {"intake": 1.2, "fetch": 180.4, "extract": 11.6, "enrich": 3.1, "publish": 2.4}
SENDERS = {
    ACCEPTED.name: (INTAKE, SUBMITTED),
    FETCHED.name: (FETCH, ACCEPTED),
    EXTRACTED.name: (EXTRACT, FETCHED),
    ENRICHED.name: (ENRICH, EXTRACTED),
    PUBLISHED.name: (PUBLISH, ENRICHED),
    OUTCOMES.name: (PUBLISH, ENRICHED),
}
"""Topic -> the stage that writes it, and what that stage read."""


def made(topic: Topic) -> Message:
    """Return the topic's message as its stage makes it from the example before it."""
    step, source = SENDERS[topic.name]
    return next_messages(step, event(source))[topic.name]


def shown(topic: Topic, sent: Message) -> dict[str, Any]:
    """Return a message as the example file shows it."""
    assert sent.key is not None
    assert sent.value is not None
    headers: dict[str, Any] = {name: value.decode() for name, value in sent.headers}
    for name in headers.keys() & set(JSON_HEADERS):
        headers[name] = json.loads(headers[name])
    if topic is FETCHED:
        value: Any = zstandard.ZstdDecompressor().decompress(sent.value).decode()
    else:
        value = json.loads(sent.value)
    return {"topic": topic.name, "key": sent.key.decode(), "headers": headers, "value": value}


def write() -> None:
    """Write every example that follows from the one before it."""
    for topic in JOURNEY[1:]:
        text = json.dumps(shown(topic, made(topic)), indent=2, ensure_ascii=False)
        (FOLDER / f"{topic.name}.json").write_text(text + "\n", "utf-8")


if __name__ == "__main__":
    write()

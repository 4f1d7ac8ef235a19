"""The figures of `docs/capacity.md`: bytes a message and a row, CPU of the small steps.

    python -m tests.harness.bench.bench_capacity CORPUS [pages] [rows]

CORPUS is that of `make quality`. Messages are what the stages' own functions make of real pages, in
batches as the producer packs them; rows are what the work functions write, with random ids.
"""

import asyncio
import sys
import tempfile
import time
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import mean, median
from typing import Any
from uuid import uuid4

from aiokafka.producer.message_accumulator import BatchBuilder

from schemas.envelope import Envelope, Message, decode
from schemas.events import PageFetched, UrlAccepted
from schemas.passport import Passport
from schemas.pipeline import ENRICH, EXTRACT, FETCH, INTAKE, PUBLISH
from schemas.url import host_of
from schemas.url.hosts import site_of
from services.enrich.enrich import enrich, warm
from services.extract.extract import extract
from services.extract.extraction import Extraction
from services.publish.publish import publish
from services.publish.revisions.decide import decide
from services.publish.revisions.found import found_in
from services.publish.rules import PublishRules
from services.stage.emission import Emission, emission
from services.stage.kafka.produce.record_batches import codec_of
from tests.harness.bench.capacity_rows import show_rows
from tests.harness.quality.corpus import Page, read_corpus
from tests.support.postgres import Postgres

AT = datetime(2026, 3, 1, 12, tzinfo=UTC)
Cpu = dict[str, list[float]]


def sent(step: Any, cause: Envelope[Any], result: Any, wait_ms: int) -> Emission:
    """What a stage sends for an event; its stamp stands in the passport."""
    at = AT + timedelta(milliseconds=wait_ms)
    return emission(step, cause, cause.passport.stamped(step.stage, at, 12.345), result, at)


def journey(page: Page, cpu: Cpu) -> list[tuple[str, Message]]:
    """Messages of one page from intake to its answer, by topic; none where it is no article."""
    host = host_of(page.url)
    passport = Passport(submission_id=str(uuid4()), submitted_url=page.url, submitted_at=AT)
    first: Envelope[Any] = Envelope(str(uuid4()), "newsreel/intake", AT, passport, None)
    accepted = UrlAccepted(url=page.url, host=host, site=site_of(host))
    fetched = PageFetched(
        url=page.url, final_url=page.url, host=host, site=site_of(host), fetched_at=AT,
        content_type="text/html", charset="utf-8", etag='"65e1c0a3-1f2b3"', body=page.html,
    )  # fmt: skip
    messages = list(sent(INTAKE, first, accepted, 100).messages)
    event: Any = decode(messages[-1][1], UrlAccepted)
    messages += sent(FETCH, event, fetched, 900).messages
    event = decode(messages[-1][1], PageFetched)
    found = extract(event.data)
    if not isinstance(found, Extraction):
        return []
    messages += sent(EXTRACT, event, found.article, 1100).messages
    messages += timed(cpu, "enrich", lambda: enriched(messages[-1][1]))
    messages += timed(cpu, "publish, without its store", lambda: published(messages[-1][1]))
    return [(topic.name, message) for topic, message in messages]


def enriched(message: Message) -> list[Any]:
    event = decode(message, EXTRACT.produces.event)  # type: ignore[union-attr,arg-type]
    return sent(ENRICH, event, enrich(event.data), 1200).messages


def published(message: Message) -> list[Any]:
    event = decode(message, ENRICH.produces.event)  # type: ignore[union-attr,arg-type]
    article = event.data
    decision = decide(None, found_in(article), AT, PublishRules(0.01, False, True))
    return sent(PUBLISH, event, publish(article, event.passport, decision), 1300).messages


def timed(cpu: Cpu, what: str, work: Any) -> Any:
    started = time.process_time()
    done = work()
    cpu.setdefault(what, []).append(time.process_time() - started)
    return done


def batch_bytes(topic: str, messages: Iterable[Message]) -> int:
    """Bytes of a record batch on the wire, and so on the broker's disk."""
    batch = BatchBuilder(64_000_000, codec_of(topic), is_transactional=0)
    for each in messages:
        batch.append(timestamp=1, key=each.key, value=each.value, headers=each.headers)
    batch.close()
    return len(batch._build())


def show_messages(pages: Sequence[Page]) -> None:
    cpu: Cpu = {}
    topics: dict[str, list[Message]] = {}
    warm()
    articles = 0
    for page in pages:
        made = journey(page, cpu)
        articles += bool(made)
        for topic, message in made:
            topics.setdefault(topic, []).append(message)
    html_bytes = mean(len(page.html) for page in pages)
    print(f"{articles} articles of {len(pages)} pages, HTML of {html_bytes:,.0f} bytes")
    for topic, messages in topics.items():
        alone = mean(batch_bytes(topic, [each]) for each in messages)
        starts = range(0, len(messages) - 9, 10)
        tens = [batch_bytes(topic, messages[n : n + 10]) / 10 for n in starts]
        print(f"{topic:24} {alone:10,.0f} B alone  {mean(tens):10,.0f} B in tens")
    for what, seconds in cpu.items():
        print(f"{what:28} {1000 * mean(seconds):.2f} ms CPU (median {1000 * median(seconds):.2f})")


def main(corpus: str, pages: int = 120, rows: int = 20_000) -> None:
    """Print the figures."""
    every = read_corpus(Path(corpus))
    show_messages(every[:: max(1, len(every) // pages)][:pages])
    with tempfile.TemporaryDirectory() as folder, Postgres() as server:
        for kind, url in (("sqlite", f"sqlite:///{folder}/state"), ("postgresql", server.url)):
            asyncio.run(show_rows(kind, url, rows))


if __name__ == "__main__":
    main(sys.argv[1], *map(int, sys.argv[2:]))

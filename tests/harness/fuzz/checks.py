"""What must hold of every answer, whatever the page was."""

import unicodedata
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import cache
from typing import Any

import jsonschema
import orjson

from schemas.envelope import Envelope, decode
from schemas.events import ArticleExtracted, PageFetched
from schemas.generate import json_schemas
from schemas.outcomes import Reason
from schemas.pipeline import EXTRACT, EXTRACTED, OUTCOMES
from services.stage.emission import emission
from services.stage.endings import Ended

COSTLY = {Reason.EXTRACT_TIMEOUT, Reason.EXTRACT_MEMORY, Reason.EXTRACT_CRASH}
"""Foreseen, but each is worth a look: the page cost its worker."""
REASONS = COSTLY | {
    Reason.NO_DECODE, Reason.IS_FEED, Reason.NO_TEXT, Reason.TOO_SHORT, Reason.NEEDS_JS,
    Reason.SOFT_404, Reason.CONSENT_WALL, Reason.NOT_AN_ARTICLE,
}  # fmt: skip
EARLIEST = datetime(1990, 1, 1, tzinfo=UTC)
NOW = datetime(2026, 5, 5, tzinfo=UTC)


def problems(cause: Envelope[PageFetched], result: ArticleExtracted | Ended) -> Iterator[str]:
    """Yield what is wrong with an answer."""
    box = emission(EXTRACT, cause, cause.passport, result, NOW)
    ((topic, message),) = box.messages
    value = message.value or b""
    size = len(value) + sum(len(name) + len(text) for name, text in message.headers)
    if size > topic.max_message_bytes:
        yield f"a message of {size} bytes, {topic.name} takes {topic.max_message_bytes}"
    yield from (
        f"schema: {error.message[:200]}"
        for error in _schema(topic.name).iter_errors(orjson.loads(value))
    )
    if isinstance(result, Ended):
        if result.reason not in REASONS:
            yield f"reason {result.reason} is none of this stage's"
        if topic is not OUTCOMES:
            yield f"a rejection went to {topic.name}"
        return
    if topic is not EXTRACTED or decode(message, ArticleExtracted).data != result:
        yield "the article does not come back from its message as it was"
    yield from _text_problems(result.model_dump())
    yield from _article_problems(result)


def _article_problems(article: ArticleExtracted) -> Iterator[str]:
    if not article.text.strip():
        yield "an article without text"
    for name in ("published_at", "modified_at"):
        instant = getattr(article, name)
        if instant is not None and instant < EARLIEST:
            yield f"{name} is {instant}"
    if article.published_at and article.published_at > article.fetched_at.replace(year=2027):
        yield f"published in the future: {article.published_at}"


def _text_problems(value: Any, place: str = "") -> Iterator[str]:
    """Yield the strings that are not NFC or hold control characters or surrogates."""
    if isinstance(value, dict):
        for name, each in value.items():
            yield from _text_problems(each, f"{place}.{name}")
    elif isinstance(value, list | tuple):
        for each in value:
            yield from _text_problems(each, place)
    elif isinstance(value, str) and not value.isascii():
        if not unicodedata.is_normalized("NFC", value):
            yield f"{place} is not NFC: {value[:80]!r}"
        yield from _control(value, place)
    elif isinstance(value, str) and not value.isprintable():
        yield from _control(value, place)


def _control(text: str, place: str) -> Iterator[str]:
    allowed = "\n\t" if place in (".text", ".blocks.text") else ""
    odd = {c for c in text if unicodedata.category(c) in ("Cc", "Cs") and c not in allowed}
    if odd:
        yield f"{place} holds {sorted(odd)!r}: {text[:80]!r}"


@cache
def _schema(topic: str) -> jsonschema.Draft202012Validator:
    return jsonschema.Draft202012Validator(json_schemas()[topic])

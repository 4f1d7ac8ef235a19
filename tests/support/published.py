"""Articles as they stand on the public topic."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from schemas.envelope import Envelope, Message, encode
from schemas.events import ArticlePublished, ArticleRetracted, Event, StoriesMerged
from schemas.identity import event_id
from schemas.outcomes import Reason
from schemas.passport import Passport

EXAMPLE = Path(__file__).parents[2] / "schemas" / "examples"
AT = datetime(2026, 3, 1, 12, tzinfo=UTC)


def example() -> ArticlePublished:
    """Return the article of the contract's own example."""
    (file,) = EXAMPLE.glob("*articles.published.v1.json")
    return ArticlePublished.model_validate(json.loads(file.read_bytes())["value"])


def published(number: int = 0, revision: int = 1, **fields: Any) -> ArticlePublished:
    """Return an article of a number, with an address, a title and a text of its own."""
    url = f"https://paper.test/news/{number}"
    own = {
        "article_id": f"{number:032x}",
        "url": url,
        "canonical_url": url,
        "site": "paper.test",
        "host": "paper.test",
        "title": f"News {number}",
        "text": f"Text of article {number}, as of revision {revision}.",
        "revision": revision,
        "first_seen_at": AT,
        "revised_at": AT,
        "submission_id": f"s-{number}-{revision}",
    }
    return example().model_copy(update={**own, **fields})


def retracted(number: int = 0, revision: int = 1, **fields: Any) -> ArticleRetracted:
    """Return the last event of an article."""
    return ArticleRetracted(
        **{
            "article_id": f"{number:032x}",
            "canonical_url": f"https://paper.test/news/{number}",
            "revision": revision,
            "first_seen_at": AT,
            "reason": Reason.TOMBSTONE,
            "detail": "http_410",
            "submission_id": f"s-{number}-gone",
            "retracted_at": AT,
            **fields,
        }
    )


def merged(number: int = 1, into: int = 0, **fields: Any) -> StoriesMerged:
    """Return what is said of a story that goes on as another."""
    return StoriesMerged(
        **{
            "merged_story_id": f"{number:032x}",
            "story_id": f"{into:032x}",
            "story_size": 2,
            "article_id": f"{number:032x}",
            "submission_id": f"s-{number}-1",
            "merged_at": AT,
            **fields,
        }
    )


Public = ArticlePublished | ArticleRetracted | StoriesMerged


def message(event: Public, at: datetime = AT) -> Message:
    """Return an event as publish sends it; the same event is the same message."""
    if isinstance(event, StoriesMerged):
        key, change = event.merged_story_id, event.story_id
    else:
        key, change = event.article_id, str(event.revision)
    url = getattr(event, "canonical_url", "https://paper.test/news")
    passport = Passport(submission_id=event.submission_id, submitted_url=url, submitted_at=at)
    data: Event = event
    own_id = event_id(event.submission_id, f"{event.type}-{key}-{change}")
    return encode(Envelope(own_id, "newsreel/publish", at, passport, data), key)


def tombstone(number: int = 0, revision: int = 1) -> Message:
    """Return the message without value that stands on the topic once an article is gone."""
    headers = [("ce_id", b"gone-%d" % number), ("newsreel_revision", str(revision).encode())]
    return Message(f"{number:032x}".encode(), None, headers)

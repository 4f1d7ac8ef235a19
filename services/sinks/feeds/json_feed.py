"""JSON Feed 1.1 (https://www.jsonfeed.org/version/1.1/)."""

from collections.abc import Sequence
from typing import Any

import orjson

from services.sinks.feeds.item import Item
from services.sinks.feeds.names import Feed

VERSION = "https://jsonfeed.org/version/1.1"


def json_feed(feed: Feed, items: Sequence[Item], base_url: str) -> bytes:
    """Return a feed with its items; `base_url` is where the sink's folder is served."""
    whole = {
        "version": VERSION,
        "title": feed.title,
        "feed_url": feed.address(base_url, ".json"),
        "items": [_item(item) for item in items],
    }
    return orjson.dumps(whole, option=orjson.OPT_UTC_Z)


def _item(item: Item) -> dict[str, Any]:
    found = {
        "id": item.article_id,
        "url": item.url,
        "title": item.title,
        "content_text": item.summary or item.title or item.url,
        "summary": item.summary,
        "image": item.image,
        "date_published": item.published_at,
        "date_modified": item.updated_at,
        "authors": [{"name": name} for name in item.authors],
        "tags": item.tags,
        "language": item.language,
    }
    return {name: value for name, value in found.items() if value}

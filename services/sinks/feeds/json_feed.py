"""JSON Feed 1.1 (https://www.jsonfeed.org/version/1.1/)."""

from typing import Any

import orjson

from services.sinks.feeds.index import Content
from services.sinks.feeds.item import Item

VERSION = "https://jsonfeed.org/version/1.1"


def json_feed(content: Content, base_url: str) -> bytes:
    """Return a feed with its items; `base_url` is where the sink's folder is served."""
    whole = {
        "version": VERSION,
        "title": content.feed.title,
        "feed_url": content.feed.address(base_url, ".json"),
        "items": [_item(item) for item in content.items],
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
        "_newsreel": {"story_id": item.story_id} if item.story_id else None,
    }
    return {name: value for name, value in found.items() if value}

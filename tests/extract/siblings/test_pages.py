"""Whole pages that once came out wrong, in many languages and kinds of markup.

`pages/*.json`: a file for each kind; name, address, page, and what is wanted of it, as in
`tests/extract/cases`, or `rejected` and why. Of several `pages` of a host the last is judged, with
the site's memory on.
`{de.0}` stands for the title of the language in `stories.json`, `{de.1}` for its first paragraph.
"""

import json
import re
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from schemas.events import PageFetched
from schemas.url import host_of, parse_url
from schemas.url.hosts import site_of
from services.extract.extract import NO_HINTS, extract
from services.extract.extraction import Extraction
from services.extract.site_boilerplate.boilerplate import SiteMemory, update
from services.stage.endings import Ended
from tests.extract.test_cases import differs

FOLDER = Path(__file__).parent
FETCHED = datetime.fromisoformat("2026-11-20T12:00:00+00:00")
STORIES: dict[str, list[str]] = json.loads((FOLDER / "stories.json").read_text("utf-8"))
PLACE = re.compile(r"\{([a-z]{2})\.(\d)\}")
ROWS = [
    (path.stem, row)
    for path in sorted((FOLDER / "pages").glob("*.json"))
    for row in json.loads(path.read_text("utf-8"))
]


def told(value: Any) -> Any:
    """Put the stories where they are named."""
    if isinstance(value, list):
        return [told(each) for each in value]
    if isinstance(value, str):
        return PLACE.sub(lambda match: STORIES[match[1]][int(match[2])], value)
    return value


def pages_of(row: dict[str, Any]) -> Iterator[PageFetched]:
    for address, html in row.get("pages") or [(row["url"], row["html"])]:
        url = parse_url(address).href
        host = host_of(url)
        yield PageFetched(
            url=url,
            final_url=url,
            host=host,
            site=site_of(host),
            content_type="text/html",
            charset=row.get("http_charset"),
            fetched_at=FETCHED,
            body=body_of(told(html), row),
        )


def body_of(html: str, row: dict[str, Any]) -> bytes:
    """Encode a page; with `twice`, as UTF-8 that was read as that encoding and encoded again."""
    body = html.encode(row.get("encoding", "utf-8"))
    if "twice" in row:
        body = "".join(
            bytes([byte]).decode(row["twice"], "ignore") or chr(byte) for byte in body
        ).encode()
    return body


@pytest.mark.parametrize(("kind", "row"), ROWS, ids=[f"{kind}-{row['name']}" for kind, row in ROWS])
def test_a_page_of_a_kind_that_came_out_wrong_is_read(kind: str, row: dict[str, Any]) -> None:
    memory = SiteMemory()
    result = None
    for page in pages_of(row):
        result = extract(page, NO_HINTS, memory if row.get("pages") else None)
        if isinstance(result, Extraction):
            url = result.article.canonical_url
            memory = update(memory, result.lines, url, page.fetched_at)
    if "rejected" in row["expect"]:
        assert isinstance(result, Ended), result
        assert result.reason == row["expect"]["rejected"]
        return
    assert isinstance(result, Extraction), result
    article = result.article.model_dump(mode="json")
    wanted = {name: told(value) for name, value in row["expect"].items() if name != "language"}
    assert [name for name, value in wanted.items() if differs(name, value, article)] == []

"""Inputs that once came out wrong: a folder each, with the page and what is wanted of it.

`input.html` was fetched from `url` at `fetched_at`, with `http_charset` in its header. Of several
pages of a host (`pages_in_order`), the last is judged, with the site's memory on.
"""

import json
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from schemas.events import PageFetched
from schemas.url import host_of
from schemas.url.hosts import site_of
from services.enrich.enrich import enrich
from services.extract.extract import NO_HINTS, extract
from services.extract.extraction import Extraction
from services.extract.site_boilerplate.boilerplate import SiteMemory, update
from services.stage.endings import Ended

CASES = Path(__file__).parent / "cases"
NAMES = sorted(path.parent.name for path in CASES.glob("*/expected.json"))


def read_case(name: str) -> tuple[Extraction | Ended, dict[str, Any]]:
    folder = CASES / name
    case = json.loads((folder / "expected.json").read_text("utf-8"))
    result: Extraction | Ended | None = None
    memory = SiteMemory()
    for page in pages_of(folder, case):
        result = extract(page, NO_HINTS, memory)
        if isinstance(result, Extraction):
            canonical = result.article.canonical_url
            memory = update(memory, result.lines, canonical, page.fetched_at)
    assert result is not None
    return result, case.get("expect_of_the_last") or case["expect"]


def pages_of(folder: Path, case: dict[str, Any]) -> Iterator[PageFetched]:
    for each in case.get("pages_in_order") or [{"file": "input.html", **case}]:
        host = host_of(each["url"])
        yield PageFetched(
            url=each["url"],
            final_url=each["url"],
            host=host,
            site=site_of(host),
            content_type="text/html",
            charset=case.get("http_charset"),
            fetched_at=datetime.fromisoformat(each["fetched_at"]),
            body=(folder / each["file"]).read_bytes(),
        )


def differs(name: str, want: Any, article: dict[str, Any]) -> bool:
    text, got = article["text"], article.get(name)
    if name == "text_lines":
        return bool(text.split("\n") != want)
    if name == "text_contains":
        return not all(part in text for part in want)
    if name == "text_lacks":
        return any(part in text for part in want)
    if name == "authors":
        return bool([author["name"] for author in article["authors"]] != want)
    if name == "images_contain":
        urls = json.dumps([block.get("url") for block in article["blocks"]] + [article["image"]])
        return not all(part in urls for part in want)
    if name in ("published_at", "modified_at") and want and got:
        if len(want) == len("2026-11-20"):
            return bool(got[: len(want)] != want)
        return datetime.fromisoformat(got) != datetime.fromisoformat(want)
    return bool(got != want)


@pytest.mark.parametrize("name", NAMES)
def test_an_input_comes_out_as_expected(name: str) -> None:
    result, wanted = read_case(name)
    if "rejected" in wanted:
        assert isinstance(result, Ended)
        assert wanted["rejected"] in (True, "any", str(result.reason))
        return
    assert isinstance(result, Extraction), result
    article = enrich(result.article).model_dump(mode="json")
    wrong = {
        field: article.get(field, article["text"])
        for field, want in wanted.items()
        if differs(field, want, article)
    }
    assert not wrong

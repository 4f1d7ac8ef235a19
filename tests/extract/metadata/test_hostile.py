"""Whatever stands in a page, reading its metadata ends, soon, and gives valid fields."""

import json
import time
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.extract.metadata.model import Metadata
from tests.extract.documents import metadata_of

FETCHED = datetime(2025, 6, 1, tzinfo=UTC)


def read(html: str) -> Metadata:
    return metadata_of("https://example.com/a", html, FETCHED)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=30),
    lambda inner: st.lists(inner, max_size=3)
    | st.dictionaries(st.sampled_from(("name", "@id", "@type", "url")), inner, max_size=3),
    max_leaves=8,
)  # fmt: skip
FIELDS = (
    "@type", "@id", "headline", "author", "creator", "publisher", "datePublished", "keywords",
    "dateModified", "image", "url", "articleSection", "isAccessibleForFree", "mainEntityOfPage",
    "commentCount", "interactionStatistic", "inLanguage",
)  # fmt: skip


@settings(max_examples=150)
@given(st.dictionaries(st.sampled_from(FIELDS), JSON, max_size=8))
def test_json_ld_of_any_shape_does_no_harm(node: dict[str, object]) -> None:
    data = json.dumps({"@type": "NewsArticle", **node}).replace("</", "<\\/")
    metadata = read(
        f'<html><head><title>T</title><script type="application/ld+json">{data}</script></head>'
        "<body><h1>Title of it</h1></body></html>"
    )
    assert isinstance(metadata.authors, list)
    assert metadata.published_at is None or metadata.published_at.tzinfo is not None


@settings(max_examples=150)
@given(
    st.sampled_from(["date", "author", "keywords", "og:title", "og:image", "og:url", "og:locale"]),
    st.text(max_size=60),
)
def test_a_meta_tag_of_any_content_does_no_harm(name: str, content: str) -> None:
    escaped = content.replace("&", "&amp;").replace('"', "&quot;").replace("\x00", "")
    metadata = read(
        f'<html><head><meta property="{name}" content="{escaped}"></head><body>a</body></html>'
    )
    assert "\x00" not in (metadata.title or "")
    assert metadata.canonical_url.startswith("http")


SCRIPT = '<html><head><script type="application/ld+json">{}</script></head><body></body></html>'


@pytest.mark.parametrize(
    "html",
    [
        '<html><head><link rel="canonical" href="/a' + "%20" * 60_000 + 'x"></head></html>',
        "<html><head><title>" + " " * 300_000 + "]]&gt;</title></head></html>",
        SCRIPT.format("," * 500_000),
        SCRIPT.format(";" * 500_000 + "x"),
        SCRIPT.format('{"a": 1' + "\n" * 500_000),
        SCRIPT.format("[" * 100_000),
        SCRIPT.format('{"@type": "NewsArticle", "keywords": ' + "[" * 900 + "]" * 900 + "}"),
        SCRIPT.format('{"@type": "NewsArticle", "author": ' + " " * 500_000),
        SCRIPT.format('"author":' * 50_000),
        "<html><head><title>" + "a | " * 50_000 + "</title></head><body></body></html>",
        '<html><head><meta name="author" content="'
        + "a, " * 100_000
        + '"></head><body></body></html>',
        "<html><body>" + "<p>12 views</p>" * 50_000 + "</body></html>",
        "<html><body>" + '<a href="/tag/a" rel="tag">a</a>' * 50_000 + "</body></html>",
        "<html><body>" + '<div class="author">' * 250 + "a" * 1_000_000 + "</body></html>",
        "<html><body><h1>a</h1>" + "<navy>" * 50_000 + "Published 12</body></html>",
        "<html lang='fa'><body>" + "کد خبر " * 50_000 + "</body></html>",
    ],
    ids=lambda html: html[:60].replace("\n", " "),
)
def test_a_page_made_to_be_slow_is_read_in_time(html: str) -> None:
    started = time.process_time()
    read(html)
    assert time.process_time() - started < 5


def test_an_offset_of_99_hours_is_no_date() -> None:
    found = read("<body><p class='date'>2024-01-01T00:00:00+99:99</p><p>And text.</p></body>")
    assert found.published_at is None or found.published_precision == "day"


@pytest.mark.parametrize("piece", ["a@", "@a", "a@b", "By ", "a (", "Maria Lind and "])
def test_an_author_of_100_000_characters_is_read_soon(piece: str) -> None:
    author = {"@type": "Person", "name": piece * (100_000 // len(piece))}
    data = json.dumps({"@type": "NewsArticle", "headline": "The lamp is lit", "author": author})
    start = time.process_time()
    read(f'<html><script type="application/ld+json">{data}</script><body>a</body></html>')
    assert time.process_time() - start < 1


def test_a_class_of_many_authors_is_read_soon() -> None:
    start = time.process_time()
    read(f"<html><body><h1>A lamp</h1><div class='{'author_' * 3_000}!'>zzz</div></body></html>")
    assert time.process_time() - start < 1

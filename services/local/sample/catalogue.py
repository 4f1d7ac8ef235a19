"""Every address of the sample site and what it answers. Pure: no sockets, no clock."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from string import Template
from typing import Any
from urllib.parse import parse_qsl, unquote, urlencode, urlsplit

from services.local.sample.render import render
from services.local.sample.story import Story, read_story

HERE = Path(__file__).parent

SLOW_SECONDS = 0.5
ROBOTS = "# Newsreel sample site\nUser-agent: *\nDisallow: /private/\n"
HTML = "text/html; charset=utf-8"
TEXT = "text/plain; charset=utf-8"
REDIRECTS = {"/r/seagrass": "/science/2024/seagrass-meadow-mapped"}
OTHER_LAYOUT = {"/mobile/harbour-bridge-reopens": ("/en/2024/11/harbour-bridge-reopens", "wire")}
"""The same article once more; its rel=canonical names the first address."""
FILES = {
    "/section/front": (200, HTML, "section-front.html"),
    "/app/story/5501": (200, HTML, "javascript-only.html"),
    "/news/no-such-story": (200, HTML, "soft-404.html"),
    "/gone/withdrawn-story": (410, HTML, "not-found.html"),
    "/private/draft": (200, HTML, "private.html"),
    "/feed.xml": (200, "application/rss+xml; charset=utf-8", "feed.xml"),
    "/files/tide-tables": (200, "application/pdf", "tide-tables.pdf"),
}
TRACKING = ("utm_", "fbclid", "gclid")


@dataclass(frozen=True, slots=True)
class Response:
    """What the site sends back."""

    status: int
    content_type: str
    body: bytes
    headers: Mapping[str, str] = field(default_factory=dict)
    delay_seconds: float = 0.0


def respond(path_and_query: str, base_url: str) -> Response:
    """Look an address up; a 404 where the site has no such page."""
    address = without_tracking(unquote(path_and_query))
    if address == "/":
        return Response(200, TEXT, "".join(f"{url}\n" for url in sample_urls(base_url)).encode())
    if address in REDIRECTS:
        return Response(302, HTML, b"", {"Location": base_url + REDIRECTS[address]})
    if address == "/robots.txt":
        return Response(200, TEXT, ROBOTS.encode())
    if address in OTHER_LAYOUT:
        first, layout = OTHER_LAYOUT[address]
        return _page(replace(stories()[first], layout=layout), base_url)
    if address in stories():
        return _page(stories()[address], base_url)
    return _file(*FILES.get(address, (404, HTML, "not-found.html")), base_url)


def without_tracking(address: str) -> str:
    """Drop the tracking parameters of a decoded path and query."""
    path, query = urlsplit(address)[2:4]
    kept = [(key, value) for key, value in parse_qsl(query) if not key.startswith(TRACKING)]
    return f"{path}?{urlencode(kept)}" if kept else path


@cache
def stories() -> dict[str, Story]:
    """Return all stories by the address they are served at."""
    texts = (file.read_text(encoding="utf-8") for file in sorted((HERE / "pages").glob("*.txt")))
    return {story.path: story for story in map(read_story, texts)}


@cache
def expected() -> dict[str, dict[str, Any]]:
    """Return what the pipeline must make of each address, in feeding order; see `expected.json`."""
    data: dict[str, dict[str, Any]] = json.loads(_read("expected.json"))
    return data


def sample_urls(base_url: str) -> list[str]:
    """Return the URLs to feed, in order."""
    return [base_url + path for path in expected()]


def _page(story: Story, base_url: str) -> Response:
    boilerplate = json.loads(_read("boilerplate.json"))[story.page_lang]
    html = render(story, boilerplate, _read(f"layouts/{story.layout}.html"), base_url)
    return Response(
        200,
        # old Arabic servers name no charset, so that the page itself must be asked
        "text/html" if story.encoding == "windows-1256" else f"text/html; charset={story.encoding}",
        html.encode(story.encoding, "xmlcharrefreplace"),
        delay_seconds=SLOW_SECONDS if story.path.startswith("/slow/") else 0.0,
    )


def _file(status: int, content_type: str, name: str, base_url: str) -> Response:
    body = (HERE / "pages" / name).read_bytes()
    if name.endswith(".xml"):
        body = Template(body.decode()).substitute(base=base_url).encode()
    return Response(status, content_type, body)


@cache
def _read(name: str) -> str:
    return (HERE / name).read_text(encoding="utf-8")

"""The article's main image: the first that the page states and that is no logo and no stand-in."""

import re
from collections.abc import Iterator

from services.extract.body.image_address import absolute_address
from services.extract.markup.jsonld import Node, resolve
from services.extract.metadata.model import Stated
from services.extract.metadata.page_data import PageData

_SITES_OWN = re.compile(
    r"/(?:[^/._-]+[_-]){0,2}(?:logos?|logotype|favicon|place-?holders?|no-?(?:image|photo|picture)|blank"
    r"|fallback|default|apple-touch-icon)"
    r"(?:[_-]?(?:\d+(?:x\d+)?|og|fb|facebook|twitter|share|sharing|social|image|img|thumb|thumbnail"
    r"|square|white|black|dark|light|large|small|big|news|article))*\.(?:png|jpe?g|svg|gif|webp|ico)$",
    re.IGNORECASE,
)
"""Names of files that every page of a site states: its logo, or what stands for no image."""


def main_image(data: PageData) -> Stated | None:
    """Return the absolute URL of the main image; None where only the site's own is stated."""
    url = data.document.url
    articles, nodes = data.articles, data.nodes
    publishers = (each for node in articles for each in resolve(node.get("publisher"), nodes))
    stated = (each.get("logo") for each in publishers if isinstance(each, dict))
    logos = {absolute_address(text, url) for logo in stated for text in _urls(logo, nodes)}
    for text, source in _stated(data):
        address = absolute_address(text, url) if text else None
        if address and address not in logos and not _SITES_OWN.search(address.partition("?")[0]):
            return Stated(address, source)
    return None


def _stated(data: PageData) -> Iterator[Stated]:
    meta = data.meta
    yield Stated(meta.first("og:image", "og:image:url", "og:image:secure_url"), "og")
    for node in data.articles:
        for text in _urls(node.get("image"), data.nodes)[:1]:
            yield Stated(text, "json-ld")
    yield Stated(meta.first("twitter:image", "twitter:image:src"), "meta")
    links = data.document.of_tag("link")
    linked = (link.get("href") or "" for link in links if link.get("rel") == "image_src")
    yield Stated(next(linked, ""), "link")


def _urls(value: object, nodes: list[Node]) -> list[str]:
    """Return the addresses of images that are text, objects, or references to objects."""
    items = value if isinstance(value, list) else [value]
    urls = (each if isinstance(each, str) else _url(each, nodes) for each in items)
    return [url for url in urls if isinstance(url, str) and url]


def _url(image: object, nodes: list[Node]) -> object:
    if not isinstance(image, dict):
        return None
    reference = image.get("@id")
    named = (each for each in nodes if reference and each.get("@id") == reference)
    stated = (each.get(name) for each in (image, *named) for name in ("url", "contentUrl"))
    return next(filter(None, stated), None)

"""What the head says of the page itself: language, price, section, names."""

import re
from collections.abc import Iterable

from lxml import etree

from schemas.url.hosts import site_of
from services.extract.markup.jsonld import Node, resolve, texts, types
from services.extract.markup.meta import Meta, microdata_value
from services.extract.markup.normalise import key, plain_text
from services.extract.metadata.model import Stated

_LANGUAGE = re.compile(r"^[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8}){0,3}$")
_APP_METAS = ("application-name", "al:ios:app_name", "apple-mobile-web-app-title")
_ADDRESS = re.compile(r"^$|https?:", re.IGNORECASE)
_NAME_PARTS = re.compile(r"\s+[|\-–—]\s+|\s*[|،]\s*")
_MAX_TERM_CHARS = 200
_PAGES = frozenset({"webpage", "webpageelement"})
_FREE = "isaccessibleforfree"
_TRUTH = {"true": True, "yes": True, "1": True, "false": False, "no": False, "0": False}
_PAID = ("locked", "premium", "paid", "subscriber", "subscribers", "subscription")
_TIER = {"free": False, **dict.fromkeys(_PAID, True)}
"""A metered page is free for some and locked for others: it says neither."""


def declared_language(tree: etree._Element, articles: list[Node], meta: Meta) -> Stated | None:
    """Return the BCP 47 tag that the page declares."""
    html = tree if tree.tag == "html" else tree.getroottree().getroot()
    xml_lang = html.get("{http://www.w3.org/XML/1998/namespace}lang")
    named = meta.first("content-language", "dc.language", "language", "og:locale")
    of_articles = (text for node in articles for text in texts(node.get("inLanguage"))[:1])
    stated = (
        *(Stated(text, "json-ld") for text in of_articles),
        Stated(html.get("lang") or xml_lang or "", "html"),
        Stated(named, "meta"),
    )
    for text, source in stated:
        if _LANGUAGE.match(text.strip()):
            return Stated(_tag(text.strip()), source)
    return None


def _tag(text: str) -> str:
    """Write a language tag as RFC 5646 recommends: `fa`, `en-GB`, `zh-Hans-CN`."""
    first, *rest = re.split("[-_]", text)
    subtags = (p.upper() if len(p) == 2 else p.title() if len(p) == 4 else p for p in rest)
    return "-".join([first.lower(), *subtags])


def is_free(articles: list[Node], nodes: list[Node]) -> bool | None:
    """Return schema.org's `isAccessibleForFree`; None where it is not stated.

    Where only parts of the article, or of its page, state it, one that is not free speaks for the
    whole.
    """
    parts = [part for article in articles for part in resolve(article.get("hasPart"), [])]
    parts += [node for node in nodes if not _PAGES.isdisjoint(types(node))]
    for node in articles:
        stated = _truth(node.get("isAccessibleForFree"))
        if stated is not None:
            return stated
    said = (_truth(part.get("isAccessibleForFree")) for part in parts if isinstance(part, dict))
    return False if any(each is False for each in said) else None


def _truth(value: object) -> bool | None:
    """Read a boolean of JSON-LD: also in a list, as text, number, `@value` or `schema.org/True`."""
    if isinstance(value, list):
        value = next(iter(value), None)
    if isinstance(value, dict):
        value = value.get("@value", value.get("@id"))
    if not isinstance(value, str | int):
        return None
    return _TRUTH.get(str(value).strip().lower().rsplit("/", 1)[-1])


def paywalled(
    is_free: bool | None, meta: Meta, microdata: dict[str, list[etree._Element]]
) -> bool | None:
    """Return whether the page says that it is behind a paywall; None where it does not say."""
    if is_free is not None:
        return not is_free
    if any(_truth(microdata_value(each)) is False for each in microdata.get(_FREE, ())):
        return True
    return _TIER.get(meta.first("article:content_tier", "content_tier").strip().lower())


def ai_disclosure(articles: list[Node]) -> str:
    """Return schema.org's `digitalSourceType` of the article as stated; empty where it is not.

    A term of schema.org or IPTC, mostly its address; what an image states of itself is its own.
    """
    for node in articles:
        for stated in resolve(node.get("digitalSourceType"), []):
            term = stated.get("@id", stated.get("@value")) if isinstance(stated, dict) else stated
            term = plain_text(term) if isinstance(term, str) else ""
            if term and len(term) <= _MAX_TERM_CHARS:
                return term
    return ""


def site_names(
    nodes: list[Node], articles: list[Node], meta: Meta, host: str, titles: set[str]
) -> tuple[str, str, set[str]]:
    """Return publisher, site name, and every form of either in `normalise.key` form.

    `titles` are the page's own, in `normalise.key` form: some sites put them where apps are named.
    """
    publishers = _names(each for node in articles for each in resolve(node.get("publisher"), nodes))
    sites = _names(node.get("name") for node in nodes if "website" in types(node))
    apps = [name for name in meta.all(*_APP_METAS) if key(name) not in titles]
    shared = [name for name in meta.all("og:site_name") if key(name) not in titles]
    stated = [*shared, *apps[:1], *sites]
    publisher = next((name for name in publishers if not _ADDRESS.match(name)), "")
    site = next((name.lstrip("@") for name in stated if not _ADDRESS.match(name)), "")
    names = {*publishers, *sites, *apps, *shared, *meta.all("publisher", "dc.publisher")}
    names |= {part for name in names for part in _NAME_PARTS.split(name)}
    hosts = {host, host.removeprefix("www."), site_of(host)}
    names |= hosts | {host.removeprefix("www.").partition(".")[0], site_of(host).partition(".")[0]}
    return publisher, site, {key(name) for name in names} - {""}


def _names(stated: Iterable[object]) -> list[str]:
    """Return the names that are stated; of one with several, the first."""
    return [plain_text(name) for each in stated for name in texts(each)[:1]]

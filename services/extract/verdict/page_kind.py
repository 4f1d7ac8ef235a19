"""Whether a page is an article at all, from what is there: never from its site.

Front pages, sections, shops, services and forums have running text, too, in many small pieces: a
small model weighs how the text lies on the page and what the page says it is. The weights are
fitted on all halves (`python -m tests.harness.quality.fit`): there are few such pages.
"""

import re
from collections import Counter
from itertools import chain
from math import log
from pathlib import Path
from urllib.parse import urlsplit

from lxml.html import HtmlElement

from schemas.url import host_of
from services.extract.body.body import Body
from services.extract.body.edges import SENTENCE_ENDS
from services.extract.body.segments import Segment
from services.extract.boosted import Boosted, Features, load
from services.extract.markup.document import Document
from services.extract.markup.jsonld import rank, types
from services.extract.markup.measure import measure
from services.extract.verdict.service_pages import is_service

_MODEL = Path(__file__).with_name("page_kind.json")
ODDS_MIN = 0.5
"""Log-odds of no article from which on a page is refused."""
FRONT_ODDS_MIN = -2.0
"""The same for a page whose text is that of cards, and for a product's: articles about a list of
things look alike."""
_LISTS = frozenset({"collectionpage", "itemlist", "searchresultspage", "profilepage"})
_SHOPS = frozenset({
    "product", "offer", "aggregateoffer", "service", "localbusiness", "store",
    "softwareapplication", "course", "hotel", "restaurant", "event", "productgroup",
})  # fmt: skip
_ADVERTS = frozenset({"jobposting", "realestatelisting"})
"""Offers that are no goods; a page of one is no article of it."""
_FORUMS = frozenset({"discussionforumposting", "qapage", "question"})
_DATES = frozenset(["article:published_time", "article:modified_time", "datepublished", "pubdate"])
_PRICE = re.compile(r"[$€£¥₹\d](?:(?<=\d)\s?(?:€|zł|kr|руб|USD|EUR)\b|(?<=[$€£¥₹])\s?\d)")
"""One class first, so that the search skips all other characters."""
_REPLY = re.compile(
    r"\b(?:repl(?:y|ies)|posts?|threads?|joined|member|quote|likes?|votes?|answers?)\b"
)
_BUY = re.compile(
    r"\b(?:add to (?:cart|bag|basket)|buy now|in stock|free shipping|book now|get started"
    r"|get a quote|contact us|request a|sign up|free trial|pricing|log ?in|our services|our team"
    r"|our clients)\b"
)
_CART = re.compile(
    r"add[-_]?to[-_]?(?:cart|bag|basket)|cart[/-]add|button-cart|buy-button", re.IGNORECASE
)
"""Names of what puts goods into a cart: of WooCommerce, Shopify, Magento, OpenCart, Bitrix."""
_CONTROLS_MAX = 100
_SENTENCE_CHARS = 60
_CARD_SHARE = 0.8
_CARDS_MIN = 4
_DATED_CARDS_MIN = 8
"""The same where the head states a date: articles have up to six."""
_CARD_DEPTH = 4
_CARD_HEADINGS = frozenset(["h2", "h3", "h4"])
_CARD_TAGS = frozenset(["h2", "h3", "h4", "div", "p", "li"])
_HEADLINE_CHARS = 14
"""Of a card's headline that is marked up as no heading, letters of an alphabet; `More` is none."""
_PEOPLE = frozenset({
    "author", "authors", "writer", "writers", "journalist", "journalists", "contributor",
    "contributors", "autor", "autoren", "autores", "autora", "autore", "autori", "auteur",
    "auteurs", "redakteur", "redacteur", "journaliste", "journalistes", "periodista", "autorzy",
    "forfatter", "kirjoittaja", "yazar", "avtor", "avtory",
})  # fmt: skip
"""What stands before a person's name in the address of their page."""
_SEARCHES = frozenset({
    "search", "search-results", "searchresults", "suche", "suchergebnisse", "recherche", "buscar",
    "busca", "busqueda", "buscador", "cerca", "ricerca", "pesquisa", "szukaj", "wyszukiwarka",
    "hledat", "vyhledavani", "kereses", "cautare", "arama", "ara", "zoeken", "sok", "haku", "poisk",
    "tim-kiem", "cari",
})  # fmt: skip
_SEARCHED = frozenset({"q", "s", "query", "keyword", "keywords", "k", "search", "text", "term"})
_THREADS = ("viewtopic.php", "showthread.php", "viewthread.php")
"""Pages of phpBB, vBulletin and Discuz that show what members wrote."""
_WORDS = re.compile(r"[a-z]{4,}|\d{4,}")


def page_features(document: Document, body: Body) -> Features:
    """Describe a page as a whole, and the body that was found on it."""
    page, weights = body.outline.segments, body.weights
    text = max(1, sum(len(each.text) for each in page))
    running = sum(weight for weight in weights if weight > 0)
    links = [each for each in page if each.is_mostly_link]
    headings = [each for each in page if each.element.tag in ("h2", "h3", "h4")]
    return {
        "chars": log(text),
        "segments": float(len(page)),
        "links": sum(each.link_chars for each in page) / text,
        "link_lines": len(links) / max(1, len(page)),
        "running": running / text,
        "paragraphs": float(
            sum(e.element.tag == "p" and w > 0 for e, w in zip(page, weights, strict=True))
        ),
        "long": float(sum(weight >= 200 for weight in weights)),
        "headings": len(headings) / max(1, len(page)),
        "linked_headings": sum(each.is_mostly_link for each in headings) / max(1, len(headings)),
        "h1": float(sum(each.element.tag == "h1" for each in page)),
        "forms": float(len(document.of_tag("input"))),
        "buttons": float(len(document.of_tag("button"))),
        "cart": float(_has_cart(document)),
        "times": float(len(document.of_tag("time"))),
        "images": float(len(body.outline.images)),
        "cards": _cards(page),
        **_words(page, text),
        **_says(document),
        **_address(document.url),
        **_body(body, text, running),
        **_in_cards(page, body, host_of(document.url)),
    }


def _cards(page: list[Segment]) -> float:
    """Count the boxes of the commonest template that hold a heading or a link and a little text."""
    counts: Counter[object] = Counter()
    for each in page:
        if each.is_mostly_link and each.element.tag in _CARD_TAGS:
            counts[each.templates] += 1
    return float(max(counts.values(), default=0))


def _words(page: list[Segment], text: int) -> Features:
    joined = "\n".join(each.text[:300] for each in page)
    lower = joined.lower()
    return {
        "prices": len(_PRICE.findall(joined)) * 1000 / text,
        "replies": len(_REPLY.findall(lower)) * 1000 / text,
        "offers": len(_BUY.findall(lower)) * 1000 / text,
        "questions": joined.count("?") * 1000 / text,
        "you": (joined.count(" your ") + joined.count(" our ")) * 1000 / text,
        "said": (joined.count(" said") + joined.count(" told ")) * 1000 / text,
    }


def _says(document: Document) -> Features:
    """Read what the page says it is: JSON-LD, `og:type`, dates and authors in its head."""
    kinds = {kind for node in document.nodes for kind in types(node)}
    names: dict[str, str] = {}
    for meta in document.of_tag("meta"):
        name = (meta.get("property") or meta.get("name") or meta.get("itemprop") or "").lower()
        if name:
            names.setdefault(name, (meta.get("content") or "").lower())
    og = names.get("og:type", "")
    return {
        "ld_article": float(any(rank(node) == 2 for node in document.nodes)),
        "ld_list": float(bool(kinds & _LISTS)),
        "ld_shop": float(bool(kinds & _SHOPS)),
        "ld_advert": float(bool(kinds & _ADVERTS)),
        "ld_forum": float(bool(kinds & _FORUMS)),
        "ld_crumbs": float("breadcrumblist" in kinds),
        "ld_faq": float("faqpage" in kinds),
        "ld_any": float(len(kinds)),
        "og_article": float(og == "article"),
        "og_website": float(og == "website"),
        "og_product": float("product" in og),
        "og_none": float(not og),
        "meta_date": float(any(name in _DATES for name in names)),
        "meta_author": float("author" in names or "article:author" in names),
    }


def _address(url: str) -> Features:
    parts = urlsplit(url)
    path = [part for part in parts.path.split("/") if part]
    last = path[-1] if path else ""
    return {
        "depth": float(len(path)),
        "root": float(not path),
        "words": float(len(_WORDS.findall(last))),
        "last": float(len(last)),
        "digits": float(sum(map(str.isdigit, parts.path))),
        "query": float(bool(parts.query)),
    }


def _body(body: Body, text: int, running: float) -> Features:
    lines = [len(line) for line in body.lines]
    chars = sum(lines)
    containers = {segment.path[-2] for segment in body.segments if len(segment.path) > 1}
    ordered = sorted(lines)
    return {
        "body": log(max(1, chars)),
        "body_share": chars / text,
        "body_running": chars / max(1.0, running),
        "body_line": chars / max(1, len(lines)),
        "body_median": float(ordered[len(ordered) // 2]) if ordered else 0.0,
        "body_longest": float(ordered[-1]) if ordered else 0.0,
        "body_boxes": len(containers) / max(1, len(lines)),
        "body_links": sum(s.link_chars for s in body.segments) / max(1, chars),
        "confidence": body.confidence,
    }


def is_no_article(document: Document, body: Body) -> bool:
    """Return whether a page is no article; one that was too heavy to be looked at may be any."""
    if not body.weights:
        return False
    features = page_features(document, body)
    return (
        is_persons(document.url, features)
        or (is_service(document.url, document.of_tag("input")) and not features["ld_article"])
        or is_table(body)
        or is_search_or_thread(document.url, features)
        or is_refused(features, load(_MODEL))
    )


def is_persons(url: str, features: Features) -> bool:
    """Return whether a page is a writer's own: its address says so, and no word of an article."""
    path = [part for part in urlsplit(url).path.split("/") if part]
    return len(path) > 1 and path[-2].lower() in _PEOPLE and not _says_article(features)


def is_search_or_thread(url: str, features: Features) -> bool:
    """Return whether a page lists what was searched for, or what a forum's members wrote."""
    parts = urlsplit(url)
    last = parts.path.rstrip("/").rpartition("/")[2].lower()
    if last not in _THREADS and last.partition(".")[0] not in _SEARCHES:
        return False
    names = {each.partition("=")[0].lower() for each in parts.query.split("&")}
    return (last in _THREADS or not names.isdisjoint(_SEARCHED)) and not features["ld_article"]


def is_refused(features: Features, model: Boosted) -> bool:
    """Judge a page as it is described; a front or a product needs less against it.

    An advert for a job or a house says itself what it is, and so does a product with its cart.
    """
    sells = features["ld_advert"] or (features["og_product"] and features["cart"])
    if sells and not _says_article(features):
        return True
    least = FRONT_ODDS_MIN if is_front(features) or is_product(features) else ODDS_MIN
    return model.predict(features) >= least


def is_table(body: Body) -> bool:
    """Return whether a text is all rows of a table, and none of them holds a long sentence."""
    return bool(body.segments) and all(
        each.element.tag == "tr"
        and not (measure(each.text) >= _SENTENCE_CHARS and each.text.endswith(SENTENCE_ENDS))
        for each in body.segments
    )


def is_front(features: Features) -> bool:
    """Return whether the text is that of cards, each under the linked headline of another page.

    `og:type` alone says no article, nor does a date in the head beside many cards: many systems
    write them on every page.
    """
    least = _DATED_CARDS_MIN if features["meta_date"] else _CARDS_MIN
    return (
        features["card_share"] >= _CARD_SHARE
        and features["card_boxes"] >= least
        and not features["ld_article"]
    )


def is_product(features: Features) -> bool:
    """Return whether a page says twice that it sells something, and not that it is an article."""
    return bool(features["og_product"] and features["ld_shop"]) and not _says_article(features)


def _has_cart(document: Document) -> bool:
    """Return whether a button puts something into a cart."""
    controls = chain.from_iterable(
        document.of_tag(tag)[:_CONTROLS_MAX] for tag in ("button", "input")
    )
    return any(
        _CART.search(each.get(name) or "") for each in controls for name in ("class", "id", "name")
    )


def _says_article(features: Features) -> bool:
    return bool(features["ld_article"] or features["og_article"] or features["meta_date"])


def _leads_on(line: Segment, host: str) -> bool:
    """Return whether the link of a line leads to another page of the site."""
    inside = line.element.find(".//a")
    link = inside if inside is not None else next(line.element.iterancestors("a"), None)
    address = link.get("href") or "" if link is not None else ""
    return bool(address) and not address.startswith("#") and _is_at(address, host)


def _is_at(address: str, host: str) -> bool:
    if address.startswith("/") and not address.startswith("//"):
        return True
    try:
        return (urlsplit(address).hostname or host) == host
    except ValueError:
        return False


def _in_cards(page: list[Segment], body: Body, host: str) -> Features:
    """Measure how much of the body stands in boxes with one linked headline each.

    Of a body without a place on the page, how much stands in such boxes at all.
    """
    heads: Counter[HtmlElement] = Counter()
    links: Counter[HtmlElement] = Counter()
    looked_at = {box for each in body.segments or page for box in each.path[-_CARD_DEPTH:]}
    for segment in page:
        if not segment.is_mostly_link or looked_at.isdisjoint(segment.path[-_CARD_DEPTH:]):
            continue
        is_heading = segment.element.tag in _CARD_HEADINGS
        is_headline = is_heading or measure(segment.text) >= _HEADLINE_CHARS
        if is_headline and _leads_on(segment, host):
            (heads if is_heading else links).update(segment.path[-_CARD_DEPTH:])
    chars, boxes = 0, set()
    for segment in body.segments or page:
        near = segment.path[: -_CARD_DEPTH - 1 : -1]
        box = next((each for each in near if heads[each] or links[each]), None)
        if box is not None and (heads[box] or links[box]) == 1:
            chars += len(segment.text)
            boxes.add(box)
    total = max(1, sum(map(len, body.lines)))
    return {"card_share": chars / total, "card_boxes": float(len(boxes))}

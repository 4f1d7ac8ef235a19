"""Why a page is no article: feeds, JavaScript shells, error pages, consent walls, stubs."""

import json
from collections.abc import Iterable, Iterator
from itertools import islice

from lxml.html import HtmlElement

from schemas.outcomes import Reason
from schemas.url import host_of
from services.content_types import FEED_START, JSON_FEED_VERSION
from services.extract.body.body import Body
from services.extract.body.refine.appeals.paywall import is_for_payers, prompts_of
from services.extract.boosted import Features
from services.extract.markup.document import Document
from services.extract.markup.measure import measure_all
from services.extract.markup.query import strings, text_of
from services.extract.metadata.metadata import is_paywalled
from services.extract.verdict.not_found import is_away, is_not_found
from services.extract.verdict.page_kind import why_no_article
from services.extract.verdict.words import ACCEPT, CONSENT, ENABLE_JAVASCRIPT
from services.stage.endings import Ended

TEXT_MIN_CHARS = 200
"""What peers call the least text of an article: 200 to 250 characters."""
_ERROR_PAGE_MAX_CHARS = 800
"""An error page explains itself in a few lines; a longer text may be about a 404."""
_NOTICE_LINES = 3
_WALL_MAX_CHARS = 4_000
_WALL_SHARE = 0.5
"""Of the text: so much is in lines that speak of cookies and consent."""
_BESIDE_MIN_CHARS = 60
"""More than the small print of a button: `Already a subscriber?`"""
_BUTTONS = ("button", "a", "input")
_START_CHARS = 4_000
_APP_ROOTS = frozenset(
    ["root", "app", "__next", "__nuxt", "___gatsby", "react-root", "app-root", "main-app", "svelte"]
)
_VISIBLE_TEXT = strings(
    "descendant-or-self::text()[not(parent::script or parent::style or parent::template)]"
)
"""With that of `noscript`: it is what a reader without scripts sees."""
_TEXT_BESIDE = strings(
    "descendant::text()[not(ancestor::a or ancestor::button or parent::script or parent::style)]"
)
_ROOTS_MAX = 5
"""Looked at; each costs its whole content, and they may stand inside each other."""
_TITLES_MAX = 50
_METAS_MAX = 300
_BUTTONS_MAX = 300
_TEXT_MAX = 300


def judge_document(document: Document) -> Ended | None:
    """Reject what can be told before any text is looked for."""
    start = document.html[:_START_CHARS]
    if FEED_START.match(start) or (start.lstrip()[:1] == "{" and JSON_FEED_VERSION in start):
        return Ended(Reason.IS_FEED)
    if start.lstrip()[:1] in ("{", "[") and _is_json(document.html):
        return Ended(Reason.NO_TEXT, "JSON")
    return None


def _is_json(text: str) -> bool:
    try:
        json.loads(text)
    except (ValueError, RecursionError):
        return False
    return True


def judge_body(document: Document, body: Body, features: Features) -> Ended | None:
    """Reject a page without enough text, or no article; `features` describe the whole page."""
    length = sum(map(len, body.lines))
    if length < _ERROR_PAGE_MAX_CHARS and _says_not_found(document, body):
        return Ended(Reason.SOFT_404, "the heading says so")
    if length < _WALL_MAX_CHARS and _is_consent_wall(document.tree, body, length):
        return Ended(Reason.CONSENT_WALL)
    if is_long_enough(body.lines):
        why = why_no_article(document, body, features)
        says_so = why and _says_not_found(document, body)
        reason = Reason.SOFT_404 if says_so else Reason.NOT_AN_ARTICLE
        return Ended(reason, why) if why else None
    if door := _closed_door(document, body, length):
        return Ended(door, f"it shows {length} characters")
    if _needs_javascript(document.tree):
        return Ended(Reason.NEEDS_JS)
    if not length:
        return Ended(Reason.NO_TEXT)
    return Ended(Reason.TOO_SHORT, f"{length} characters; wanted {TEXT_MIN_CHARS}")


def _closed_door(document: Document, body: Body, length: int) -> Reason | None:
    """Tell what keeps a text from us: a paywall that the page states, or what its prompt asks."""
    if length and is_paywalled(document):
        return Reason.PAYWALLED
    if length and not body.has_paywall:
        return None
    prompts = prompts_of(body.outline.segments)
    if any(map(is_for_payers, prompts)):
        return Reason.PAYWALLED
    return Reason.LOGIN_REQUIRED if prompts else None


def is_long_enough(lines: Iterable[str]) -> bool:
    """Return whether there is text enough for an article, in the measure of its script."""
    return measure_all(lines) >= TEXT_MIN_CHARS


def _says_not_found(document: Document, body: Body) -> bool:
    """Return whether a title, or the first line, is an error page's; no other line decides it."""
    host = host_of(document.url).removeprefix("www.")
    titles = list(_titles(document.tree))
    if any(is_not_found(each, host) for each in (*titles, *body.lines[:1])):
        return True
    names = {each.lower().removeprefix("www.") for each in titles if each}
    return names <= {host} and any(map(is_away, body.lines[:_NOTICE_LINES]))


def _is_consent_wall(tree: HtmlElement, body: Body, length: int) -> bool:
    """Return whether the text asks for consent and a button beside it gives it."""
    text = "\n".join(body.lines).casefold()
    words = [word for word in CONSENT if word in text]
    asking = sum(len(line) for line in body.lines if words and _asks(line.casefold(), words))
    if not length or asking < _WALL_SHARE * length:
        return False
    accepting = [each for each, text in _buttons(tree) if ACCEPT.search(text)]
    if not accepting or not body.segments:
        return bool(accepting)
    asked = (each for each in body.segments if _asks(each.text.casefold()))
    around = {box for each in asked for box in each.path}
    return any(_box(button) in around for button in accepting)


def _box(button: HtmlElement) -> HtmlElement:
    """Give the element whose words a button is about: that of a banner, where it is a banner's."""
    box = button
    for box in button.iterancestors():
        beside = " ".join(" ".join(_TEXT_BESIDE(box)).split()).casefold()
        if len(beside) >= _BESIDE_MIN_CHARS or _asks(beside):
            break
    return box


def _asks(line: str, words: Iterable[str] = CONSENT) -> bool:
    return any(map(line.__contains__, words))


def _needs_javascript(tree: HtmlElement) -> bool:
    """Return whether a page with scripts shows nothing, has an empty root, or asks for them."""
    if tree.find(".//script") is None:
        return False
    body = tree.find("body")
    if body is not None and not _visible_text(body).strip():
        return True
    roots = (each for each in tree.iter("div", "main", "app-root") if _is_app_root(each))
    if any(not _visible_text(each).strip() for each in islice(roots, _ROOTS_MAX)):
        return True
    return bool(ENABLE_JAVASCRIPT.search(_visible_text(tree)))


def _is_app_root(element: HtmlElement) -> bool:
    return element.tag == "app-root" or (element.get("id") or "").lower() in _APP_ROOTS


def _visible_text(element: HtmlElement) -> str:
    return "\n".join(_VISIBLE_TEXT(element))


def _titles(tree: HtmlElement) -> Iterator[str]:
    """Yield what stands as the page's title: in the head, for sharing, and its main headings."""
    heading = "h2" if tree.find(".//h1") is None else "h1"
    for element in islice(tree.iter("title", heading), _TITLES_MAX):
        yield _short_text(element)
    for meta in islice(tree.iter("meta"), _METAS_MAX):
        if meta.get("property") == "og:title":
            yield (meta.get("content") or "")[:_TEXT_MAX]


def _buttons(tree: HtmlElement) -> Iterator[tuple[HtmlElement, str]]:
    """Yield the first few hundred buttons and links, with their words."""
    for element in islice(tree.iter(*_BUTTONS), _BUTTONS_MAX):
        if element.tag != "input" or element.get("type") in ("submit", "button"):
            yield element, _short_text(element) or element.get("value") or ""


def _short_text(element: HtmlElement) -> str:
    return " ".join(text_of(element).split())[:_TEXT_MAX]

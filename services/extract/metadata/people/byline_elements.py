"""What an element that is a byline names: all its people, or the one of whom a card tells."""

import re
from collections.abc import Iterator
from itertools import islice, pairwise

from lxml import etree

from services.extract.markup.normalise import key, plain_text
from services.extract.markup.query import split_camel, text_of
from services.extract.metadata.page_data import PageData
from services.extract.metadata.people.author_names import people_in
from services.extract.metadata.people.author_words import ABOUT_LABELS, AGENCIES
from services.extract.metadata.people.labels import (
    in_common_words,
    is_label,
    is_other_credit,
    names_no_writer,
    starts_with_label,
    without_label,
)
from services.extract.metadata.people.name_shapes import is_name_like, names_role

_CLASS = re.compile(
    r"(?:^|[\s_-])(?:byline|authors?)(?:(?:[_-]{1,2}\w{1,60})?[_-]{1,2}(?:name|link|text)s?)?(?:$|\s|-sc-)",
    re.IGNORECASE,
)
_CARD = re.compile(
    r"(?:^|[\s_-])author[_-]{1,2}(?:box|bio|info|card|profile|about)(?:$|\s)", re.IGNORECASE
)
"""What tells of the author, below the text."""
_ROLE_CLASS = re.compile(r"(?:role|job-?_?title|occupation|designation)(?:$|[\s_-])", re.IGNORECASE)
"""What tells of somebody beside her name: it is set in brackets."""
_LABEL_COLON = re.compile(r"[^\W\d_]\s?[:：]")
_OTHER_FIELD = re.compile(r"[^:：]{1,30}[^\W\d_]\s?[:：]\s*\S")
"""With its label: `Reading time: 4 min`."""
_MAX_BYLINE_CHARS = 120
_BOLD = ("b", "strong", "h2", "h3", "h4", "h5")
"""How a card sets the name above what it tells of the person, and names her again."""
_OTHERS_MAX = 1
"""What may stand beside several names and be none: a role, a place."""
_PIECES_BEFORE = 3
_WALKED_MAX = 200
"""Starts and ends of elements in a byline, which has a few."""
_LINES = ("br", "dd", "div", "li", "p", "td")
_MAX_LINKS = 6


def names_in(element: etree._Element, data: PageData) -> list[str]:
    """Return the names in an element that a label or its class declares to be a byline."""
    text = _byline_text(element, data)
    kind = f"{element.tag} {split_camel(element.get('class') or '')}"
    if _CARD.search(kind) and _tells(text):
        return _told_of(element, text)
    return _people(element, text, data) if starts_with_label(text) or _CLASS.search(kind) else []


def all_people(element: etree._Element, data: PageData) -> list[str]:
    """Return the people named in a short element; none where something else stands there, too."""
    return _people(element, _byline_text(element, data), data)


def _people(element: etree._Element, text: str, data: PageData) -> list[str]:
    if not text or names_no_writer(text):
        return []
    linked = _linked_names(element, data.names)
    if _begin_lines(linked, element):
        return linked
    if _tells(text):
        return _told_of(element, text)
    written = (each for each in people_in(text, data.names) if not is_other_credit(each.role or ""))
    found = [person.name for person in written]
    people = [name for name in found if key(name) not in AGENCIES]
    if linked and _is_but_a_place(text, linked):
        return linked
    others = [name for name in people if not is_name_like(name)]
    if found and len(others) <= (_OTHERS_MAX if len(people) > 1 else 0):
        return [name for name in found if name not in others]
    return linked if len(linked) == 1 else []


def _tells(text: str) -> bool:
    """Return whether a text is too long for a byline, or announced as what tells of the author."""
    return len(text) > _MAX_BYLINE_CHARS or text.casefold().startswith(ABOUT_LABELS)


def _told_of(element: etree._Element, text: str) -> list[str]:
    """Return the name that a card sets in bold, and says again or announces: `About the author`."""
    is_announced = text.casefold().startswith(ABOUT_LABELS)
    bold = (plain_text(text_of(each)) for each in islice(element.iter(*_BOLD), 1 + is_announced))
    name = next(filter(is_name_like, bold), "")
    is_told = name and (is_announced or text.count(name.split()[0]) > 1)
    return [name] if is_told else []


def _byline_text(element: etree._Element, data: PageData) -> str:
    """Return the text of a byline, with a semicolon where markup sets a name or a role apart."""
    text = ""
    for piece, is_line in _pieces(_card_name(element)):
        last = without_label(text.rpartition(";")[2].strip())
        if is_name_like(last) and _OTHER_FIELD.match(piece) and not starts_with_label(piece):
            continue
        is_field = names_role(piece) or _LABEL_COLON.search(piece) is not None
        is_apart = is_name_like(last) and (is_field or (is_line and is_name_like(piece)))
        is_next = is_line and is_name_like(piece) and names_role(last)
        text = f"{text} ; {piece}" if is_apart or is_next else f"{text} {piece}".lstrip()
    return in_common_words(data.locale.language, plain_text(text))


def _pieces(element: etree._Element) -> Iterator[tuple[str, bool]]:
    """Yield the pieces of an element's text, and whether each begins a line.

    Buttons and what opens at a click have none.
    """
    unread, is_line = None, False
    for event, each in islice(etree.iterwalk(element, events=("start", "end")), _WALKED_MAX):
        is_end = event == "end"
        is_line = is_line or each.tag in _LINES
        if unread is None and (each.tag == "button" or each.get("hidden") is not None):
            unread = each
        elif unread is None and not is_end and _ROLE_CLASS.search(each.get("class") or ""):
            unread = each
            yield f"({plain_text(text_of(each))})", is_line
            is_line = False
        raw = each.tail if is_end else each.text if isinstance(each.tag, str) else None
        text = plain_text(raw) if unread in (None, each if is_end else None) else ""
        if is_end and each is unread:
            unread = None
        if text and not (is_end and each is element):
            yield text, is_line
            is_line = False


def _linked_names(element: etree._Element, names: set[str]) -> list[str]:
    """Return the links of a byline where each is a name."""
    written = (link for link in element.iter("a") if not is_reviewer(link))
    links = [plain_text(text_of(link)) for link in islice(written, _MAX_LINKS)]
    return links if all(is_name_like(name) and key(name) not in names for name in links) else []


def _begin_lines(linked: list[str], element: etree._Element) -> bool:
    """Return whether each of several linked names begins a line, as a role follows it there."""
    pieces, first = [*_pieces(element)], set[str]()
    for (before, _), (piece, is_line) in pairwise([("", True), *pieces]):
        if is_line or is_label(before) or not before:
            first.add(piece)
    return len(linked) > 1 and first.issuperset(linked)


def _is_but_a_place(text: str, linked: list[str]) -> bool:
    """Return whether one word at most stands beside the linked names: a label, a place, a role."""
    for name in linked:
        text = text.replace(name, " ", 1)
    return len(re.findall(r"\w+", text)) <= 1


def _card_name(element: etree._Element) -> etree._Element:
    """Return the name within a visiting card (`vcard` with `fn`), any other element as it is."""
    if "vcard" not in (element.get("class") or ""):
        return element
    named = (each for each in element.iter() if "fn" in (each.get("class") or "").split())
    return next(named, element)


def is_reviewer(element: etree._Element) -> bool:
    """Return whether the words before a name, or the role behind it, say what else was done."""
    parent, before, behind = element.getparent(), element.getprevious(), element.getnext()
    if behind is not None and _ROLE_CLASS.search(behind.get("class") or ""):
        return is_other_credit(plain_text(text_of(behind)))
    if before is None:
        words = (parent.text or "") if parent is not None else ""
    else:
        pieces = map(str, islice(before.itertext(), _PIECES_BEFORE))
        words = (before.tail or "").strip() or " ".join(pieces)
    return names_no_writer(plain_text(words[-_MAX_BYLINE_CHARS:]))

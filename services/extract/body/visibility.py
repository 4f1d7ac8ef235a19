"""What a page's markup keeps from its readers, as far as that can be told without its styles."""

import re
from enum import Enum, auto
from functools import lru_cache
from itertools import chain, islice

from lxml.html import HtmlElement

from services.extract.body.selection import PART_HEADINGS
from services.extract.markup.query import class_and_id

_NOT_DISPLAYED = re.compile(r"display:none|visibility:(?:hidden|collapse)")
_TRANSPARENT = re.compile(r"opacity:0(?:[;!]|$|\.0)")
_CLIPPED = re.compile(
    r"clip:rect\(0(?:px)?,?0(?:px)?,?0(?:px)?,?0(?:px)?\)|clip:rect\(1px,?1px,?1px,?1px\)"
    r"|clip-path:inset\((?:50|100)%\)|(?:left|text-indent):-\d{4}"
)
_NO_FONT = re.compile(r"(?<![\w-])font-size:0(?:px|em|rem|pt|%)?(?:[;!]|$)")
_CLASS = re.compile(
    r"(?<![\w-])(?:d-none|hidden|is-hidden|hide|invisible|u-hidden|uk-hidden|mfp-hide"
    r"|visible-print(?:-(?:inline-)?block|-inline)?|print-only|only-print|show-for-print)(?![\w-])"
)
_CLOSED = re.compile(r"(?<![\w-])collapse(?![\w-])(?!.*(?<![\w-])(?:show|in)(?![\w-]))")
"""A panel of Bootstrap's that waits for a click; `show`, formerly `in`, opens it."""
_FOR_SCREEN_READERS = re.compile(
    r"(?<![\w-])(?:(?:[a-z]{1,5}-)?(?:sr-only|visually-?hidden|hidden-?visually|assistive-text)"
    r"|screen-?reader(?:-text|-only)?|a11y-hidden|element-invisible|blind|off-?screen"
    r"|sr_only|material-(?:icons|symbols)(?:-\w+)?)(?![\w-])"
)
"""And fonts whose icons are written as words, `share`: what is read is no word of the text."""
_AT_NO_WIDTH = re.compile(
    r"hid(?:e|den)(?=[\w-]*-desktop)(?=.*hid(?:e|den)[\w-]*-mobile)"
    r"|hid(?:e|den)(?=[\w-]*-mobile)(?=.*hid(?:e|den)[\w-]*-desktop)"
)
"""Hidden on wide screens and on narrow ones, as page builders write it."""
_SHOWN_WIDER = re.compile(
    r"(?<![\w-])(?:d|block|flex|grid|inline|show)-?(?:sm|md|lg|xl)?-(?:block|flex)"
)
_FOLDED = re.compile(
    r"collaps|accordion|expand|toggle|panel|fold|answer|\btab|faq|more|full|truncat|rest|slide|spoiler"
    r"|leer-?mas|ver-?mas|lire-?(?:la-?suite|plus)|voir-?plus|weiterlesen|mehr-?lesen|le(?:ia|r)-?mais"
    r"|leggi-?tutto|czytaj|rozwi|devam"
)
"""Names of what opens at a click: it is hidden at first, and still the page's text."""
_MORE = re.compile(
    r"(?<![A-Za-z])(?:show|read|load|see|view)[-_]?(?:more|all|full)|(?<![A-Za-z])expand"
    r"|(?<![A-Za-z])(?:(?:leer|ver)-?mas|lire-?(?:la-?suite|plus)|voir-?plus|le(?:ia|r)-?mais)",
    re.I,
)
_MARKS = frozenset(["style", "hidden", "popover", "aria-hidden"])
_HEADS = PART_HEADINGS | {"dt"}
_OPENER_ELEMENTS = 6
"""Looked at before a hidden element: an opener is all that its heading holds."""
_BESIDE_MAX = 3
_STYLE_CHARS_MAX = 500


class Visibility(Enum):
    """What a reader sees of an element."""

    SHOWN = auto()
    HIDDEN = auto()
    """Not at first; it may be what a click opens."""
    UNSEEN = auto()
    """Never: it is for screen readers, or for machines."""


_SHOWN = Visibility.SHOWN


def is_unseen(element: HtmlElement) -> bool:
    """Return whether an element's own attributes keep it from readers for good."""
    return by_marks(element)[0] is Visibility.UNSEEN


def is_displayed(element: HtmlElement) -> bool:
    """Return whether an element has its place on the page, be it until a script fades it in."""
    style = plain_style(element.get("style", "")[:_STYLE_CHARS_MAX])
    return element.get("hidden") is None and not _NOT_DISPLAYED.search(style)


def is_closed_panel(element: HtmlElement) -> bool:
    """Return whether an element counts as shown although a click has to open it."""
    return by_marks(element)[0] is Visibility.HIDDEN and is_folded(element)


def by_marks(element: HtmlElement) -> tuple[Visibility, str]:
    """Judge by class, style and attributes alone, whatever a click opens; return the class, too.

    An attribute's text is the dearest to be had of an element: a list of all names costs a third.
    """
    names = element.keys()
    classes = element.get("class", "") if "class" in names else ""
    found = _by_names(classes) if classes else _SHOWN
    if _MARKS.isdisjoint(names) and element.tag != "dialog":
        return found, classes
    if "style" in names and found is not Visibility.UNSEEN:
        is_inline = element.tag == "span" and not len(element)
        found = _by_style(element.get("style", ""), found, is_inline)
    if found is _SHOWN and _is_marked(element, names):
        found = Visibility.HIDDEN
    return found, classes


def _is_marked(element: HtmlElement, names: list[str]) -> bool:
    """Return whether an attribute hides an element; `names` are those it has."""
    if "hidden" in names:
        return bool(element.get("hidden") != "until-found")
    if "popover" in names or (element.tag == "dialog" and "open" not in names):
        return True
    return (
        "aria-hidden" in names
        and element.get("aria-hidden") == "true"
        and not _is_read_elsewhere(element)
    )


def _is_read_elsewhere(element: HtmlElement) -> bool:
    """Return whether letters that screen readers pass over are shown, and read from beside them.

    An initial set large, `<span aria-hidden>A</span><span class="sr-only">A</span>`.
    """
    if len(element) or not (element.text or "").isalpha():
        return False
    beside = (islice(element.itersiblings(preceding=way), _BESIDE_MAX) for way in (False, True))
    return any(_by_names(each.get("class") or "") is Visibility.UNSEEN for each in chain(*beside))


def is_folded(element: HtmlElement) -> bool:
    """Return whether a click opens a hidden element: by its name, or a button beside it."""
    if _is_named_folded(class_and_id(element)):
        return True
    if element.get("itemprop") == "acceptedAnswer" or _is_panel(element):
        return True
    if element.get("role") == "dialog":
        return False
    if _shows_more(element.getnext()) or _is_above_a_button(element):
        return True
    before = element.getprevious()
    if before is None:
        return False
    if _opens(before):
        return True
    return before.tag in _HEADS and any(map(_opens, islice(before.iter(), _OPENER_ELEMENTS)))


def _shows_more(element: HtmlElement | None) -> bool:
    """Return whether a link below a hidden end of the text shows it."""
    if element is None or element.tag not in ("a", "button", "span", "div"):
        return False
    return _is_named_more(class_and_id(element))


def _is_above_a_button(element: HtmlElement) -> bool:
    """Return whether several paragraphs are hidden, and a button is right below them."""
    below = element.getnext()
    if below is None or below.tag != "button":
        return False
    return len([each for each in islice(element, _OPENER_ELEMENTS) if each.tag == "p"]) > 1


def _is_panel(element: HtmlElement) -> bool:
    role = element.get("role")
    return role == "tabpanel" or (role == "region" and element.get("aria-labelledby") is not None)


def _opens(element: HtmlElement) -> bool:
    """Return whether a reader clicks on an element to see what comes after it."""
    return (
        element.tag in ("button", "label")
        or element.get("aria-expanded") is not None
        or element.get("role") == "button"
    )


@lru_cache(maxsize=5_000)
def _is_named_folded(names: str) -> bool:
    return _FOLDED.search(names.lower()[:_STYLE_CHARS_MAX]) is not None


@lru_cache(maxsize=5_000)
def _is_named_more(names: str) -> bool:
    return _MORE.search(names) is not None


@lru_cache(maxsize=20_000)
def _by_names(classes: str) -> Visibility:
    lower = classes[:_STYLE_CHARS_MAX].lower()
    if _FOR_SCREEN_READERS.search(lower) or _AT_NO_WIDTH.search(lower):
        return Visibility.UNSEEN
    if (_CLASS.search(lower) or _CLOSED.search(lower)) and not _SHOWN_WIDER.search(lower):
        return Visibility.HIDDEN
    return Visibility.SHOWN


@lru_cache(maxsize=5_000)
def _by_style(style: str, found: Visibility, is_inline: bool) -> Visibility:
    """Read a style; a block of no font size holds others that have one, a run of text does not."""
    plain = plain_style(style[:_STYLE_CHARS_MAX])
    if _CLIPPED.search(plain) or (is_inline and _NO_FONT.search(plain)):
        return Visibility.UNSEEN
    is_hidden = _NOT_DISPLAYED.search(plain) or _TRANSPARENT.search(plain)
    return Visibility.HIDDEN if is_hidden else found


def plain_style(style: str) -> str:
    """Return a style in lower case, without spaces."""
    return "".join(style.lower().split())

"""Offers of the house among the text: lines that link to one, and boxes that ask or sum up."""

import re
from collections.abc import Iterable, Set

from lxml.html import HtmlElement

from services.extract.body.segments import Segment, addresses_of, links_of
from services.extract.body.selection import HEADINGS, Selection, opening_of
from services.extract.body.sentence_ends import SENTENCE_ENDS

_HOUSE = re.compile(
    r"(?:/[a-z]{2})?/(?:newsletters?|boletin(?:es)?|infolettre|nieuwsbrief|nyhetsbrev|subscri(?:be"
    r"|ptions?)|abo|abonne(?:ment|ments|ren)|abonnieren|suscripcion(?:es)?|suscribete|assin[ae]"
    r"|assinaturas?|abbonati|abbonamenti|prenumerata|donat(?:e|ions?)|faire-un-don|dons?"
    r"|donar?|donacion(?:es)?|doacao|doar|doe|sostienici|spenden?|unterst(?:ue|%C3%BC)tzen"
    r"|soutenir|soutien|support-us|membership|become-a-member|steun(?:-ons)?|wspieraj|wsparcie"
    r"|podpor(?:a|te)|predplatn[eé]|predplatit|pretplat[ai]|pren[ou]merata|abonament(?:e|y)?"
    r"|elofizetes|tilaa|podpiska|uyelik|langganan|apoy[ao]|apoie|hazte-soci[oa]|sign-?up)(?:\.\w{3,5})?/?(?:[?#]|$)",
    re.IGNORECASE,
)
"""Pages of a site on which it asks for readers: an address within the site, and nothing deeper."""
_PATRONS = re.compile(
    r"https?://(?:www\.)?(?:patreon\.com|ko-fi\.com|buymeacoffee\.com|buycoffee\.to|steadyhq\.com"
    r"|steady\.page|liberapay\.com|boosty\.to|tipeee\.com|patronite\.pl)/"
)
_STORES = ("apple.com/", "play.google.com/")
_SPONSORED_CHARS_MAX = 120
_SPONSORED_MAX = 3
_LABEL_CHARS_MAX = 40
_HEADING_CHARS_MAX = 120
_BOX_SHARE_MAX = 0.3
_BOXES = frozenset(["aside", "blockquote", "details", "div", "form", "section"])


def links_to_the_house(segment: Segment) -> bool:
    """Return whether a line links to where the site asks for readers, or its app in both stores."""
    addresses = addresses_of(segment)
    if all(any(store in each for each in addresses) for store in _STORES):
        return True
    return any(_HOUSE.match(each) or _PATRONS.match(each) for each in addresses)


def sponsored(selection: Selection) -> set[int]:
    """Return the short lines with a sponsor's link; none where they are what the text is about."""
    found = {
        number
        for number in selection.numbers
        if len((segment := selection.page[number]).text) <= _SPONSORED_CHARS_MAX
        and segment.element.tag not in HEADINGS
        and not segment.text.endswith(SENTENCE_ENDS)
        and any("sponsored" in (link.get("rel") or "") for link in links_of(segment))
    }
    return found if len(found) <= _SPONSORED_MAX else set()


def boxes_of(selection: Selection, notices: Iterable[int]) -> set[int]:
    """Return what stands in one small box with any of these lines: a summary with its notice."""
    limit = _BOX_SHARE_MAX * selection.chars
    boxes = {_box(selection.page[number]) for number in notices}
    return set(selection.inside({b for b in boxes if selection.chars_in(b) <= limit}))


def bare_labels(selection: Selection) -> set[int]:
    """Return the labels above a line with a link: of its list, or all that is chosen of a box."""
    page, opening = selection.page, opening_of(selection)
    return {
        number
        for number in selection.numbers
        if number + 1 < len(page)
        and page[number + 1].link_chars
        and (_is_heading(page[number], opening) or _is_label(page[number].text))
        and (
            (
                (box := _box(page[number])) in page[number + 1].path
                and selection.chars_in(box) == len(page[number].text)
            )
            or _heads_links(selection, number)
        )
    }


def _is_label(text: str) -> bool:
    return len(text) <= _LABEL_CHARS_MAX and not text.endswith(SENTENCE_ENDS)


def _is_heading(segment: Segment, opening: Set[HtmlElement]) -> bool:
    """Return whether a line is a heading below the first paragraphs: above stand subtitles."""
    is_short = len(segment.text) <= _HEADING_CHARS_MAX
    return is_short and segment.element.tag in HEADINGS and segment.element not in opening


def _heads_links(selection: Selection, number: int) -> bool:
    """Return whether a line announces a list of links that was left out."""
    text, following = selection.page[number].text, selection.page[number + 1]
    return (
        text.endswith((":", "："))
        and number + 1 not in selection.numbers
        and following.element.tag == "li"
        and following.is_all_link
    )


def _box(segment: Segment) -> HtmlElement:
    """Return the box that holds a line: the line's own element, or one around it."""
    inner = (each for each in reversed(segment.path) if each.tag in _BOXES)
    return next(inner, segment.element)

"""Promotions that stand in the text as paragraphs of it: another story, a letter, a channel.

Only a whole paragraph goes, and only a short one: a label and a headline (`Read more: …`), or a
call to the site's own service (`Follow us on …`). A sentence of the story that speaks of a
newsletter calls nobody.
"""

import re
from collections.abc import Collection

from services.extract.body.refine.appeals.notices import is_ai_notice, is_notice
from services.extract.body.refine.appeals.offers import (
    bare_labels,
    boxes_of,
    links_to_the_house,
    sponsored,
)
from services.extract.body.refine.appeals.page_lines import speaks_of_the_page
from services.extract.body.refine.appeals.promotion_words import (
    CALLING,
    CALLS,
    FOLLOWING,
    OWN,
    SERVICES,
    STORY_LABELS,
    UNCASED_CALLS,
)
from services.extract.body.refine.appeals.widgets import is_of_a_widget
from services.extract.body.refine.captions import is_caption
from services.extract.body.segments import Segment, addresses_of, links_of
from services.extract.body.selection import Selection
from services.extract.body.sentence_ends import SENTENCE_ENDS
from services.extract.markup.measure import measure
from services.extract.markup.query import text_of
from services.extract.markup.text import tidy

_CHARS_MAX = 250
_SHARE_MAX = 0.3
"""Of the text: where more of it calls, the calls are what it is about."""
_LINK_SHARE = 0.5
_MARKS = " 0123456789“„\t-–—>»«▶►▸•·●■□◆◇★☆→➡\ufe0f👉📌🔴|*#[(【「+"
_DOT_ABOVE = "\u0307"
"""What `İ` leaves behind in lower case."""
_BEGINNINGS = frozenset(label[:3] for label in STORY_LABELS)
_LABEL = re.compile(
    rf"(?:{'|'.join(map(re.escape, sorted(STORY_LABELS, key=len, reverse=True)))})(?!\w)"
)
_SET_OFF = re.compile(r"\W{0,3}[:：|>»→–—\]】」/\-]|\W*$")
_CALL, _UNCASED_CALL = re.compile("|".join(CALLS)), re.compile("|".join(UNCASED_CALLS))
_WORD = re.compile(r"\w+")
_JOINED = re.compile(r"[\w'-]+")
"""Words, those joined by a hyphen as one: `abonnez-vous`."""
_CALLING_WORDS = frozenset(_WORD.findall(each)[0] for each in CALLING)
"""The first words of calls: hardly a line has any of them."""
_UNCASED = re.compile("[\u0600-\u06ff\u0900-\u0dff\u3040-\u9fff\uac00-\ud7af]")
_EVERYWHERE = ("line", "telegram", "whatsapp", "facebook", "youtube", "instagram")
_CASED = re.compile("[a-zß-ʯͰ-ԯ]")
"""The beginning of a line in an alphabet with case."""
_UNCASED_SERVICES = tuple(each for each in SERVICES if each[0] > "\u05ff" or each in _EVERYWHERE)
_PARAGRAPHS = ("p", "div")
_LABEL_CHARS_MAX = 30
_HEADLINE_CHARS = 30
_EMPHASIS = ("b", "em", "i", "strong")
_NO_STORY = ("mailto:", "tel:", "#")
_NO_HEADLINE = ("http", "www.", "“", '"', "«", "„")
_CHANNEL = re.compile(
    r"https?://(?:www\.|m\.)?(?:(?:t\.me|telegram\.me|zalo\.me|threads\.net|bsky\.app/profile"
    r"|facebook\.com|fb\.com|instagram\.com|twitter\.com|x\.com|tiktok\.com|linkedin\.com/company"
    r"|vk\.com|ok\.ru|dzen\.ru|max\.ru|youtube\.com|youtube\.com/(?:c|channel|user))/[^/?#]+/?"
    r"|(?:news\.google\.com|(?:chat\.)?whatsapp\.com|(?:invite\.)?viber\.com|line\.me|lin\.ee"
    r"|(?:pf\.)?kakao\.com|flipboard\.com)(?:/\S*)?)(?:[?#]\S*)?$"
)
_FOR_FOLLOWERS = re.compile(
    r"https?://(?:news\.google\.com/publications|(?:www\.)?whatsapp\.com/channel"
    r"|chat\.whatsapp\.com|(?:invite\.)?viber\.com)/"
)
"""Where readers join: a line that is no sentence of the story, and links there, asks them to."""
_QUOTED = re.compile(r"[\"“„«「『][^\"“”„«»」』]{8}")
"""What somebody says; a shorter quotation is a name, or what a button says."""


def drop_promotions(selection: Selection) -> Selection:
    """Leave out paragraphs that only send the reader elsewhere."""
    found = {number for number in selection.numbers if is_promotion(selection.page[number])}
    notices = [number for number in found if is_ai_notice(selection.page[number].text.lower())]
    found |= sponsored(selection) | boxes_of(selection, notices)
    kept = selection.without_few(found, _SHARE_MAX)
    return kept.without(bare_labels(kept))


def is_promotion(segment: Segment) -> bool:
    """Return whether a line links to another story, calls to a service, or is a picture's."""
    text = segment.text
    if len(text) > _CHARS_MAX:
        return False
    whole = text.lower()
    lower = whole.lstrip(_MARKS)
    if not lower.isascii():
        lower = lower.replace(_DOT_ABOVE, "")
    if lower[:3] in _BEGINNINGS and _names_a_story(lower, segment):
        return True
    if is_caption(segment) or _labels_a_story(segment) or links_to_the_house(segment):
        return True
    if _QUOTED.search(text) and not segment.link_chars:
        return False
    words = _WORD.findall(lower)
    return (
        _calls(lower, words)
        or is_notice(lower, words)
        or is_of_a_widget(whole, words)
        or speaks_of_the_page(lower)
        or _links_to_a_channel(lower, segment)
    )


def _links_to_a_channel(lower: str, segment: Segment) -> bool:
    """Return whether a line asks to follow and links to a channel, not to a single post in it."""
    addresses = addresses_of(segment)
    if not lower.endswith(SENTENCE_ENDS) and any(map(_FOR_FOLLOWERS.match, addresses)):
        return True
    return any(map(_CHANNEL.match, addresses)) and any(each in lower for each in FOLLOWING)


def _labels_a_story(segment: Segment) -> bool:
    """Return whether a paragraph is a short label and a headline to click on, set apart in bold."""
    if not segment.link_chars or segment.element.tag not in _PARAGRAPHS:
        return False
    label, colon, rest = segment.text.replace("：", ":").partition(":")
    rest = rest.strip()
    if not colon or len(label) > _LABEL_CHARS_MAX or measure(rest) < _HEADLINE_CHARS:
        return False
    links = links_of(segment)
    if len(links) != 1 or rest.startswith(_NO_HEADLINE) or tidy(text_of(links[0])) != rest:
        return False
    if (links[0].get("href") or "#").startswith(_NO_STORY):
        return False
    return any(each.tag in _EMPHASIS for each in (*links[0].iterancestors(), *links[0]))


def _calls(lower: str, words: Collection[str]) -> bool:
    """Return whether a text calls to a service: its verb, a word of the service, how it is put."""
    if not _CASED.match(lower) or (not lower.isascii() and _UNCASED.search(lower)):
        named = any(each in lower for each in _UNCASED_SERVICES)
        return named and bool(_UNCASED_CALL.search(lower))
    if _CALLING_WORDS.isdisjoint(words) or CALLING.isdisjoint(_JOINED.findall(lower)):
        return False
    spaced = f" {lower}"
    if not any(each in spaced for each in SERVICES):
        return False
    starts = [m.start() for m in _JOINED.finditer(lower) if m[0] in CALLING or m[0].startswith(OWN)]
    return any(_CALL.match(lower, start) for start in starts)


def _names_a_story(lower: str, segment: Segment) -> bool:
    """Return whether a label is set off from what follows, or stands before a link."""
    label = _LABEL.match(lower)
    if label is None:
        return False
    rest = len(lower) - label.end()
    return bool(_SET_OFF.match(lower, label.end())) or segment.link_chars > _LINK_SHARE * rest

"""Names on lines that a label declares to hold them, wherever they stand: `Autor: A. Name`."""

import re
from collections.abc import Iterator

from services.extract.markup.lines import Line, lines_with
from services.extract.markup.visible_html import text_between_tags
from services.extract.metadata.page_data import PageData
from services.extract.metadata.people.author_names import names_alone
from services.extract.metadata.people.author_words import BARE_LABELS, COLON_LABELS, LABELS
from services.extract.metadata.people.labels import without_other_credits
from services.extract.metadata.people.name_shapes import has_case

_ANYWHERE = {"by", "posted by", "published by"}
"""Labels that stand before who wrote comments and other stories, too."""
_WITH_COLON = {*filter(has_case, LABELS), *COLON_LABELS} - _ANYWHERE
_COLON = re.compile("[:：]")
_LABEL_CHARS_MAX = 40
_LABEL_WORDS_MAX = 3


def labelled(data: PageData) -> list[str]:
    """Return the names of the first line that a label like `نویسنده:` declares to hold them."""
    lines = ((line, label) for label in BARE_LABELS for line in lines_with(data.visible, label))
    found = (_named(line, label, data) for line, label in lines)
    if names := next(filter(None, found), []):
        return names
    before_colon = sorted(_before_colons(data.visible), key=lambda each: each[0].at)
    return next(filter(None, (_named(*each, data) for each in before_colon)), [])


def _before_colons(visible: bytes) -> Iterator[tuple[Line, str]]:
    """Yield the lines with a label and a colon, in the order of the labels."""
    text = text_between_tags(visible).replace(b"&nbsp;", b" ").decode("utf-8", "ignore")
    for label in _labels_on(text):
        for line in lines_with(visible, label):
            if _COLON.match(line.following):
                yield line, label


def _labels_on(text: str) -> set[str]:
    """Return the labels that stand before a colon in a page's text, as they are spelt there."""
    found: set[str] = set()
    for before in _COLON.split(text)[:-1]:
        words = before[-_LABEL_CHARS_MAX:].rpartition(">")[2].split()
        ends = (" ".join(words[-count:]) for count in range(_LABEL_WORDS_MAX, 0, -1))
        found.update(end for end in ends if end.casefold() in _WITH_COLON)
    return found


def _named(line: Line, label: str, data: PageData) -> list[str]:
    """Return the names behind a label that begins its field, or on the line after.

    A colon behind them is a headline's.
    """
    field = line.text if label.endswith("|") else line.field
    rest = field.removeprefix(label).strip(" :：-–") or line.after
    if line.lead_chars or _COLON.search(without_other_credits(rest)):
        return []
    return names_alone(rest, data)

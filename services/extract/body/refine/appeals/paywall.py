"""A paywall's prompt below the text: what it says is no part of the text, and that it is there."""

import re
from collections.abc import Iterable
from itertools import takewhile

from services.extract.body.refine.appeals.paywall_words import (
    ASKS,
    CLOSED,
    OPENINGS,
    PAYS,
    PURPOSES,
    READS,
    WAYS,
)
from services.extract.body.segments import Segment
from services.extract.body.selection import Selection
from services.extract.markup.measure import measure

_CHARS_MAX = 220
_BETWEEN = "[^:：]{0,70}"
_PROMPT = re.compile(
    rf"(?:(?:{'|'.join(OPENINGS)}),? ?)?(?:"
    rf"(?:{'|'.join(ASKS)}){_BETWEEN}?(?:{'|'.join(READS)})"
    rf"|(?:(?:{'|'.join(PURPOSES)}) )?(?:{'|'.join(READS)}){_BETWEEN}(?:{'|'.join(WAYS)})"
    rf"|{'|'.join(CLOSED)})"
)
_PAYS = re.compile("|".join(PAYS))
_OTHERS = re.compile(
    r"\b(?:like this|(?:every|each) (?:week|day|month)|wie diese[nr]?|jede (?:woche)"
    r"|comme (?:celui|celle"
    r"|cet)|chaque (?:semaine|jour)|como est[ae]s?|cada (?:semana|día)|toda semana|come quest[ao]"
    r"|ogni settimana|zoals dit|als deze|elke week|takich jak|co tydzień|как эт[аоу]|каждую неделю"
    r"|як ця|щотижня)\b"
)
"""What says that other texts are offered, and not the rest of this one."""
_MARKS = " \t-–—>»▶►•·*🔒🔐"
_QUOTED = re.compile(r"[\"“„«「『][^\"“”„«»「」]{8}")
_BELOW_MAX = 6
"""Lines looked at below the text: buttons and prices stand between."""
_LABEL_CHARS_MAX = 60
_OFFER_SHARE_MAX = 0.25
_OFFER_CHARS = 220
"""Of the text, from the prompt on: more than both is the text going on."""
_OFFER_LINES_MAX = 8


def is_prompt(text: str) -> bool:
    """Return whether a line says that the rest is for those who subscribe or log in."""
    if len(text) > _CHARS_MAX or _QUOTED.search(text):
        return False
    lower = text.lower().replace("\u0307", "").lstrip(_MARKS)
    return _PROMPT.match(lower) is not None and _OTHERS.search(lower) is None


def drop_prompt(selection: Selection) -> Selection:
    """Leave out the prompt that ends a text, with the offer behind it and the label above it."""
    numbers = selection.ordered
    page = selection.page
    tail = list(takewhile(lambda n: len(page[n].text) <= _CHARS_MAX, reversed(numbers)))
    prompts = [n for n in tail[:_OFFER_LINES_MAX] if _closes(page[n])]
    if not prompts:
        return selection
    offer = [n for n in tail if n >= prompts[-1]]
    above = numbers[-len(offer) - 1] if len(offer) < len(numbers) else None
    if above is not None and _is_label(page[above]):
        offer.append(above)
    return selection.without_few(offer, max(_OFFER_SHARE_MAX, _OFFER_CHARS / selection.chars))


def has_prompt(selection: Selection) -> bool:
    """Return whether a prompt stands right below the last line of a text."""
    below = selection.last + 1
    return bool(selection.numbers and prompts_of(selection.page[below : below + _BELOW_MAX]))


def prompts_of(page: Iterable[Segment]) -> list[str]:
    """Return what a page says to those who may not read on."""
    return [segment.text for segment in page if _closes(segment)]


def is_for_payers(prompt: str) -> bool:
    """Return whether a prompt speaks of paying; an account may be enough for the others."""
    return _PAYS.search(prompt.lower()) is not None


def _closes(segment: Segment) -> bool:
    return not segment.hidden and is_prompt(segment.text)


def _is_label(segment: Segment) -> bool:
    """Return whether a short line above a prompt asks: `Want to read more?`."""
    return segment.text.endswith(("?", "？", "؟")) and measure(segment.text) <= _LABEL_CHARS_MAX

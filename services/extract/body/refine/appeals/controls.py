"""Boxes that ask readers to click, choose or write: an offer, a poll, a request for consent."""

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import islice

from lxml.html import HtmlElement

from services.extract.body.elements import is_question
from services.extract.body.selection import Selection, opening_of
from services.extract.body.templates import template_of
from services.extract.markup.query import holds

_CONTROLS_MAX = 60
_CHARS_MAX = 300
_SHARE_MAX = 0.3
_LEVELS_MAX = 6
_ALIKE_MAX = 2
"""More boxes of one template are how the article is built: products, questions and answers."""
_POLL_DEPTH = 3
_BOXES = frozenset(["aside", "div", "fieldset", "form", "section"])
_OWN = frozenset(["blockquote", "dl", "figure", "ol", "pre", "table", "ul"])
"""What a box with a button holds where the button is for what the article shows."""
_NO_FIELDS = frozenset(["checkbox", "hidden", "radio", "search"])
"""What is not filled in: pages without scripts open panels by boxes to tick."""


def drop_asking(
    selection: Selection, buttons: Sequence[HtmlElement], inputs: Sequence[HtmlElement]
) -> Selection:
    """Leave out what stands in a small box with a button behind it, or with fields to fill in."""
    if not selection.numbers or not (buttons or inputs):
        return selection
    limit = min(_CHARS_MAX, _SHARE_MAX * selection.chars)
    first = inputs[:_CONTROLS_MAX]
    fields = [each for each in first if each.get("type") not in _NO_FIELDS]
    boxes = set(_asking(selection, buttons[:_CONTROLS_MAX], fields, limit))
    alike = Counter(map(template_of, boxes))
    few = {box for box in boxes if alike[template_of(box)] <= _ALIKE_MAX} - opening_of(selection)
    few.update(_polls(selection, first, limit))
    return selection.without(selection.inside(few))


def _asking(
    selection: Selection,
    buttons: Sequence[HtmlElement],
    fields: Sequence[HtmlElement],
    limit: float,
) -> Iterator[HtmlElement]:
    """Yield the innermost box of each control that holds text, where that is little."""
    for control in (*buttons, *fields):
        if is_question(control):
            continue
        box = _box(control, selection, limit, control.tag == "button")
        if box is not None and not holds(box, *_OWN):
            yield box


def _box(
    control: HtmlElement, selection: Selection, limit: float, is_behind: bool
) -> HtmlElement | None:
    """Return the innermost box with text around a control; with `is_behind`, all before it."""
    inner = control
    for around in islice(control.iterancestors(), _LEVELS_MAX):
        if is_behind and any(map(selection.chars_in, inner.itersiblings())):
            return None
        if chars := selection.chars_in(around):
            return around if around.tag in _BOXES and chars <= limit else None
        inner = around
    return None


def _polls(
    selection: Selection, inputs: Sequence[HtmlElement], limit: float
) -> Iterator[HtmlElement]:
    """Yield what holds a group of radio buttons and little else, innermost first."""
    names: dict[str, list[HtmlElement]] = {}
    for each in inputs:
        if each.get("type") == "radio":
            names.setdefault(each.get("name") or "", []).append(each)
    for group in (each for each in names.values() if len(each) > 1):
        both = set(group[0].iterancestors())
        holders = (each for each in group[1].iterancestors() if each in both)
        for each in islice(holders, _POLL_DEPTH):
            if selection.chars_in(each) > limit or holds(each, "h1"):
                break
            yield each

"""What the page's own styles keep from readers: rules for a class or an id, and text of no size.

Asked once, of the text that was chosen: what is known of elements while the page is cut
(visibility.py) is what their names say.
"""

import re
from collections.abc import Sequence, Set
from functools import lru_cache

from lxml.html import HtmlElement

from services.extract.body.refine.style_sheets import hidden_names, is_away
from services.extract.body.selection import Selection
from services.extract.body.visibility import is_folded, plain_style
from services.extract.markup.query import bounded_names

_STYLE_CHARS_MAX = 500
_SHARE_MAX = 0.25
"""Of the text: where more is hidden, a script shows it."""
_ZERO = re.compile(
    r"(?<![\w-])font-size:(?:0(?:\.0+)?(?:px|em|rem|pt|%)?|1px)(?:[;!]|$)"
    r"|(?<![\w-])opacity:0?\.?0+(?:[;!]|$)|transform:scale\(0(?:,0)?\)"
    r"|(?<![\w-])(?:max-)?(?:height|width):[01](?:px)?(?:[;!]|$)(?=.*overflow:hidden)"
    r"|overflow:hidden.*(?<![\w-])(?:max-)?(?:height|width):[01](?:px)?(?:[;!]|$)"
)
_COLOUR = re.compile(r"(?<![\w-])color:([#\w(),.]+)")
_BACKGROUND = re.compile(r"background(?:-color)?:([#\w(),.]+)")
_DOUBLED = re.compile(r"^#([0-9a-f])\1([0-9a-f])\2([0-9a-f])\3$")
_NAMED = {"white": "#fff", "black": "#000"}
_CLEAR = re.compile(r"transparent|rgba\(\d+,\d+,\d+,0(?:\.0+)?\)|#0000(?:0000)?")


def drop_unseen(selection: Selection, sheets: Sequence[HtmlElement]) -> Selection:
    """Leave out what stands in an element that a style hides; `sheets` are the `<style>`s."""
    elements = selection.blocks
    styled = {
        each
        for each in elements
        if (style := each.get("style")) and _is_unseen(style[:_STYLE_CHARS_MAX])
    }
    named = {each: names for each in elements if (names := _names(each))}
    hidden = hidden_names(sheets, frozenset().union(*named.values()))
    styled.update(
        each
        for each, names in named.items()
        if any(_is_within(each, hidden[name]) for name in hidden.keys() & names)
    )
    unseen = {each for each in styled if not is_folded(each)}
    return selection.without_few(selection.inside(unseen), _SHARE_MAX)


def _is_within(element: HtmlElement, names: Set[str]) -> bool:
    """Return whether an element stands in one that has any of these names, of which "" is all."""
    around = element.iterancestors()
    return "" in names or any(not names.isdisjoint(_names(each)) for each in around)


def _names(element: HtmlElement) -> Set[str]:
    return _selectors(*bounded_names(element))


@lru_cache(maxsize=5_000)
def _selectors(classes: str, name: str) -> Set[str]:
    names = {f".{each}" for each in classes.split()}
    return names | {f"#{name}"} if name else names


@lru_cache(maxsize=5_000)
def _is_unseen(style: str) -> bool:
    plain = plain_style(style)
    if "padding" in plain and "display" not in plain:
        return False  # the box of a video, as high as it is wide
    return bool(_ZERO.search(plain)) or is_away(plain) or _is_on_its_own_colour(plain)


def _is_on_its_own_colour(style: str) -> bool:
    """Return whether text is clear, or in the colour of what is behind it."""
    text, behind = _COLOUR.search(style), _BACKGROUND.search(style)
    if text is None:
        return False
    return bool(_CLEAR.fullmatch(text[1])) or (
        behind is not None and _colour(text[1]) == _colour(behind[1])
    )


def _colour(name: str) -> str:
    return _DOUBLED.sub(r"#\1\2\3", _NAMED.get(name, name))

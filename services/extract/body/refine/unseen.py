"""What the page's own styles keep from readers: rules for a class or an id, and text of no size.

Asked once, of the text that was chosen: what is known of elements while the page is cut
(visibility.py) is what their names say. Only simple selectors count (`.name`, `#name`, `p.name`,
`.outer .name`), outside of `@media`; a rule that shows the same again undoes it.
"""

import re
from collections.abc import Iterator, Sequence, Set
from functools import lru_cache
from itertools import islice

from lxml.html import HtmlElement

from services.extract.body.selection import Selection
from services.extract.body.visibility import is_folded

_CSS_CHARS_MAX = 300_000
_SHEETS_MAX = 40
_HITS_MAX = 300
_RULE_CHARS_MAX = 1_000
_STYLE_CHARS_MAX = 500
_SHARE_MAX = 0.25
"""Of the text: where more is hidden, a script shows it."""
_NEEDLES = (
    "display:none", "display: none", "display : none", "visibility:hidden", "visibility: hidden",
    "visibility : hidden", "-9999",
    "font-size:0", "font-size: 0", "left:-", "left: -", "top:-", "top: -", "clip:rect(",
    "clip: rect(", "clip-path:inset(", "clip-path: inset(",
)  # fmt: skip
_SCREENS = re.compile(r"@media\s+(?:only\s+)?(?:screen|all)\s*\{")
_PRINT = re.compile(r"@media\s+(?:only\s+)?print\s*\{")
_BRACKET = re.compile("[{}]")
_SELECTOR = re.compile(
    r"[a-z]*\d?([.#][\w-]+)(?:(?:\s*>\s*|\s+)[a-z]*\d?([.#][\w-]+))?", re.IGNORECASE
)
_SHOWS = re.compile(r"display:(?!none)|visibility:visible")
_ZERO = re.compile(
    r"(?<![\w-])font-size:(?:0(?:\.0+)?(?:px|em|rem|pt|%)?|1px)(?:[;!]|$)"
    r"|(?<![\w-])opacity:0?\.?0+(?:[;!]|$)|transform:scale\(0(?:,0)?\)"
    r"|(?<![\w-])(?:max-)?(?:height|width):[01](?:px)?(?:[;!]|$)(?=.*overflow:hidden)"
    r"|overflow:hidden.*(?<![\w-])(?:max-)?(?:height|width):[01](?:px)?(?:[;!]|$)"
)
_NO_FONT = re.compile(r"(?<![\w-])font-size:0(?:px|em|rem)?(?:[;!]|$)")
_AWAY = re.compile(
    r"position:(?:absolute|fixed)(?=.*(?<![\w-])(?:left|top|right|bottom):-\d+(?:em|rem|vw|vh|%|px))"
)
_FAR = re.compile(r"(?<![\w-])(?:left|top|right|bottom):-(?:\d{4,}px|\d{3,}(?:em|rem|vw|vh|%))")
_CLIPPED = re.compile(r"clip:rect\((?:[01](?:px)?,?){4}\)|clip-path:inset\((?:50|100)%\)")
"""All of it cut off: what is there for screen readers alone."""
_COLOUR = re.compile(r"(?<![\w-])color:([#\w(),.]+)")
_BACKGROUND = re.compile(r"background(?:-color)?:([#\w(),.]+)")
_DOUBLED = re.compile(r"^#([0-9a-f])\1([0-9a-f])\2([0-9a-f])\3$")
_NAMED = {"white": "#fff", "black": "#000"}
_CLEAR = re.compile(r"transparent|rgba\(\d+,\d+,\d+,0(?:\.0+)?\)|#0000(?:0000)?")


def drop_unseen(selection: Selection, sheets: Sequence[HtmlElement]) -> Selection:
    """Leave out what stands in an element that a style hides; `sheets` are the `<style>`s."""
    elements = selection.chars_by_element
    styled = {
        each
        for each in elements
        if (style := each.get("style")) and _is_unseen(style[:_STYLE_CHARS_MAX])
    }
    named = {each: names for each in elements if (names := _names(each))}
    hidden = hidden_names(sheets, frozenset().union(*named.values()))
    if hidden:
        within = _outer_names(hidden)
        styled.update(
            each
            for each, names in named.items()
            if not hidden.isdisjoint(names)
            or any(_is_within(each, within[name]) for name in names if name in within)
        )
    unseen = {each for each in styled if not is_folded(each)}
    if not unseen:
        return selection
    return selection.without_few(selection.inside(unseen), _SHARE_MAX)


def _outer_names(hidden: Set[str]) -> dict[str, set[str]]:
    """Return, by name, within which other names it is hidden."""
    found: dict[str, set[str]] = {}
    for each in hidden:
        outer, _, name = each.rpartition(" ")
        if outer:
            found.setdefault(name, set()).add(outer)
    return found


def _is_within(element: HtmlElement, names: Set[str]) -> bool:
    """Return whether an element stands in one that has any of these names."""
    return any(not names.isdisjoint(_names(each)) for each in element.iterancestors())


def _names(element: HtmlElement) -> list[str]:
    names = [f".{name}" for name in (element.get("class") or "")[:_STYLE_CHARS_MAX].split()]
    return [*names, f"#{name}"] if (name := element.get("id")) else names


def hidden_names(sheets: Sequence[HtmlElement], asked: Set[str]) -> set[str]:
    """Return which of these classes (`.name`) and ids (`#name`) the page's style sheets hide.

    `.outer .name` is one that is hidden there alone.
    """
    found: set[str] = set()
    left = _CSS_CHARS_MAX
    for sheet in sheets[:_SHEETS_MAX]:
        css = sheet.text or "" if _is_in_force(sheet) else ""
        css = css if len(css) <= left else css[:left]
        left -= len(css)
        css = _without_print(css)
        found.update(_hidden_in(css, asked))
    return found


def _without_print(css: str) -> str:
    """Leave out what holds on paper alone: what it shows is not shown on a screen."""
    match = _PRINT.search(css)
    for _ in range(_SHEETS_MAX):
        if match is None:
            break
        depth, end = 1, match.end()
        for bracket in islice(_BRACKET.finditer(css, end), _HITS_MAX):
            depth += 1 if bracket[0] == "{" else -1
            end = bracket.end()
            if not depth:
                break
        css = css[: match.start()] + css[end:]
        match = _PRINT.search(css, match.start())
    return css


def _is_in_force(sheet: HtmlElement) -> bool:
    """Return whether a style sheet is for screens, with scripts on."""
    parent = sheet.getparent()
    is_for_all = (sheet.get("media") or "all") in ("all", "screen")
    return is_for_all and (parent is None or parent.tag != "noscript")


def _hidden_in(css: str, asked: Set[str]) -> set[str]:
    """Return what of the names asked for a style sheet hides, and does not show again."""
    hidden: set[str] = set()
    depth = seen = 0
    for start in _hits(css):
        opened = css.rfind("{", 0, start)
        if opened < seen:
            continue
        depth += css.count("{", seen, opened) - css.count("}", seen, opened)
        seen = opened
        end = css.find("}", opened)
        body = "".join(css[opened + 1 : min(end, opened + _RULE_CHARS_MAX)].lower().split())
        if (depth == 0 or (depth == 1 and _is_for_screens(css, opened))) and _hides(body):
            hidden.update(_simple(_selectors(css, opened)))
    names = {each.rpartition(" ")[2] for each in hidden} & asked
    unseen = {name for name in names if not _is_shown_again(css, name)}
    return {each for each in hidden if each.rpartition(" ")[2] in unseen}


def _is_for_screens(css: str, opened: int) -> bool:
    """Return whether the `@media` around a rule holds for every screen."""
    start = css.rfind("@", 0, opened)
    return bool(_SCREENS.match(css, start)) if start >= 0 else False


def _selectors(css: str, opened: int) -> str:
    """Return what stands before the bracket of a rule."""
    before = css[max(0, opened - _RULE_CHARS_MAX) : opened].rpartition("}")[2]
    return before.rpartition("*/")[2].rpartition(";")[2].rpartition("{")[2]


def _hits(css: str) -> list[int]:
    places: list[int] = []
    for needle in _NEEDLES:
        at = -1
        while len(places) < _HITS_MAX and (at := css.find(needle, at + 1)) >= 0:
            places.append(at)
    return sorted(places)


def _hides(body: str) -> bool:
    return (
        "display:none" in body
        or "visibility:hidden" in body
        or bool(_AWAY.search(body) and _FAR.search(body))
        or bool(_NO_FONT.search(body) or _CLIPPED.search(body))
    )


def _simple(selectors: str) -> Iterator[str]:
    for selector in selectors.split(","):
        match = _SELECTOR.fullmatch(selector.strip())
        if match:
            yield f"{match[1]} {match[2]}" if match[2] else match[1]


def _is_shown_again(css: str, name: str) -> bool:
    """Return whether any rule shows what has a name: a state, a size of screen, a script's."""
    at = css.find(name)
    for _ in range(_HITS_MAX):
        if at < 0:
            return False
        opened = css.find("{", at)
        body = css[opened + 1 : opened + _RULE_CHARS_MAX].partition("}")[0]
        if opened >= 0 and _SHOWS.search("".join(body.lower().split())):
            return True
        at = css.find(name, at + 1)
    return True


@lru_cache(maxsize=5_000)
def _is_unseen(style: str) -> bool:
    plain = "".join(style.lower().split())
    if "padding" in plain and "display" not in plain:
        return False  # the box of a video, as high as it is wide
    away = _AWAY.search(plain) and _FAR.search(plain)
    return bool(_ZERO.search(plain) or away) or _is_on_its_own_colour(plain)


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

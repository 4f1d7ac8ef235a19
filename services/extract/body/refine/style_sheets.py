"""Which classes and ids a page's own style sheets keep from readers.

Only simple selectors count (`.name`, `#name`, `p.name`, `.outer .name`), outside of `@media`; a
rule that shows the same again undoes it.
"""

import re
from collections.abc import Iterator, Sequence, Set
from itertools import islice

from lxml.html import HtmlElement

from services.extract.body.visibility import plain_style

_CSS_CHARS_MAX = 300_000
_SHEETS_MAX = 40
_HITS_MAX = 300
_RULE_CHARS_MAX = 1_000
_TIGHT_NEEDLES = (
    "display:none", "visibility:hidden", "-9999", "font-size:0", "left:-", "top:-", "clip:rect(",
    "clip-path:inset(",
)  # fmt: skip
"""Of a style sheet without spaces, as most are: half the searches."""
_NEEDLES = (
    *_TIGHT_NEEDLES, "display : none", "visibility : hidden",
    *(each.replace(":", ": ") for each in _TIGHT_NEEDLES if ":" in each),
)  # fmt: skip
_SCREENS = re.compile(r"@media\s+(?:only\s+)?(?:screen|all)\s*\{")
_PRINT = re.compile(r"@media\s+(?:only\s+)?print\s*\{")
_BRACKET = re.compile("[{}]")
_SELECTOR = re.compile(
    r"[a-z]*\d?([.#][\w-]+)(?:(?:\s*>\s*|\s+)[a-z]*\d?([.#][\w-]+))?", re.IGNORECASE
)
_SHOWS = re.compile(r"display:(?!none)|visibility:visible")
_NO_FONT = re.compile(r"(?<![\w-])font-size:0(?:px|em|rem)?(?:[;!]|$)")
_AWAY = re.compile(
    r"position:(?:absolute|fixed)(?=.*(?<![\w-])(?:left|top|right|bottom):-\d+(?:em|rem|vw|vh|%|px))"
)
_FAR = re.compile(r"(?<![\w-])(?:left|top|right|bottom):-(?:\d{4,}px|\d{3,}(?:em|rem|vw|vh|%))")
_CLIPPED = re.compile(r"clip:rect\((?:[01](?:px)?,?){4}\)|clip-path:inset\((?:50|100)%\)")
"""All of it cut off: what is there for screen readers alone."""


def hidden_names(sheets: Sequence[HtmlElement], asked: Set[str]) -> dict[str, set[str]]:
    """Return which of these classes (`.name`) and ids (`#name`) the page's style sheets hide.

    With each come the names within which it is hidden; an empty one stands for everywhere.
    """
    found: dict[str, set[str]] = {}
    left = _CSS_CHARS_MAX
    for sheet in sheets[:_SHEETS_MAX]:
        css = sheet.text or "" if _is_in_force(sheet) else ""
        css = css if len(css) <= left else css[:left]
        left -= len(css)
        css = _without_print(css)
        for outer, name in _hidden_in(css, asked):
            found.setdefault(name, set()).add(outer)
    return found


def is_away(style: str) -> bool:
    """Return whether a style, in lower case without spaces, sets an element far off the screen."""
    return bool(_AWAY.search(style) and _FAR.search(style))


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


def _hidden_in(css: str, asked: Set[str]) -> set[tuple[str, str]]:
    """Return what of the names asked for a style sheet hides, and does not show again."""
    hidden: set[tuple[str, str]] = set()
    depth = seen = 0
    for start in _hits(css):
        opened = css.rfind("{", 0, start)
        if opened < seen:
            continue
        depth += css.count("{", seen, opened) - css.count("}", seen, opened)
        seen = opened
        end = css.find("}", opened)
        body = plain_style(css[opened + 1 : min(end, opened + _RULE_CHARS_MAX)])
        if (depth == 0 or (depth == 1 and _is_for_screens(css, opened))) and _hides(body):
            hidden.update(_simple(_selectors(css, opened)))
    names = {name for _, name in hidden} & asked
    unseen = {name for name in names if not _is_shown_again(css, name)}
    return {each for each in hidden if each[1] in unseen}


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
    is_spaced = ": " in css
    for needle in _NEEDLES if is_spaced else _TIGHT_NEEDLES:
        at = -1
        while len(places) < _HITS_MAX and (at := css.find(needle, at + 1)) >= 0:
            places.append(at)
    return sorted(places)


def _hides(body: str) -> bool:
    return (
        "display:none" in body
        or "visibility:hidden" in body
        or is_away(body)
        or bool(_NO_FONT.search(body) or _CLIPPED.search(body))
    )


def _simple(selectors: str) -> Iterator[tuple[str, str]]:
    """Yield the name that each simple selector means, behind the one around it."""
    for selector in selectors.split(","):
        match = _SELECTOR.fullmatch(selector.strip())
        if match:
            yield (match[1], match[2]) if match[2] else ("", match[1])


def _is_shown_again(css: str, name: str) -> bool:
    """Return whether any rule shows what has a name: a state, a size of screen, a script's."""
    at = css.find(name)
    for _ in range(_HITS_MAX):
        if at < 0:
            return False
        opened = css.find("{", at)
        body = css[opened + 1 : opened + _RULE_CHARS_MAX].partition("}")[0]
        if opened >= 0 and _SHOWS.search(plain_style(body)):
            return True
        at = css.find(name, at + 1)
    return True

"""Paths as robots.txt writes them: a prefix, with `*` for any text and `$` for the end."""

from urllib.parse import quote

from schemas.url.normal_form import normalise_escapes

_KEPT = "/*$?%&=:;,@!'()[]+~#-._"


def path_pattern(text: str) -> str:
    """Write a pattern as the targets of our URLs are written."""
    return normalise_escapes(quote(text.strip(), safe=_KEPT))


def matches(pattern: str, target: str) -> bool:
    """Match as robots.txt does, in time linear in both."""
    ends = pattern.endswith("$")
    first, *rest = pattern.removesuffix("$").split("*")
    if not target.startswith(first):
        return False
    if not rest:
        return not ends or target == first
    position = len(first)
    *middle, last = rest
    for part in middle:
        found = target.find(part, position)
        if found < 0:
            return False
        position = found + len(part)
    if ends:
        return len(target) - len(last) >= position and target.endswith(last)
    return target.find(last, position) >= 0

"""Lines in a script that the article's language is not written in: another page's boilerplate."""

import re
from functools import lru_cache

_NON_LATIN_LIST = "am ar be bg bn el fa gu he hi hy ja ka kn ko lo ml mr or pa ru ta te th uk ur zh"
NON_LATIN = frozenset(_NON_LATIN_LIST.split())
BOTH_SCRIPTS = frozenset(["ku", "sr", "az"])

_LATIN = re.compile(r"[A-Za-zÀ-ɏḀ-ỿ]+")
_OTHER = re.compile(r"[^\W\d_A-Za-zÀ-ɏḀ-ỿ]+")
_MAY_BE_OTHER = re.compile(
    "[\u00aa\u00b2\u00b3\u00b5\u00b9\u00ba\u00bc-\u00be\u0250-\u1dff\u1f00-\u1fff\u2070-\u209f"
    "\u20d0-\U0010ffff]"
)
"""A few ranges that hold them all, without the signs that any Latin text has."""


def own_lines(text: str, language: str | None) -> list[str]:
    """Split into lines that hold something, leaving out those that are mostly in a foreign script.

    A bilingual page hangs its Persian menu under an English article. All lines where nothing else
    is left, or where the language is unknown or written in both scripts.
    """
    return list(_own_lines(text, language))


@lru_cache(maxsize=4)  # several enrichers read the same head of a text
def _own_lines(text: str, language: str | None) -> tuple[str, ...]:
    lines = tuple(line for each in text.split("\n") if (line := each.strip()))
    if language is None or language in BOTH_SCRIPTS:
        return lines
    latin = language not in NON_LATIN
    if latin and not _MAY_BE_OTHER.search(text):
        return lines
    return tuple(line for line in lines if _fits(line, latin)) or lines


def is_own_script(line: str, language: str | None) -> bool:
    """Whether a line is mostly in the script of its language; always where that cannot be said."""
    if language is None or language in BOTH_SCRIPTS:
        return True
    return _fits(line, language not in NON_LATIN)


def _fits(line: str, latin: bool) -> bool:
    if line.isascii():
        return latin or not _LATIN.search(line)
    of_latin = sum(map(len, _LATIN.findall(line)))
    of_others = sum(map(len, _OTHER.findall(line)))
    return of_latin >= of_others if latin else of_others >= of_latin

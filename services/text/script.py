"""Lines in a script that the article's language is not written in: another page's boilerplate."""

import re
from functools import lru_cache

_NON_LATIN_LIST = "am ar be bg bn el fa gu he hi hy ja ka kn ko lo ml mr or pa ru ta te th uk ur zh"
NON_LATIN = frozenset(_NON_LATIN_LIST.split())
BOTH_SCRIPTS = frozenset(["ku", "sr", "az"])

_LATIN = re.compile(r"[A-Za-zÀ-ɏḀ-ỿ]+")
_OTHER = re.compile(r"[^\W\d_A-Za-zÀ-ɏḀ-ỿ]+")
_NO_OTHER = re.compile(
    r"[\0-\xa9\xab-\xb1\xb4\xb6-\xb8\xbb\xbf-\u024f\u1e00-\u1eff\u2000-\u206f\u20a0-\u20cf]*+"
)
"""A few ranges that hold none of them, with the signs that any Latin text has."""


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
    if latin and _NO_OTHER.fullmatch(text):
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

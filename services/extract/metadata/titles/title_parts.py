"""The headline within a title of the head that names section and site beside it.

`Headline | Local | Site`, `Site » Section » Headline`: where no heading of the page says which part
it is, it is the one long part among short ones.
"""

import re

from services.extract.markup.normalise import key

_EAST_ASIAN = r"[\u3040-\u9fff\uac00-\ud7af]"
_SEPARATORS = (
    (re.compile(r"\s*(?:\|\||[|｜])\s*|\s+>\s+(?=\D{2,40}[|｜])"), 1),
    (re.compile(r"\s+::\s+"), 1),
    (re.compile(r"\s*：\s*"), 2),
    (re.compile(r"\s*[»«]\s*"), 2),
    (re.compile(r"\s+[<‹›▎▏¦]\s*(?!\d)"), 1),
    (re.compile(r"\s+>\s+"), 2),
    (re.compile(r"\s+[•·/~]\s+"), 2),
    (re.compile(rf"\s+[–—-]\s+|(?<={_EAST_ASIAN})-{{1,3}}(?={_EAST_ASIAN})"), 2),
)
"""Each with how many of it set names off; a headline may hold a dash of its own."""
_NAME_WORDS_MAX = 5
_NAME_CHARS_MAX = 40
_HEADLINE_WORDS_MIN = 3
_HEADLINE_KEY_MIN = 8
_LONGER = 1.8
_PARTS_MAX = 6
_WORD = re.compile(r"\w+")
_DENSE = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")


def headline_part(title: str) -> str:
    """Return the headline of a title with section and site; the title where that is not plain."""
    for separator, least in _SEPARATORS:
        parts = [part for part in separator.split(title) if part]
        if not least < len(parts) <= _PARTS_MAX:
            continue
        longest = max(parts, key=lambda part: len(key(part)))
        others = [part for part in parts if part is not longest]
        if _is_headline(longest) and all(_is_name_beside(part, longest) for part in others):
            return longest.strip()
    return title


def _is_headline(part: str) -> bool:
    words = len(part.split())
    return len(key(part)) >= _HEADLINE_KEY_MIN and (
        words >= _HEADLINE_WORDS_MIN or bool(_DENSE.search(part))
    )


def _is_name_beside(part: str, headline: str) -> bool:
    """Return whether a part is short, far shorter than the headline."""
    return (
        len(part) <= _NAME_CHARS_MAX
        and len(_WORD.findall(part)) <= _NAME_WORDS_MAX
        and _LONGER * len(key(part)) <= len(key(headline))
        and not part.rstrip().endswith(("?", "!", "…", "..."))
    )

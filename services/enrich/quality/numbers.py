"""Raw numbers of a text, after Gopher and C4; no thresholds, which differ by language."""

import re
from collections.abc import Sequence

import regex

from schemas.events import Block, Quality
from services.enrich.reading import Fields, Reading
from services.text.classes import Pattern, character_class
from services.text.parts import folded_words
from services.text.words import has_unspaced, stop_words

READ_CHARACTERS = 20_000
"""Beyond that the shares hardly change, and the time is bounded."""

_LETTERS = character_class(r"\p{L}\p{M}\p{N}")
_WORD = Pattern(rf"[{_LETTERS}][{_LETTERS}\u200c'’-]*+")
_SYMBOL = re.compile(r"[#…|•·►▶★✓→©®™@{}<>_\\^~=+*]")
_EMOJI = regex.compile(r"\p{Emoji_Presentation}")
_NO_EMOJI = re.compile(r"[\0-\u2319\u2b56-\U0001efff\U0001fb00-\U0010ffff]*+")


def fields(reading: Reading) -> Fields:
    """Return `quality`."""
    article = reading.article
    counted = measure(article.text, article.blocks, reading.language)
    return {"quality": counted.model_copy(update={"link_density": article.link_density})}


def measure(text: str, blocks: Sequence[Block], language: str | None) -> Quality:
    """Count once over the text; shares are of 1, and null where there is nothing to share."""
    head = text[:READ_CHARACTERS]
    words = folded_words(head, _WORD.of(head))
    return Quality(
        stop_word_share=_stop_word_share(head, words, language),
        symbol_share=_share(_symbols(head), len(words)),
        duplicate_line_share=_duplicate_share(head),
        list_share=_list_share(blocks),
    )


def _symbols(text: str) -> int:
    signs = len(_SYMBOL.findall(text))
    if text.isascii() or _NO_EMOJI.fullmatch(text):
        return signs
    return signs + len(_EMOJI.findall(text))


def _stop_word_share(text: str, words: Sequence[str], language: str | None) -> float | None:
    """Return the share of words, folded, that carry no subject; null where none are parted."""
    if language is None or has_unspaced(text):
        return None
    return _share(sum(map(stop_words(language).__contains__, words)), len(words))


def _duplicate_share(text: str) -> float | None:
    """Return the share of characters in lines that stood before."""
    lines = [line for each in text.split("\n") if (line := each.strip())]
    seen: set[str] = set()
    again = 0
    for line in lines:
        again += len(line) if line in seen else 0
        seen.add(line)
    return _share(again, sum(map(len, lines)))


def _list_share(blocks: Sequence[Block]) -> float | None:
    """Return the share of characters in lists."""
    listed = sum(len(block.text) for block in blocks if block.kind == "list")
    return _share(listed, sum(len(block.text) for block in blocks))


def _share(part: int, whole: int) -> float | None:
    return round(min(1.0, part / whole), 3) if whole else None

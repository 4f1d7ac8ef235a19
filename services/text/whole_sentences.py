"""Sentences that can stand alone: no half of a quotation, and no label."""

import re
from collections.abc import Iterator, Sequence

import regex

from services.text.sentences import line_sentences

_MARKS = tuple(re.compile(f"[{marks}]") for marks in ("“”„", "«»", '"', "「」"))
"""Of each kind every second one closes, whichever way round it is: „so“, “so”, »so«."""
_ANY_MARK = re.compile('[“”„«»"「」]')
_BEGINNING = regex.compile(r"\p{Lu}[\p{L}\p{M}]{0,14}\.|[“「].*[。！？][”」]")
"""`Köln.`, `Question.`; and a quotation with its own full stop, behind which stands who said it."""
_SPACED_BY_ITSELF = re.compile(r"""[。！？｡]["'”’»」』）]*\Z""")
"""A full-width mark holds the space behind it; Korean and Thai put one between sentences."""


def whole_sentences(line: str, language: str | None) -> tuple[str, ...]:
    """Return the sentences of one line, those of one quotation as one."""
    parts = line_sentences(line, language)
    if not parts[1:]:
        return parts
    times = {mark: len(mark.findall(line)) for mark in _MARKS} if _ANY_MARK.search(line) else {}
    marks = [mark for mark, n in times.items() if n and n % 2 == 0]
    return tuple(_joined(parts, marks)) if marks or _BEGINNING.fullmatch(parts[0]) else parts


def join(whole: str, part: str) -> str:
    """Set a sentence behind others, with the space that their script has between them."""
    return f"{whole}{'' if not whole or _SPACED_BY_ITSELF.search(whole) else ' '}{part}"


def _joined(parts: Sequence[str], marks: Sequence["re.Pattern[str]"]) -> Iterator[str]:
    """Join what goes on; a mark that the line has an odd number of times opens nothing: 27"."""
    whole = ""
    for part in parts:
        whole = join(whole, part)
        is_open = any(len(mark.findall(whole)) % 2 for mark in marks)
        if not is_open and not _BEGINNING.fullmatch(whole):
            yield whole
            whole = ""
    if whole:
        yield whole

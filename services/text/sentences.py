"""Where sentences end, in ten scripts and without a model."""

from collections.abc import Iterator
from functools import lru_cache

import regex

_END = regex.compile(
    r"""
    (?<![.!?…؟۔।॥])            # only at the head of a run of marks: linear on a megabyte of dots
    [.!?…؟۔।॥]++
    ["'”’»›)\]]*+ (?=\s)       # closing marks belong to the sentence
    | (?<![。！？｡]) [。！？｡]++ ["'”’»」』）]*+
    | \n++
    """,
    regex.VERBOSE,
)
ORDINAL_LANGUAGES = frozenset(
    ["bs", "cs", "da", "de", "et", "fi", "hr", "hu", "is", "lv", "no", "pl", "sk", "sl", "sr", "tr"]
)
"""They write an ordinal number with a full stop."""

# titles, months, references: what a full stop follows inside a sentence
_ABBREVIATION_LIST = """
    mr mrs ms dr prof st sr jr gen col sgt lt capt gov sen rep rev hon no nos vs inc ltd co corp
    fig vol pp approx est jan feb mar apr jun jul aug sep sept oct nov dec
    bzw ca evtl ggf inkl nr str usw vgl zzgl abs bd hr fr frl
    art av boul env mme mlle cf sra srta dña ud uds pág núm
    им ул пр тыс руб коп см стр рис
    doç yrd sn vb örn bkz cad sok
"""
_ABBREVIATIONS = frozenset(_ABBREVIATION_LIST.split())
_LAST_WORD = regex.compile(r"([\p{L}\p{M}.]+|\d+)\.$")


def sentences(text: str, language: str | None = None) -> Iterator[str]:
    """Yield the sentences one by one; a line end always ends one. Thai yields whole lines."""
    ordinals = language in ORDINAL_LANGUAGES
    start = 0
    for end in _END.finditer(text):
        if _is_inside(text, start, end, ordinals):
            continue
        if sentence := text[start : end.end()].strip():
            yield sentence
        start = end.end()
    if sentence := text[start:].strip():
        yield sentence


@lru_cache(maxsize=256)  # summary, highlights and readability read the same lines
def line_sentences(line: str, language: str | None) -> tuple[str, ...]:
    """Return the sentences of one line."""
    return tuple(sentences(line, language))


def _is_inside(text: str, start: int, end: "regex.Match[str]", ordinals: bool) -> bool:
    """Whether these marks stand inside a sentence: `Dr. Who`, `"Why?" she asked`, `3. Mai`."""
    mark = end.group()
    if mark[0] in "\n。！？｡।॥؟۔":
        return False
    following = text[end.end() : end.end() + 8].lstrip(" \t\u00a0«“„\"'(")[:1]
    if following.islower():
        return True
    if mark != ".":
        return False
    return _is_abbreviated(text[max(start, end.start() - 20) : end.end()], ordinals)


def _is_abbreviated(before: str, ordinals: bool) -> bool:
    found = _LAST_WORD.search(before)
    if not found:
        return False
    word = found.group(1)
    if word.isdigit():  # 3. Mai, 2. Ordu; but 2019 ends a sentence
        return ordinals and len(word) <= 2
    letters = word.split(".")
    if max(map(len, letters)) == 1 and (word[0].isupper() or len(letters) > 1):
        return True  # J. Smith, U.S., z.B.
    return word.lower() in _ABBREVIATIONS

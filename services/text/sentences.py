"""Where sentences end, in ten scripts and without a model."""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise

import regex

_PART = re.compile(
    r"""
    (?: [^.!?…؟۔।॥。！？｡\n]++
      | [.!?…؟۔।॥]++ (?! ["'”’»›“«)\]]*+ \s ) )*     # a whole run of marks: linear on a megabyte
    (?: [.!?…؟۔।॥]++ ["'”’»›“«)\]]*+                 # closing marks belong to the sentence
      | [。！？｡]++ ["'”’»」』）]*+
      | \n++
      | \Z )
    """,
    re.VERBOSE,
)
"""What ends where a sentence may: `re` finds the parts of a text in one go.

The group of several ways is not possessive: before Python 3.11.5 that matches wrongly
(github.com/python/cpython/issues/106052). What follows it fits wherever it ends.
"""
_MARKS = frozenset(".!?…؟۔।॥")
_MAY_GO_ON = re.compile(r"""(?<![.!?…؟۔।॥])[.!?…][.!?…؟۔।॥]*+["'”’»›“«)\]]*+\Z""")
"""Marks behind which a small letter shows that the sentence does; no Arabic, Hindi or Chinese."""
_LOOK_AHEAD = 8
_LOOK_BACK = 20
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
    whole = ""
    for part, following in pairwise(_PART.findall(text)):  # the last one is empty
        whole += part
        if following and _goes_on(whole, part, following, ordinals):
            continue
        if sentence := whole.strip():
            yield sentence
        whole = ""
    if sentence := whole.strip():
        yield sentence


@lru_cache(maxsize=256)  # summary, highlights and readability read the same lines
def line_sentences(line: str, language: str | None) -> tuple[str, ...]:
    """Return the sentences of one line."""
    return tuple(sentences(line, language))


def _goes_on(whole: str, part: str, following: str, ordinals: bool) -> bool:
    """Whether a sentence goes on behind a part: `Dr. Who`, `"Why?" she asked`, `3. Mai`."""
    if following[:_LOOK_AHEAD].lstrip(" \t\u00a0«“„\"'(")[:1].islower():
        return _MAY_GO_ON.search(part) is not None
    if part[-1:] != "." or part[-2:-1] in _MARKS:
        return False
    return _is_abbreviated(whole[-_LOOK_BACK - 1 :], ordinals)


def _is_abbreviated(before: str, ordinals: bool) -> bool:
    last = before[:-1].rpartition(" ")[2]
    if last.isalpha():  # most are: the pattern takes ten times as long
        return last.lower() in _ABBREVIATIONS or (len(last) == 1 and last.isupper())
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

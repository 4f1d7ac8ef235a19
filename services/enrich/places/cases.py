"""What a word of a text may be a form of: case endings, particles, prefixes."""

from collections.abc import Iterator

from services.enrich.places.table import NUKTA
from services.text.forms import KO_PARTICLES, RU_CASES

_ADJECTIVES_RU = {
    "ой": ("ая",),
    "ую": ("ая",),
    "ей": ("яя",),
    "ого": ("ий", "ый"),
    "ому": ("ий", "ый"),
    "ом": ("ий", "ый"),
    "его": ("ий",),
    "ему": ("ий",),
    "ем": ("ий",),
    "их": ("ие",),
    "ых": ("ые",),
}
_PREFIXES_AR = ("وال", "بال", "فال", "كال", "کال", "و", "ب", "ل", "ف", "ك", "ک")
_SUFFIXES_KO = ("시", "도", "주", "군", "측", "내", "발", "시내", "산", "행")
GENITIVE_S = frozenset(["de", "sv", "no", "nb", "da", "nl", "lb"])
DATIVE_N = frozenset(["de", "lb"])
"""Of what is plural: in den Niederlanden."""
LEAST_LETTERS = 3


def bases(word: str, language: str | None) -> tuple[str, ...]:
    """Return the word, folded, and what it may be a form of, the likeliest first."""
    if language in ("ru", "uk"):
        return (word, *_russian(word))
    if language == "ko":
        return (word, *_korean(word))
    if language == "ar":
        return (word, *_arabic(word))
    if language == "hi" and NUKTA in word:
        return (word, word.replace(NUKTA, ""))
    if language in DATIVE_N and word.endswith("en") and len(word) > LEAST_LETTERS:
        return (word, word[:-1])
    if language in GENITIVE_S and word.endswith("s") and len(word) > LEAST_LETTERS:
        return (word, word[:-1])
    return (word,)


def _russian(word: str) -> Iterator[str]:
    for size in (3, 2, 1):
        if len(word) < size + LEAST_LETTERS:
            continue
        stem, ending = word[:-size], word[-size:]
        yield from (stem + base for base in _ADJECTIVES_RU.get(ending, ()))
        yield from (stem + base for base in RU_CASES.get(ending, ()))


def _korean(word: str) -> Iterator[str]:
    for ending in (*KO_PARTICLES, *_SUFFIXES_KO):
        stem = word.removesuffix(ending)
        if stem != word and len(stem) > 1:
            yield stem
            yield from (stem.removesuffix(each) for each in _SUFFIXES_KO if stem.endswith(each))


def _arabic(word: str) -> Iterator[str]:
    if word.startswith("لل"):
        yield "ال" + word[2:]
    for prefix in _PREFIXES_AR:
        stem = word.removeprefix(prefix)
        if stem != word and len(stem) >= LEAST_LETTERS:
            yield "ال" + stem if len(prefix) == LEAST_LETTERS else stem

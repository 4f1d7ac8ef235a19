"""No two keywords that name the same thing."""

from collections.abc import Iterable, Sequence

from services.enrich.keywords.candidate import Candidate
from services.enrich.places.table import names as place_names

SAME_COUNT_RATIO = 1.5
"""A part of a longer phrase that stands alone less often than this says nothing new."""
RARE_PART = 0.34
"""A phrase around a better word needs this share of its occurrences."""
LEAST_SHARED = 4
MOST_ENDING = 2
"""Letters: two words of one beginning that differ in no more are forms of one."""

Scored = tuple[float, Candidate]


def without_parts(found: Sequence[Candidate]) -> list[Candidate]:
    """Leave out the parts of longer phrases that hardly stand without them; places stay."""
    least: dict[str, float] = {}
    for each in found:
        if " " in each.key:
            wanted = each.times + 1 if each.name else SAME_COUNT_RATIO * each.times
            for part in _parts(each.key.split()):
                least[part] = max(least.get(part, 0), wanted)
    places = place_names()
    return [
        each
        for each in found
        if each.name or each.times >= least.get(each.key, 0) or each.key in places
    ]


def _parts(words: Sequence[str]) -> Iterable[str]:
    """Return the single words of a phrase, and the pairs of one of three words."""
    return [*words, *(map(" ".join, (words[:2], words[1:])) if len(words) == 3 else ())]


def distinct(ranked: Iterable[Scored], most: int) -> list[Scored]:
    """Take the best, none of which names what a better one does."""
    kept: list[Scored] = []
    for score, each in ranked:
        if not any(is_same(each, other) for _, other in kept):
            kept.append((score, each))
            if len(kept) == most:
                break
    return kept


def is_same(candidate: Candidate, better: Candidate) -> bool:
    """Whether a candidate names what a better one does: a form, a short form, a mere part of it."""
    key, other = candidate.key, better.key
    if key in better.short or other in candidate.short:
        return True
    if _is_part(key, other):
        return better.person or candidate.times < SAME_COUNT_RATIO * better.times
    if _is_part(other, key):
        return candidate.person or candidate.times <= RARE_PART * better.times
    short, long = sorted((key, other), key=len)
    rest = len(long) - len(short)
    return len(short) >= LEAST_SHARED and rest <= MOST_ENDING and long.startswith(short)


def _is_part(part: str, whole: str) -> bool:
    if len(part) >= len(whole):
        return False
    spaced = " " in whole or part.isascii()
    return f" {part} " in f" {whole} " if spaced else part in whole

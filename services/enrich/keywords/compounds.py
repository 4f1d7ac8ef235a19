"""Candidates that are two or three words beside each other, more than once or in the title.

In the title alone, or twice, says little: then something before them must say that a noun follows.
Where we know nothing that does, twice will do, and the title alone will not.
"""

from itertools import pairwise

from services.enrich.keywords.candidate import Candidate, Vocabulary
from services.enrich.keywords.nouns import Keys
from services.enrich.keywords.word_class import (
    ENDS_WITH_ADJECTIVE,
    VERB_LAST,
    ends_in_case,
    is_no_thing,
    is_oblique,
    listed,
)
from services.enrich.noise_words import noise_words
from services.text.tokens import Tokens

LEAST_TIMES = 2
SURE_TIMES = 3
PARTICLE_LANGUAGES = frozenset(["ko"])
"""A particle ends a phrase, and is no part of it: 전기차 배터리의."""

Run = tuple[str, ...]


def compounds(
    tokens: Tokens, keys: Keys, words: Vocabulary, title: str, led: frozenset[int]
) -> list[Candidate]:
    """Make candidates of runs of words; `title` is folded, a space between its words."""
    told = bool(listed("before_nouns", words.language) or listed("articles", words.language))
    size = max(len(tokens), 1)
    folded, initial, title_words = tokens.folded, tokens.initial, frozenset(title.split())
    found = []
    for run, starts in _runs(tokens, keys).items():
        count = len(starts)
        if count < LEAST_TIMES and (not told or folded[starts[0]] not in title_words):
            continue
        at = next((start for start in starts if not initial[start]), starts[0])
        key = " ".join(folded[at : at + len(run)])
        if key in words.named or (count < LEAST_TIMES and f" {key} " not in title):
            continue
        if count >= SURE_TIMES or not told or not led.isdisjoint(starts):
            form = " ".join(tokens.forms[at : at + len(run)]).rstrip("\u0654")
            if ends_in_case(folded[at + len(run) - 1], run[-1], words.language):
                form = key = " ".join((*folded[at : at + len(run) - 1], run[-1]))
            ends = [start + len(run) for start in starts]
            verbal = (count == 1 or words.language in VERB_LAST) and any(
                _acts(tokens, end, words.language) for end in ends
            )
            if _is_phrase(form, words) and not (verbal or _cuts_name(tokens, at, at + len(run))):
                found.append(Candidate(key, form, count, at / size))
    return found


def _runs(tokens: Tokens, keys: Keys) -> dict[Run, list[int]]:
    """Return where the runs of two and three words stand that a space alone keeps apart."""
    found: dict[Run, list[int]] = {}
    joined, elided, closed = tokens.joined, tokens.elided, tokens.closed
    before: str | None = None  # a pair, the word that makes it three
    for start, (one, other) in enumerate(pairwise(keys)):
        is_apart = not joined[start + 1] or elided[start + 1] or closed[start]
        if is_apart or one is None or other is None:
            before = None
            continue
        found.setdefault((one, other), []).append(start)
        if before is not None:
            found.setdefault((before, one, other), []).append(start - 1)
        before = one
    return found


def _cuts_name(tokens: Tokens, start: int, end: int) -> bool:
    """Whether a run in small letters ends with the begin of a name: `pintora Ana | Gil`."""
    is_led = tokens[start].small and tokens[end - 1].capital
    return is_led and end < len(tokens) and tokens[end].joined and tokens[end].capital


def _acts(tokens: Tokens, end: int, language: str | None) -> bool:
    """Whether what follows a run shows that it ends with a verb: `mairie ferme | la piscine`."""
    if end >= len(tokens) or not tokens[end].joined:
        return tokens.forms[end - 1].endswith(VERB_LAST.get(language or "", ()))
    after = listed("behind_verbs", language)
    if not after:
        return False
    return bool(tokens[end].elided) or tokens[end].folded in after


def _is_phrase(form: str, words: Vocabulary) -> bool:
    """Whether it begins and ends with what a name of a thing does, and names no day or measure."""
    parts = form.casefold().split()
    if not noise_words().isdisjoint(parts):
        return False
    if words.capital_nouns:
        return True
    language = words.language
    if language in PARTICLE_LANGUAGES and any(words.lower(part) != part for part in parts[:-1]):
        return False
    if is_oblique(parts, language, words.lexicon, words.lower):
        return False
    if any(is_no_thing(part, language) for part in parts[:-1]):
        return False
    return language in ENDS_WITH_ADJECTIVE or not is_no_thing(parts[-1], language)

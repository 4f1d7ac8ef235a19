"""Candidates that are two or three words beside each other, more than once or in the title.

Twice says little: then something before them must say that a noun follows, where we know what does.
"""

from services.enrich.keywords.candidate import Candidate, Vocabulary
from services.enrich.keywords.nouns import Keys
from services.enrich.keywords.word_class import (
    ENDS_WITH_ADJECTIVE,
    articles,
    before_nouns,
    behind_verbs,
    is_no_thing,
    is_oblique,
)
from services.enrich.noise_words import noise_words
from services.text.tokens import Tokens

LEAST_TIMES = 2
SURE_TIMES = 3
LONGEST = 3
PARTICLE_LANGUAGES = frozenset(["ko"])
"""A particle ends a phrase, and is no part of it: 전기차 배터리의."""

Run = tuple[str, ...]


def compounds(
    tokens: Tokens, keys: Keys, words: Vocabulary, title: str, led: frozenset[int]
) -> list[Candidate]:
    """Make candidates of runs of words; `title` is folded, a space between its words."""
    times, positions, behind = _runs(tokens, keys, led)
    told = bool(before_nouns(words.language) or articles(words.language))
    size = max(len(tokens), 1)
    found = []
    for run, count in times.items():
        if count < LEAST_TIMES and not title:
            continue
        at = positions[run]
        key = " ".join(tokens.folded[at : at + len(run)])
        if key in words.named or (count < LEAST_TIMES and f" {key} " not in title):
            continue
        if count >= SURE_TIMES or run in behind or not told:
            form = " ".join(tokens.forms[at : at + len(run)]).rstrip("\u0654")
            if words.language in PARTICLE_LANGUAGES:
                form = key = " ".join((*tokens.folded[at : at + len(run) - 1], run[-1]))
            verbal = count == 1 and _acts(tokens, at + len(run), words.language)
            if _is_phrase(form, words) and not verbal:
                found.append(Candidate(key, form, count, at / size))
    return found


def _runs(
    tokens: Tokens, keys: Keys, led: frozenset[int]
) -> tuple[dict[Run, int], dict[Run, int], set[Run]]:
    """Count the runs, say where each stands first, and which ever stand behind a leader.

    First, if possible, where no sentence begins.
    """
    joined = tokens.joined
    behind: set[Run] = set()
    times: dict[Run, int] = {}
    positions: dict[Run, int] = {}
    run: Run = ()
    last = -1
    for at, key in enumerate(keys):
        if key is None:
            continue
        if at - last > 1 or not joined[at] or tokens[at].elided:
            last, run = at, (key,)
            continue
        last, run = at, (*run[1 - LONGEST :], key)
        for start, part in ((at - 1, run[-2:]), (at - 2, run))[: len(run) - 1]:
            times[part] = count = times.get(part, 0) + 1
            if count == 1 or tokens[positions[part]].initial > tokens[start].initial:
                positions[part] = start
            if start in led:
                behind.add(part)
    return times, positions, behind


def _acts(tokens: Tokens, end: int, language: str | None) -> bool:
    """Whether what follows a run shows that it ends with a verb: `mairie ferme | la piscine`."""
    if end >= len(tokens) or not tokens[end].joined or not (after := behind_verbs(language)):
        return False
    return tokens[end].elided or tokens[end].folded in after


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
    if is_oblique(parts, language, words.lower):
        return False
    if any(is_no_thing(part, language) for part in parts[:-1]):
        return False
    return language in ENDS_WITH_ADJECTIVE or not is_no_thing(parts[-1], language)

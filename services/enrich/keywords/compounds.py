"""Candidates that are two or three words beside each other, more than once or in the title."""

from collections import Counter
from collections.abc import Sequence

from services.enrich.keywords.candidate import Candidate, Vocabulary
from services.enrich.keywords.nouns import Keys
from services.enrich.keywords.subjects import noise
from services.enrich.keywords.word_class import HEAD_FIRST, is_no_thing, is_oblique
from services.text.tokens import Token
from services.text.words import fold

LEAST_TIMES = 2
LONGEST = 3

Run = tuple[str, ...]


def compounds(
    tokens: Sequence[Token], keys: Keys, words: Vocabulary, title: str
) -> list[Candidate]:
    """Make candidates of runs of words; `title` is folded, a space between its words."""
    times, places = _runs(tokens, keys)
    size = max(len(tokens), 1)
    found = []
    for run, count in times.items():
        if count < LEAST_TIMES and not title:
            continue
        at = places[run]
        form = " ".join(token.form for token in tokens[at : at + len(run)]).rstrip("\u0654")
        key = fold(form)
        if (count >= LEAST_TIMES or f" {key} " in title) and _is_phrase(form, words):
            found.append(Candidate(key, form, count, at / size))
    return found


def _runs(tokens: Sequence[Token], keys: Keys) -> tuple[Counter[Run], dict[Run, int]]:
    """Count the runs, and say where each stands first, if possible not after a full stop."""
    times: Counter[Run] = Counter()
    places: dict[Run, int] = {}
    run: list[str] = []
    for at, key in enumerate(keys):
        if key is None:
            run = []
            continue
        if not run or not tokens[at].joined:
            run = [key]
            continue
        run = [*run[1 - LONGEST :], key]
        for length in range(2, len(run) + 1):
            part = tuple(run[-length:])
            start = at - length + 1
            times[part] += 1
            if times[part] == 1 or tokens[places[part]].initial > tokens[start].initial:
                places[part] = start
    return times, places


def _is_phrase(form: str, words: Vocabulary) -> bool:
    """Whether it begins and ends with what a name of a thing does, and names no day or measure."""
    parts = form.casefold().split()
    if not noise().isdisjoint(parts):
        return False
    if words.capital_nouns:
        return True
    language = words.language
    if is_oblique(parts, language, words.lower):
        return False
    first, last = is_no_thing(parts[0], language), is_no_thing(parts[-1], language)
    return not first and (not last or language in HEAD_FIRST)

"""Candidates that are two or three words beside each other, more than once or in the title."""

from services.enrich.keywords.candidate import Candidate, Vocabulary
from services.enrich.keywords.nouns import Keys
from services.enrich.keywords.subjects import noise
from services.enrich.keywords.word_class import HEAD_FIRST, is_no_thing, is_oblique
from services.text.tokens import Tokens

LEAST_TIMES = 2
LONGEST = 3

Run = tuple[str, ...]


def compounds(tokens: Tokens, keys: Keys, words: Vocabulary, title: str) -> list[Candidate]:
    """Make candidates of runs of words; `title` is folded, a space between its words."""
    times, places = _runs(tokens, keys)
    size = max(len(tokens), 1)
    found = []
    for run, count in times.items():
        if count < LEAST_TIMES and not title:
            continue
        at = places[run]
        key = " ".join(tokens.folded[at : at + len(run)])
        if count >= LEAST_TIMES or f" {key} " in title:
            form = " ".join(tokens.forms[at : at + len(run)]).rstrip("\u0654")
            if _is_phrase(form, words):
                found.append(Candidate(key, form, count, at / size))
    return found


def _runs(tokens: Tokens, keys: Keys) -> tuple[dict[Run, int], dict[Run, int]]:
    """Count the runs, and say where each stands first, if possible not after a full stop."""
    joined = tokens.joined
    times: dict[Run, int] = {}
    places: dict[Run, int] = {}
    run: Run = ()
    last = -1
    for at, key in enumerate(keys):
        if key is None:
            continue
        if at - last > 1 or not joined[at]:
            last, run = at, (key,)
            continue
        last, run = at, (*run[1 - LONGEST :], key)
        for start, part in ((at - 1, run[-2:]), (at - 2, run))[: len(run) - 1]:
            times[part] = count = times.get(part, 0) + 1
            if count == 1 or tokens[places[part]].initial > tokens[start].initial:
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

"""Short forms of names, joined to the full name that is meant."""

from collections import Counter, defaultdict
from collections.abc import Callable, Container, Mapping, Sequence
from typing import NamedTuple

from services.text.words import fold

Key = tuple[str, ...]
"""Words of a name, folded."""


class Name(NamedTuple):
    """A name as it is written first, and how often it stands, its short forms included."""

    form: str
    times: int
    first: int
    """Number of the token where it stands first."""
    short: frozenset[str] = frozenset()
    """Folded short forms: the surname, the first name, the name with less before it."""
    person: bool = False
    """Its last word also stands alone, or a title stands before it."""
    titled: bool = False
    """A title stands before it."""


class NameAt(NamedTuple):
    """A name as it stands somewhere."""

    start: int
    words: tuple[str, ...]
    titled: bool


def joined(
    mentions: Sequence[NameAt], places: Container[str], may_be_given: Callable[[str], bool]
) -> list[Name]:
    """Join short forms to the full name, if only one can be meant; the name of a place is none."""
    times: dict[Key, int] = {}
    first: dict[Key, NameAt] = {}
    titled: set[Key] = set()
    for mention in mentions:
        key = tuple(map(fold, mention.words))
        times[key] = count = times.get(key, 0) + 1
        if count == 1:
            first[key] = mention
        if mention.titled:
            titled.add(key)
    full, persons = _full_names(times, first, places, may_be_given)
    found: dict[Key, Name] = {}
    for key, count in times.items():
        whole, start = full.get(key, key), first[key].start
        short = frozenset([" ".join(key)]) if whole != key else frozenset()
        if (was := found.get(whole)) is not None:
            count, start, short = count + was.times, min(start, was.first), short | was.short
        form, is_titled = " ".join(first[whole].words), whole in titled
        found[whole] = Name(form, count, start, short, whole in persons or is_titled, is_titled)
    return list(found.values())


def _full_names(
    times: Mapping[Key, int],
    first: Mapping[Key, NameAt],
    places: Container[str],
    may_be_given: Callable[[str], bool],
) -> tuple[dict[Key, Key], set[Key]]:
    """Say which name is short for which, and which are of people."""
    by_last: defaultdict[str, list[Key]] = defaultdict(list)
    for key in times:
        if len(key) > 1:
            by_last[key[-1]].append(key)
    full: dict[Key, Key] = {}
    persons: set[Key] = set()
    for last, keys in by_last.items():
        best = max(keys, key=lambda key: (times[key], -len(key), -first[key].start))
        for key in keys:
            if key != best and (key[-len(best) :] == best or best[-len(key) :] == key):
                full[key] = best
        if len(best) > 3 or last in places or ((last,) not in times and (last + "s",) not in times):
            continue
        persons.add(best)
        for short in ((last,), (last + "s",)):
            if short in times:
                full[short] = best
    firsts = Counter(person[0] for person in persons)
    for person in persons:
        given = person[0]
        is_known = (given,) in times and firsts[given] == 1 and given not in places
        if is_known and may_be_given(given):
            full[(given,)] = person
    return full, persons

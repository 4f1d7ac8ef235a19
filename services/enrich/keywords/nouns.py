"""Candidates that are single words, in all their forms."""

from collections.abc import Iterator, Sequence

from services.enrich.keywords.candidate import LOWERED, Candidate, Vocabulary, shown
from services.enrich.keywords.word_class import (
    HEAD_LAST,
    after_nouns,
    articles,
    before_nouns,
    is_no_thing,
)
from services.text.tokens import Token
from services.text.words import fold

LEAST_PART = 3
"""Letters of a part of `Ahrtal-Flut` that may stand alone."""

TOP = 0.2
SHORT = 150
"""Words; of a longer text, what stands once and not near the top is no subject of it."""

Keys = Sequence[str | None]


class Seen:
    """A word in all its forms."""

    __slots__ = ("articles", "first", "forms", "nominal", "sure", "times")

    def __init__(self, first: int) -> None:
        self.first = first
        self.times = 0
        self.nominal = False
        """Something beside it says that it is a noun."""
        self.articles = False
        """A German article stands before it."""
        self.sure = False
        """It stood where its capital comes from no sentence."""
        self.forms: dict[str, int] = {}

    def add(self, form: str) -> None:
        """Count one more."""
        self.times += 1
        self.forms[form] = self.forms.get(form, 0) + 1


def nouns(tokens: Sequence[Token], keys: Keys, words: Vocabulary) -> list[Candidate]:
    """Make candidates of the words that may be nouns."""
    size = max(len(tokens), 1)
    top = size * TOP if size > SHORT else size
    candidates = (
        _candidate(key, one, size, words)
        for key, one in _seen(tokens, keys, words).items()
        if one.times > 1 or one.first <= top
    )
    return [each for each in candidates if each is not None]


def _seen(tokens: Sequence[Token], keys: Keys, words: Vocabulary) -> dict[str, Seen]:
    seen: dict[str, Seen] = {}
    beside = _Beside(tokens, keys, words)
    for at, key in enumerate(keys):
        if key is None:
            continue
        form = tokens[at].form
        if (one := seen.get(key)) is None:
            one = seen[key] = Seen(at)
        one.add(form)
        one.sure |= not tokens[at].initial
        beside.note(at, one)
        if words.capital_nouns and "-" in form:
            for part, part_key in _parts(form, words):
                inner = seen.setdefault(part_key, Seen(at))
                inner.add(part)
                inner.sure = True
    return seen


def _parts(form: str, words: Vocabulary) -> Iterator[tuple[str, str]]:
    """Yield the nouns of a compound with a hyphen that could stand alone, with their keys."""
    for part in form.split("-"):
        if len(part) >= LEAST_PART and (key := words.key(part)) is not None:
            yield part, key


class _Beside:
    """What stands beside a word and says that it is a noun."""

    def __init__(self, tokens: Sequence[Token], keys: Keys, words: Vocabulary) -> None:
        self._tokens, self._keys = tokens, keys
        self._before = before_nouns(words.language)
        self._after = after_nouns(words.language)
        self._head_last = words.language in HEAD_LAST
        self._german = words.capital_nouns
        self._articles = articles(words.language)

    def note(self, at: int, one: Seen) -> None:
        """Look at the neighbours of the word at this place."""
        if self._before is not None:
            one.nominal = one.nominal or self._is_led(at)
        elif self._german:
            one.articles = one.articles or self._follows(at, self._articles)
        elif self._after is not None and at + 1 < len(self._tokens):
            one.nominal = one.nominal or self._tokens[at + 1].form in self._after

    def _is_led(self, at: int) -> bool:
        led = self._tokens[at].elided or self._follows(at, self._before or frozenset())
        return led and not (self._head_last and self._goes_on(at))

    def _follows(self, at: int, leaders: frozenset[str]) -> bool:
        tokens = self._tokens
        return at > 0 and tokens[at].joined and tokens[at - 1].form.lower() in leaders

    def _goes_on(self, at: int) -> bool:
        at += 1
        return at < len(self._keys) and self._tokens[at].joined and self._keys[at] is not None


def _candidate(key: str, one: Seen, size: int, words: Vocabulary) -> Candidate | None:
    """Make a candidate of a word; None for a finite verb, an adverb and the like."""
    if words.capital_nouns and not one.sure:
        return None
    form = min(one.forms, key=lambda each: (-one.forms[each], each[0].isupper(), each))
    form = shown(form, key) if words.language in LOWERED else form
    if not words.capital_nouns:
        if is_no_thing(form.casefold(), words.language):
            return None
        form = form if one.sure else form[0].lower() + form[1:]
    folded = fold(form)
    short = frozenset(map(fold, one.forms)) - {folded}
    told = before_nouns(words.language) is not None or after_nouns(words.language) is not None
    nominal = one.nominal or not told
    bare = words.capital_nouns and not one.articles
    return Candidate(folded, form, one.times, one.first / size, False, False, short, nominal, bare)

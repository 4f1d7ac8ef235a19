"""Candidates that are single words, in all their forms."""

from collections.abc import Callable, Iterator, Sequence

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

    __slots__ = ("first", "forms", "led", "sure", "times")

    def __init__(self, first: int) -> None:
        self.first = first
        self.times = 0
        self.led = False
        """Something beside it says that it is a noun; of German, an article stands before it."""
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
    is_led = _led_by(tokens, keys, words)
    for at, key in enumerate(keys):
        if key is None:
            continue
        token = tokens[at]
        if (one := seen.get(key)) is None:
            one = seen[key] = Seen(at)
        one.add(token.form)
        if not token.initial:
            one.sure = True
        if not one.led and is_led(at):
            one.led = True
        if words.capital_nouns and "-" in token.form:
            for part, part_key in _parts(token.form, words):
                inner = seen.setdefault(part_key, Seen(at))
                inner.add(part)
                inner.sure = True
    return seen


def _parts(form: str, words: Vocabulary) -> Iterator[tuple[str, str]]:
    """Yield the nouns of a compound with a hyphen that could stand alone, with their keys."""
    for part in form.split("-"):
        if len(part) >= LEAST_PART and (key := words.key(part)) is not None:
            yield part, key


def _led_by(tokens: Sequence[Token], keys: Keys, words: Vocabulary) -> Callable[[int], bool]:
    """Return what looks whether the words beside one say that it is a noun."""
    before, after = before_nouns(words.language), after_nouns(words.language)
    head_last = words.language in HEAD_LAST
    last = len(tokens) - 1

    def follows(at: int, leaders: frozenset[str]) -> bool:
        return at > 0 and tokens[at].joined and tokens[at - 1].form.lower() in leaders

    if before is not None:

        def is_led(at: int) -> bool:
            led = tokens[at].elided or follows(at, before)
            goes_on = head_last and at < last and keys[at + 1] is not None and tokens[at + 1].joined
            return led and not goes_on

        return is_led
    if words.capital_nouns:
        leaders = articles(words.language)
        return lambda at: follows(at, leaders)
    if after is not None:
        return lambda at: at < last and tokens[at + 1].form in after
    return lambda at: False


def _candidate(key: str, one: Seen, size: int, words: Vocabulary) -> Candidate | None:
    """Make a candidate of a word; None for a finite verb, an adverb and the like."""
    capital_nouns, language = words.capital_nouns, words.language
    if capital_nouns and not one.sure:
        return None
    form = _most_frequent(one.forms)
    form = shown(form, key) if language in LOWERED else form
    if not capital_nouns:
        if is_no_thing(form.casefold(), language):
            return None
        form = form if one.sure else form[0].lower() + form[1:]
    folded = fold(form)
    short = frozenset(map(fold, one.forms)) - {folded}
    told = before_nouns(language) is not None or after_nouns(language) is not None
    nominal = one.led or not told
    bare = capital_nouns and not one.led
    return Candidate(folded, form, one.times, one.first / size, False, False, short, nominal, bare)


def _most_frequent(forms: dict[str, int]) -> str:
    if len(forms) == 1:
        return next(iter(forms))
    return min(forms, key=lambda each: (-forms[each], each[0].isupper(), each))

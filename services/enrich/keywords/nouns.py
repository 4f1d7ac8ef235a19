"""Candidates that are single words, in all their forms."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, compress

from services.enrich.keywords.candidate import LOWERED, Candidate, Vocabulary, shown
from services.enrich.keywords.word_class import (
    HEAD_LAST,
    after_nouns,
    articles,
    before_nouns,
    is_no_thing,
)
from services.text.tokens import Tokens
from services.text.words import fold

LEAST_PART = 3
"""Letters of a part of `Ahrtal-Flut` that may stand alone."""

TOP = 0.2
SHORT = 150
"""Words; of a longer text, what stands once and not near the top is no subject of it."""

Keys = Sequence[str | None]
Forms = Mapping[str, int]
"""How often each form of a word stands."""
_NO_FORMS: frozenset[str] = frozenset()


def nouns(tokens: Tokens, keys: Keys, words: Vocabulary) -> list[Candidate]:
    """Make candidates of the words that may be nouns."""
    size = max(len(tokens), 1)
    top = size * TOP if size > SHORT else size
    seen = _Seen(tokens, keys, words)
    language = words.language
    told = before_nouns(language) is not None or after_nouns(language) is not None
    found = []
    for key, forms in seen.forms.items():
        times = sum(forms.values())
        if times > 1 or seen.first[key] <= top:
            form = _form(key, forms, key in seen.sure, words)
            if form is not None:
                folded, led = fold(form), key in seen.led
                short = _others(forms, folded)
                first = seen.first[key] / size
                nominal, bare = led or not told, words.capital_nouns and not led
                candidate = Candidate(
                    folded, form, times, first, False, False, short, nominal, bare
                )
                found.append(candidate)
    return found


class _Seen:
    """What is seen of each word, by its key."""

    def __init__(self, tokens: Tokens, keys: Keys, words: Vocabulary) -> None:
        self.first: dict[str, int] = {}
        self.forms: dict[str, dict[str, int]] = {}
        self._add_words(tokens.forms, keys)
        self.sure = {key for key, token in zip(keys, tokens, strict=True) if not token.initial}
        """Stood where their capital comes from no sentence."""
        self.led = {keys[at] for at in _led(tokens, keys, words)}
        """Something beside them says that they are nouns; of German, an article before them."""
        if words.capital_nouns:
            self._add_parts(tokens.forms, keys, words)

    def _add_words(self, forms: Sequence[str], keys: Keys) -> None:
        seen, first = self.forms, self.first
        for at, key in enumerate(keys):
            if key is None:
                continue
            form = forms[at]
            of_key = seen.get(key)
            if of_key is None:
                seen[key], first[key] = {form: 1}, at
            else:
                of_key[form] = of_key.get(form, 0) + 1

    def _add_parts(self, forms: Sequence[str], keys: Keys, words: Vocabulary) -> None:
        for at, form in enumerate(forms):
            if "-" in form and keys[at] is not None:
                for part, key in _parts(form, words):
                    of_key = self.forms.setdefault(key, {})
                    of_key[part] = of_key.get(part, 0) + 1
                    self.first[key] = min(at, self.first.get(key, at))
                    self.sure.add(key)


def _parts(form: str, words: Vocabulary) -> Iterator[tuple[str, str]]:
    """Yield the nouns of a compound with a hyphen that could stand alone, with their keys."""
    for part in form.split("-"):
        if len(part) >= LEAST_PART and (key := words.key(part)) is not None:
            yield part, key


def _led(tokens: Tokens, keys: Keys, words: Vocabulary) -> Iterable[int]:
    """Say where the words beside one say that it is a noun."""
    language, size = words.language, len(tokens)
    before, after = before_nouns(language), after_nouns(language)
    if before is not None:
        led = chain(
            (at for at, token in enumerate(tokens) if token.elided), _following(tokens, before)
        )
        return _heads(led, tokens, keys) if language in HEAD_LAST else led
    if words.capital_nouns:
        return _following(tokens, articles(language))
    if after is not None:
        return compress(range(size - 1), map(after.__contains__, tokens.forms[1:]))
    return ()


def _following(tokens: Tokens, leaders: frozenset[str]) -> Iterator[int]:
    """Yield where words stand with only a space behind a leader."""
    joined, size = tokens.joined, len(tokens)
    led = compress(range(1, size + 1), map(leaders.__contains__, tokens.folded))
    return (at for at in led if at < size and joined[at])


def _heads(led: Iterable[int], tokens: Tokens, keys: Keys) -> Iterator[int]:
    """Yield the places behind which the phrase does not go on."""
    joined, last = tokens.joined, len(tokens) - 1
    return (at for at in led if at == last or keys[at + 1] is None or not joined[at + 1])


def _form(key: str, forms: Forms, sure: bool, words: Vocabulary) -> str | None:
    """Return the form to show a word in; None for a finite verb, an adverb and the like."""
    language = words.language
    form = _most_frequent(forms)
    form = shown(form, key) if language in LOWERED else form
    if words.capital_nouns:
        return form if sure else None
    if is_no_thing(form.casefold(), language):
        return None
    return form if sure else form[0].lower() + form[1:]


def _others(forms: Forms, folded: str) -> frozenset[str]:
    """Return the forms that are not the one to show, folded."""
    if len(forms) == 1 and fold(next(iter(forms))) == folded:
        return _NO_FORMS
    return frozenset(map(fold, forms)) - {folded}


def _most_frequent(forms: Forms) -> str:
    if len(forms) == 1:
        return next(iter(forms))
    return min(forms, key=lambda each: (-forms[each], each[0].isupper(), each))

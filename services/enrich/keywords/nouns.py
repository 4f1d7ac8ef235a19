"""Candidates that are single words, in all their forms."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, compress, count

from services.enrich.keywords.candidate import LOWERED, Candidate, Vocabulary, shown
from services.enrich.keywords.named import calm
from services.enrich.keywords.word_class import HEAD_LAST, VERB_LAST, is_no_thing, listed
from services.enrich.places.table import place_names
from services.text.tokens import Tokens
from services.text.words import fold

ELIDING = frozenset(["fr", "it"])
"""Languages that tie an article to a noun: l'État."""
TIED = frozenset(["l'", "d'", "l’", "d’"])
"""Articles and prepositions so tied; what else is stands before verbs: s'étend."""
_PARTS = re.compile(r"-(?!\d)")
"""Between the parts of a compound: Covid-19 is one."""
LEAST_PART = 3
"""Letters of a part of `Ahrtal-Flut` that may stand alone."""

SURE_TIMES = 3
"""A word that stands so often is more likely a noun or a name than anything else."""
TOP = 0.2
SHORT = 150
"""Words; of a longer text, what stands once and not near the top is no subject of it."""

Keys = Sequence[str | None]
Forms = Mapping[str, int]
"""How often each form of a word stands."""
Positions = frozenset[int]
"""Numbers of tokens."""
_NO_FORMS: frozenset[str] = frozenset()


def nouns(tokens: Tokens, keys: Keys, words: Vocabulary, led: Positions) -> list[Candidate]:
    """Make candidates of the words that may be nouns; `led` as `led_positions` returns it."""
    size = max(len(tokens), 1)
    seen = _Seen(tokens, keys, words, led)
    found = []
    for key, forms, times in seen.likely(words):
        form = _form(key, forms, seen, words)
        if form is not None:
            folded, bare = fold(form), words.capital_nouns and key not in seen.led
            short, first = _others(forms, folded), seen.first[key] / size
            found.append(Candidate(folded, form, times, first, False, False, short, bare))
    return found


class _Seen:
    """What is seen of each word, by its key."""

    def __init__(self, tokens: Tokens, keys: Keys, words: Vocabulary, led: Positions) -> None:
        self._top = len(tokens) * TOP if len(tokens) > SHORT else len(tokens)
        self._told = bool(listed("before_nouns", words.language))
        self.first: dict[str, int] = {}
        self.forms: dict[str, dict[str, int]] = {}
        self._add_words(tokens.forms, keys)
        self.sure = set(map(keys.__getitem__, tokens.own_capitals))
        """Stood with a capital that comes from no sentence."""
        if words.language == "tr":  # an apostrophe stands behind names only: Konya'da
            self.sure |= {keys[at] for at in tokens.capitals if tokens.closed[at]}
        heads = _heads(led, tokens, keys) if words.language in HEAD_LAST else led
        self.led = set(map(keys.__getitem__, heads))
        """Something beside them says that they are nouns; of German, an article before them."""
        verbal = _following(tokens, listed("before_verbs", words.language))
        last = _ending_clauses(tokens, keys, words.language)
        self._verbal = Counter(keys[at] for at in chain(verbal, last))
        if words.capital_nouns:
            self._add_parts(tokens.forms, keys, words)

    def likely(self, words: Vocabulary) -> Iterator[tuple[str, Forms, int]]:
        """Yield what stands often, or near the top and where nouns do, or is a known subject."""
        first, led, verbal, known = self.first, self.led, self._verbal, words.known
        for key, forms in self.forms.items():
            times = sum(forms.values())
            if times < SURE_TIMES:
                is_far = times == 1 and first[key] > self._top
                if (is_far or (self._told and key not in led)) and not any(map(known, forms)):
                    continue
            if key not in verbal or key in led or 2 * verbal[key] < times:  # else it is a verb
                yield key, forms, times

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
    parts = _PARTS.split(form)
    for part in parts if len(parts) > 1 else ():
        if len(part) >= LEAST_PART and (key := words.key(part)) is not None:
            yield part, key


def led_positions(tokens: Tokens, words: Vocabulary) -> Positions:
    """Say which words something beside them makes nouns; of German, an article before them."""
    language = words.language
    if after := listed("after_nouns", language):
        return frozenset(
            compress(range(len(tokens) - 1), map(after.__contains__, tokens.forms[1:]))
        )
    leaders = listed("before_nouns", language) or listed("articles", language)
    led: Iterable[int] = _following(tokens, leaders)
    if language in ELIDING:
        led = chain(led, compress(count(), map(TIED.__contains__, tokens.elided)))
    return frozenset(led)


def _following(tokens: Tokens, leaders: frozenset[str]) -> Iterator[int]:
    """Yield where words stand with only a space behind a leader."""
    if not leaders:
        return iter(())
    joined, size = tokens.joined, len(tokens)
    led = compress(range(1, size + 1), map(leaders.__contains__, tokens.folded))
    return (at for at in led if at < size and joined[at])


def _ending_clauses(tokens: Tokens, keys: Keys, language: str | None) -> Iterator[int]:
    """Yield where words stand that end a clause as verbs do, which are last in Hindi."""
    endings = VERB_LAST.get(language or "")
    if endings:
        for at, joined in enumerate((*tokens.joined[1:], False)):
            if not joined and (keys[at] or "").endswith(endings):
                yield at


def _heads(led: Iterable[int], tokens: Tokens, keys: Keys) -> Iterator[int]:
    """Yield the positions behind which the phrase does not go on."""
    joined, last = tokens.joined, len(tokens) - 1
    return (at for at in led if at == last or keys[at + 1] is None or not joined[at + 1])


def _form(key: str, forms: Forms, seen: _Seen, words: Vocabulary) -> str | None:
    """Return the form to show a word in; None for a finite verb, an adverb and the like."""
    language, sure = words.language, key in seen.sure
    form = _most_frequent(forms)
    form = shown(form, key) if language in LOWERED else form
    if words.capital_nouns:
        return _nominative(form, words) if sure else None
    if is_no_thing(form.casefold(), language):
        return None
    if sure or fold(form) in place_names():
        return calm(form)
    return form if form.isupper() else form[0].lower() + form[1:]


def _nominative(form: str, words: Vocabulary) -> str:
    """Take the ending of the German dative off, where the rest is the commoner word: Pendlern."""
    if not form.endswith(("ern", "eln")):
        return form
    zipf = words.lexicon.get
    return form[:-1] if zipf(fold(form[:-1]), 0.0) > zipf(fold(form), 0.0) else form


def _others(forms: Forms, folded: str) -> frozenset[str]:
    """Return the forms that are not the one to show, folded."""
    if len(forms) == 1 and fold(next(iter(forms))) == folded:
        return _NO_FORMS
    return frozenset(map(fold, forms)) - {folded}


def _most_frequent(forms: Forms) -> str:
    if len(forms) == 1:
        return next(iter(forms))
    return min(forms, key=lambda each: (-forms[each], each[0].isupper(), each))

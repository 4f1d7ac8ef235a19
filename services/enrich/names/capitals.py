"""Names by their capitals: runs of words that keep a capital where no sentence begins."""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from functools import cache, lru_cache

from services.enrich.given_names import given_names, is_given
from services.enrich.name_words import (
    CONNECTORS,
    OFFICES,
    PARTICLES,
    POST_NOMINALS,
    is_title,
    leads_to_name,
)
from services.enrich.names.short_forms import Key, Name, NameAt, joined
from services.enrich.places.table import place_names
from services.text.frequency import frequencies
from services.text.lexicon import Lexicon
from services.text.tokens import Tokens, tokens
from services.text.words import CAPITAL_NOUNS, WORD_MAX_CHARACTERS, fold, stop_words

UNDECLINED = frozenset(
    ["en", "de", "es", "fr", "it", "pt", "nl", "tr", "sv", "no", "nb", "da", "id"]
)
"""Languages whose capitals tell names, and whose names are the same in every case."""
LONGEST_NAME = 5
"""Words behind the last title."""
MOST_CONNECTORS = 2
"""Ursula von der Leyen."""
COMMON_ZIPF = 3.6
"""A word as common as this, met at the head of sentences only, has its capital from there."""
KNOWN_PEOPLE = 500_000
"""A place with fewer may be a word first: Salt, Reading."""
RARE_ZIPF = 4.4
"""Of German, where all nouns have capitals: the words of a name are rarer than nouns mostly are."""

LEAST_LETTERED = 2
"""Words before letters of honour: Simon Medland KC."""
LEAST_INITIALS = 2
"""Before a family name alone: J. K. Rowling. One may end a sentence: plan B."""

LEAST_ACRONYM = 3
"""Letters of a German acronym: shorter ones are mostly of measures."""

_ADJECTIVE = re.compile(r"[A-ZÄÖÜ]\w+(?:ische|liche|tsche|inte|inten)[nrs]?")
"""Of German, with a capital where no sentence begins: part of a name, as in `Europäische Union`."""
_NOUN = re.compile(r"\w+(?:ung|heit|keit|schaft|tion|ismus|ungen|heiten|keiten|schaften|tionen)s?")
"""Of German: a word that is no name, or belongs to one behind an adjective only."""

_COUNTRIES = frozenset([("U.", "S."), ("U.", "K."), ("U.", "N."), ("E.", "U.")])
"""Letters with stops that are nobody's initials: `the U.S. Food and Drug Administration`."""
_NO_WORDS: frozenset[str] = frozenset()


def find_names(
    tokens: Tokens,
    stop: frozenset[str],
    lexicon: Lexicon,
    capital_nouns: bool,
    lower: Callable[[str], str] = str,
) -> list[Name]:
    """Find the names of a text in a script with capitals, short forms joined to the full ones.

    With `capital_nouns` (German) a lone word is no name for certain, and is left out, acronyms
    aside. The name of a place has its capital by right, not because it begins a sentence,
    and is nobody's surname. `lower` returns the lower form of a folded word, by which it is looked
    up in the lexicon; without one, a rare word at the beginning of a sentence is no name.
    """
    capitals = _Capitals(tokens, stop, lexicon, capital_nouns, lower)
    mentions = [_mention(tokens, at, words) for at, words in _runs(tokens, capitals)]
    if any(_is_cyrillic(mention.words[0]) for mention in mentions):
        mentions = list(map(_from_given_name, mentions))  # глава АвтоВАЗа Максим Соколов
    if capital_nouns:
        mentions = _without_nouns(tokens, list(map(_from_given_name, mentions)), capitals)
    names = joined(mentions, place_names(), capitals.may_be_given)
    return [name for name in names if not capital_nouns or " " in name.form or _is_acronym(name)]


def _is_acronym(name: Name) -> bool:
    return name.form.isupper() and len(name.form) >= LEAST_ACRONYM


def _mention(tokens: Tokens, start: int, run: list[str]) -> NameAt:
    """Take the titles off a run; add the word that begins a place and a sentence: `Costa Rica`."""
    is_led = start > 0 and tokens.joined[start] and tokens[start - 1].capital
    if is_led and " ".join(tokens.folded[start - 1 : start + 1]) in place_names():
        start, run = start - 1, [tokens.forms[start - 1], *run]
    if len(run) == 1:
        return NameAt(start, (run[0],), False)
    if len(run) > LEAST_LETTERED and fold(run[-1]) in POST_NOMINALS:
        run = run[:-1]
    words, titled = _without_titles(run)
    led = start > 0 and not tokens.initial[start] and leads_to_name(tokens.folded[start - 1])
    return NameAt(start, words, titled or led)  # the prime minister, Kaja Kallas


def _from_given_name(mention: NameAt) -> NameAt:
    """Take the nouns off that stand before a given name: `Radprofi Egon Muster`."""
    words = mention.words
    if len(words) > 2 and not is_given(fold(words[0])):
        for at in range(1, len(words) - 1):
            if is_given(fold(words[at])):
                return NameAt(mention.start + at, words[at:], True)
    return mention


def _is_cyrillic(word: str) -> bool:
    return "а" <= word[-1] <= "я"


def _without_nouns(
    tokens: Tokens, mentions: Sequence[NameAt], capitals: "_Capitals"
) -> list[NameAt]:
    """Leave out what may be nouns beside each other, of a language that writes those so."""
    times = Counter(mention.words for mention in mentions)
    return [
        each
        for each in mentions
        if len(each.words) == 1
        or each.titled
        or (times[each.words] > 1 and not any(map(_NOUN.fullmatch, each.words)))
        or is_given(fold(each.words[0]))
        or (_ADJECTIVE.fullmatch(each.words[0]) and not tokens[each.start].initial)
        or capitals.unlisted(each.words)
    ]


@lru_cache(maxsize=2)  # keywords and people read the same text
def names_of(text: str, language: str | None) -> tuple[Name, ...]:
    """Find the names of a text, of words as they stand there."""
    stop, lexicon = stop_words(language), frequencies(language)
    return tuple(find_names(tokens(text), stop, lexicon, language in CAPITAL_NOUNS))


class _Capitals:
    """Tell which words have their capital for themselves."""

    def __init__(
        self,
        tokens: Tokens,
        stop: frozenset[str],
        lexicon: Lexicon,
        capital_nouns: bool,
        lower: Callable[[str], str],
    ) -> None:
        self._stop, self._lexicon, self.nouns = stop, lexicon, capital_nouns
        self._lower = lower
        self._forms = set(tokens.forms)
        self._small = _NO_WORDS if lower is str else frozenset(map(lower, tokens.small))
        """Lower forms of the words that stand in small letters."""
        self._sure = set(map(tokens.forms.__getitem__, tokens.own_capitals))
        is_own = cache(self._is_own)
        forms, folded, initial = tokens.forms, tokens.folded, tokens.initial
        self.positions = [
            at for at in tokens.capitals if is_own(forms[at], folded[at], initial[at])
        ]
        """Of the words that have it."""

    def _is_own(self, form: str, word: str, initial: bool) -> bool:
        if len(form) > WORD_MAX_CHARACTERS:
            return False
        if not initial:
            return len(form) > 1 and (word not in self._stop or (not self.nouns and len(form) > 3))
        if word in self._stop or word in self._forms or self._lower(word) in self._small:
            return False
        place = place_names().get(word)
        return (
            form in self._sure
            or is_given(word)
            or (bool(self._lexicon) and self._lexicon.get(self._lower(word), 0.0) < COMMON_ZIPF)
            or (place is not None and place.people >= KNOWN_PEOPLE)
        )

    def may_be_given(self, word: str) -> bool:
        """Whether a folded word can be someone's first name, and is not a word of the text."""
        return word in given_names() or word not in self._forms

    def unlisted(self, words: Key) -> bool:
        """Whether none of the words is a common noun, and one is no listed word at all."""
        zipfs = [self._lexicon.get(fold(word), 0.0) for word in words]
        return max(zipfs) < RARE_ZIPF and not all(zipfs)


def _runs(tokens: Tokens, capitals: _Capitals) -> Iterator[tuple[int, list[str]]]:
    """Yield the runs of words with capitals of their own, and where each begins.

    What is tied to a word inside of a name is `d'`: Banca d'Italia.
    """
    forms, joined = tokens.forms, tokens.joined
    run: list[str] = []
    start = last = titles = 0
    for at in capitals.positions:
        initials = _initials(forms, at) if not joined[at] else ()
        if initials and run and last == at - len(initials) - 1 and is_given(fold(run[-1])):
            run += [*initials, forms[at]]
            last = at
            continue
        may_be_one = run and joined[at] and len(run) - titles < LONGEST_NAME
        if may_be_one and _is_one(tokens, last, at, capitals):
            titles = len(run) if tokens.folded[last] in OFFICES else titles
            run += [*forms[last + 1 : at], f"d'{forms[at]}" if tokens[at].elided else forms[at]]
        else:
            if run:
                yield start, run
            led = initials if len(initials) >= LEAST_INITIALS else ()
            run, start, titles = [*led, forms[at]], at - len(led), 0
        last = at
    if run:
        yield start, run


def _initials(forms: Sequence[str], at: int) -> tuple[str, ...]:
    """Return the initials right before a word, with their stops: `George W. Bush`."""
    first = at
    while first and len(forms[first - 1]) == 1 and forms[first - 1].isupper():
        first -= 1
    found = tuple(f"{form}." for form in forms[first:at]) if first < at else ()
    return () if found in _COUNTRIES else found


def _is_one(tokens: Tokens, last: int, at: int, capitals: _Capitals) -> bool:
    """Whether two words with capitals are of one name: nothing but connectors between them."""
    if at - last - 1 > MOST_CONNECTORS or tokens[at - 1].closed:
        return False
    if tokens[last + 1].form == "y" and (at - last > 2 or is_given(tokens[at].folded)):
        return False  # Spanish: behind it an article or a first name begins another name
    if at == last + 1:
        return True
    connectors = CONNECTORS
    if capitals.nouns:  # of a German name `von` alone, behind a given name
        connectors = PARTICLES if is_given(tokens[last].folded) else _NO_WORDS
    return all(
        tokens[between].joined
        and not tokens[between - 1].closed
        and tokens[between].form.lower() in connectors
        for between in range(last + 1, at)
    )


def _without_titles(run: list[str]) -> tuple[tuple[str, ...], bool]:
    """Take `Sir` and `German Prime Minister` off the front, and say whether there was a title.

    Behind another word only an office is one: Larry King is no king.
    """
    folded, at = list(map(fold, run[:-1])), 0
    while at < len(folded) and is_title(folded[at]):
        at += 1
    if not OFFICES.isdisjoint(folded):
        at = max(n for n, word in enumerate(folded, 1) if word in OFFICES)
    while at and at < len(folded) and run[at] in CONNECTORS and run[at] not in PARTICLES:
        at += 1
    return tuple(run[at:]), at > 0

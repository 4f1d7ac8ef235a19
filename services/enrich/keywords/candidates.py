"""What may become a keyword: names, single nouns, and phrases that come again."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from services.enrich.keywords.forms import lower_form, stem
from services.enrich.keywords.tokens import Token
from services.enrich.keywords.word_class import (
    CAPITAL_NOUNS,
    HEAD_LAST,
    after_nouns,
    before_nouns,
    is_no_thing,
)
from services.enrich.names import Name
from services.enrich.words import WORD_MAX_CHARACTERS, fold


class Candidate(NamedTuple):
    """A word or phrase, and what speaks for it."""

    key: str
    """Folded."""
    form: str
    times: int
    first: float
    """Where it stands first: 0 the beginning of the text, 1 its end."""
    name: bool = False
    person: bool = False
    short: frozenset[str] = frozenset()
    """Other ways in which the text says the same, folded."""
    nominal: bool = True
    """Something beside it says that it is a noun; always where we know no such words."""
    bare: bool = False
    """Of German: no article ever stands before it, as before a name."""


def of_names(names: Sequence[Name], size: int, language: str | None, lexicon: Mapping[str, float]) -> list[Candidate]:
    """Make candidates of names; forms of one name in different cases are one."""
    found: dict[str, Candidate] = {}
    for name in names:
        key = fold(name.form)
        lower = " ".join(lower_form(word, language, lexicon) for word in key.split()) if " " not in key else key
        form = name.form if lower == key else _like(name.form, lower)
        was = found.get(lower)
        short = name.short | ({key} if key != lower else frozenset())
        found[lower] = Candidate(
            lower,
            form if was is None else was.form,
            name.times + (was.times if was else 0),
            min(name.first / size, was.first if was else 1.0),
            True,
            name.person or bool(was and was.person),
            short | (was.short if was else frozenset()),
        )
    return list(found.values())


def _like(form: str, lower: str) -> str:
    """Give a lower form the capital of the form it was made from."""
    return lower[0].upper() + lower[1:] if form[0].isupper() else lower


ARTICLES_DE = frozenset(
    "der die das den dem des ein eine einen einem einer eines im am zum zur vom beim ins ans kein keine "
    "keinen ihre ihr ihren ihrer seine sein seinen seiner unsere diese dieser dieses diesen dieser alle viele".split()
)


class _Seen:
    """A word in all its forms."""

    __slots__ = ("articles", "first", "forms", "nominal", "times")

    def __init__(self, first: int) -> None:
        self.first = first
        self.times = 0
        self.nominal = 0
        self.articles = 0
        self.forms: Counter[str] = Counter()


def of_words(
    tokens: Sequence[Token],
    stop: frozenset[str],
    language: str | None,
    lexicon: Mapping[str, float],
    named: frozenset[str],
    title: str = "",
) -> list[Candidate]:
    """Make candidates of nouns, and of runs of two or three words that come again or make the title.

    `title` is folded, a space between its words.
    """
    capital_nouns = language in CAPITAL_NOUNS
    before, after = before_nouns(language), after_nouns(language)
    keys: dict[str, str | None] = {}
    content: list[str | None] = []
    sure: set[str] = set()
    for token in tokens:
        form = token.form
        if form not in keys:
            keys[form] = _content(form, stop, language, lexicon, named, capital_nouns)
        key = keys[form]
        content.append(key)
        if key is not None and not token.initial:
            sure.add(key)
    seen: dict[str, _Seen] = {}
    runs: Counter[tuple[str, ...]] = Counter()
    run_forms: dict[tuple[str, ...], str] = {}
    last = len(tokens) - 1
    for at, key in enumerate(content):
        if key is None:
            continue
        token = tokens[at]
        if (one := seen.get(key)) is None:
            one = seen[key] = _Seen(at)
        one.times += 1
        one.forms[token.form] += 1
        if "-" in token.form:
            for part in _parts(token.form, capital_nouns):
                if (inner := _content(part, stop, language, lexicon, named, capital_nouns)) is not None:
                    if inner not in seen:
                        seen[inner] = _Seen(at)
                    seen[inner].times += 1
                    seen[inner].forms[part] += 1
                    sure.add(inner)
        follows = at < last and tokens[at + 1].joined and content[at + 1] is not None
        if before is not None:
            led = token.elided or (at > 0 and token.joined and tokens[at - 1].form.lower() in before)
            one.nominal += led and not (follows and language in HEAD_LAST)
        elif capital_nouns:
            one.articles += at > 0 and token.joined and tokens[at - 1].form.lower() in ARTICLES_DE
        elif after is not None:
            one.nominal += at < last and tokens[at + 1].form in after
        if follows:
            nxt = content[at + 1]
            pair = (key, nxt)
            runs[pair] += 1
            run_forms.setdefault(pair, f"{token.form} {tokens[at + 1].form}")
            if at + 1 < last and tokens[at + 2].joined and content[at + 2] is not None:
                three = (key, nxt, content[at + 2])
                runs[three] += 1
                run_forms.setdefault(three, f"{token.form} {tokens[at + 1].form} {tokens[at + 2].form}")
    known = before is not None or after is not None
    size = max(len(tokens), 1)
    found = []
    for key, one in seen.items():
        if capital_nouns and key not in sure:
            continue
        form = _form(key, one, language, lexicon)
        if is_no_thing(fold(form), language) and not capital_nouns:
            continue
        short = frozenset(fold(each) for each in one.forms) - {fold(form)}
        found.append(
            Candidate(
                fold(form), form, one.times, one.first / size, False, False, short,
                capital_nouns or not known or one.nominal > 0,
                capital_nouns and not one.articles,
            )
        )  # fmt: skip
    for run, times in runs.items():
        form = run_forms[run]
        if times < 2 and f" {fold(form)} " not in title:
            continue
        words = fold(form).split()
        if not capital_nouns and (is_no_thing(words[-1], language) or is_no_thing(words[0], language) and language != "ru"):
            continue
        found.append(Candidate(" ".join(words), form, times, seen[run[0]].first / size))
    return found


def _parts(form: str, capital_nouns: bool) -> list[str]:
    """Return the words of a compound with a hyphen that could stand alone: Ahrtal-Flut."""
    parts = form.split("-")
    return [part for part in parts if len(part) > LEAST_PART and part[0].isupper() and capital_nouns]


LEAST_PART = 2


def _form(key: str, one: _Seen, language: str | None, lexicon: Mapping[str, float]) -> str:
    """Choose the form to show: the lower form by rule, else the one that stands most often."""
    if language in _LOWERED:
        form = max(one.forms, key=lambda each: one.forms[each])
        return _like(form, key)
    return min(one.forms, key=lambda each: (-one.forms[each], each))


_LOWERED = frozenset(["ar", "fa", "ko", "ru", "tr"])


def _content(form, stop, language, lexicon, named, capital_nouns) -> str | None:
    """Return what forms of one word have in common, None for a word that names nothing."""
    word = fold(form)
    if not 2 <= len(word) <= WORD_MAX_CHARACTERS or word in stop or word in named:
        return None
    if capital_nouns and not form[0].isupper():
        return None
    if language in _LOWERED:
        lower = lower_form(word, language, lexicon)
        return None if lower in stop or lower in named else lower
    return stem(word, language)

"""Candidates that are two nouns with `de` between them: `train de nuit`, `violencia de género`.

In Romance languages such a phrase names what one compound noun names in others.
"""

from collections.abc import Iterator

from services.enrich.keywords.candidate import Candidate, Vocabulary
from services.enrich.keywords.nouns import TIED, Keys
from services.enrich.keywords.word_class import is_no_thing
from services.enrich.noise_words import noise_words
from services.text.lists import by_language
from services.text.tokens import Tokens

LINKS = by_language(
    {
        "es": "de del",
        "fr": "de du des",
        "it": "di del dello della dei degli delle",
        "pt": "de do da dos das",
    }
)
LEAST_TIMES = 2
ELIDED = ("d’", "d'")
"""Of a link whose vowel is left out: `stations d’épuration`."""

Span = tuple[int, int]


def linked(tokens: Tokens, keys: Keys, text: str, title: str, words: Vocabulary) -> list[Candidate]:
    """Make candidates of linked nouns that stand twice, or also in the folded title."""
    links = LINKS.get(words.language)
    if links is None:
        return []
    times: dict[str, int] = {}
    spans: dict[str, tuple[Span, str]] = {}
    for start, end, form in _spans(tokens, keys, links, text):
        key = form.casefold()
        times[key] = times.get(key, 0) + 1
        spans.setdefault(key, ((start, end), form))
    size = max(len(tokens), 1)
    return [
        Candidate(key, form, times[key], start / size)
        for key, ((start, end), form) in spans.items()
        if times[key] >= LEAST_TIMES or f" {' '.join(tokens.folded[start:end])} " in title
        if all(_is_thing(tokens.folded[at], words) for at in (start, end - 1))
    ]


def _spans(
    tokens: Tokens, keys: Keys, links: frozenset[str], text: str
) -> Iterator[tuple[int, int, str]]:
    """Yield where two words of the text stand with a link between them, and how it writes them."""
    forms, folded, joined = tokens.forms, tokens.folded, tokens.joined
    for at in range(1, len(tokens)):
        if keys[at] is None or not joined[at]:
            continue
        if tokens[at].elided:
            written = (f"{forms[at - 1]} {link}{forms[at]}" for link in ELIDED)
            form = next((each for each in written if each in text), None)
            if keys[at - 1] is not None and form is not None:
                yield at - 1, at + 1, form
        elif at > 1 and folded[at - 1] in links and keys[at - 2] is not None and joined[at - 1]:
            if tokens.elided[at - 2] and tokens.elided[at - 2] not in TIED:
                continue  # s'approchent des villages
            yield at - 2, at + 1, " ".join(forms[at - 2 : at + 1])


def _is_thing(word: str, words: Vocabulary) -> bool:
    return word not in noise_words() and not is_no_thing(word, words.language)

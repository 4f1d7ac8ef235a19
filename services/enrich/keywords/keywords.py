"""What the text is about: names, nouns and phrases, the most likely tags first.

The publisher's own tags are not looked at: they stand in `tags`.
"""

from collections.abc import Iterable

from schemas.events import Keyword
from services.enrich.frequency import frequencies
from services.enrich.keywords.candidates import Candidate, of_names, of_words
from services.enrich.keywords.ngrams import repeated
from services.enrich.keywords.ranking import Ranking
from services.enrich.keywords.subjects import noise
from services.enrich.keywords.tokens import tokens
from services.enrich.keywords.word_class import CAPITAL_NOUNS, KNOWN_LANGUAGES
from services.enrich.names import find_names
from services.enrich.places.table import names as place_names
from services.enrich.script import own_lines
from services.enrich.words import fold, stop_words

KEYWORDS_MAX = 10
READ_CHARACTERS = 8_000
"""Beyond that an article repeats itself, and the time is bounded."""
SAME_COUNT_RATIO = 1.5
"""A part of a better phrase that seldom stands alone says nothing new."""
RARE_PART = 0.34
"""A phrase around a better word needs this share of its occurrences."""
LEAST_SHARED = 4
MOST_ENDING = 2
"""Letters: two words of one beginning that differ in no more are forms of one."""


def keywords(text: str, title: str | None, language: str | None) -> list[Keyword]:
    """Find at most 10 keywords, best first: names, nouns, phrases in the form to show them in."""
    head = "\n".join(own_lines(text[:READ_CHARACTERS], language))
    folded_title = f" {' '.join(fold(token.form) for token in tokens(title or ''))} {fold(title or '')}"
    if title and is_sentence_case(title, language):
        head = f"{title}\n{head}"
    found = candidates(head, folded_title, language)
    ranking = Ranking(found, folded_title, frequencies(language))
    scored = sorted(((ranking.score(each), each) for each in found), key=lambda s: (-s[0], s[1].key))
    return [
        Keyword(text=each.form, score=round(score, 2)) for score, each in _distinct(scored)
    ]


def is_sentence_case(title: str, language: str | None) -> bool:
    """Whether capitals in a title mean what they do in a text; not so in `Title Case`."""
    if language in CAPITAL_NOUNS:
        return True
    words = [word for word in title.split()[1:] if len(word) > 3]
    return 2 * sum(word[0].islower() or not word[0].isalpha() for word in words) > len(words) or not title[:1].isupper() and not title[:1].islower()


def candidates(text: str, title: str, language: str | None) -> list[Candidate]:
    """Return everything that could be a keyword; `title` is folded."""
    stop, lexicon = stop_words(language), frequencies(language)
    words = tokens(text)
    size = max(len(words), 1)
    capital_nouns = language in CAPITAL_NOUNS
    names = find_names(words, stop, lexicon, capital_nouns, place_names())
    found = of_names(names, size, language, lexicon)
    named = frozenset(form for name in found for form in (name.key, *name.short))
    others = of_words(words, stop, language, lexicon, named, title)
    if language not in KNOWN_LANGUAGES:
        others = [each for each in others if each.times > 1 and f" {each.key} " in title]
    others += [
        Candidate(gram, phrase.form, phrase.times, text.find(gram) / len(text))
        for gram, phrase in repeated(text, stop).items()
    ]
    return [each for each in found + others if each.key not in noise()]


def _distinct(ranked: Iterable[tuple[float, Candidate]]) -> list[tuple[float, Candidate]]:
    """Take the best, none of which names what a better one does."""
    kept: list[tuple[float, Candidate]] = []
    for score, each in ranked:
        if not any(is_same(each, other) for _, other in kept):
            kept.append((score, each))
            if len(kept) == KEYWORDS_MAX:
                break
    return kept


def is_same(candidate: Candidate, better: Candidate) -> bool:
    """Whether a candidate names what a better one does: a form, a short form, a mere part of it."""
    key, other = candidate.key, better.key
    if key in better.short or other in candidate.short:
        return True
    spaced = " " in key or " " in other or key.isascii()
    if (f" {key} " in f" {other} ") if spaced else (key in other):
        return better.person or not candidate.name or candidate.times <= SAME_COUNT_RATIO * better.times
    if (f" {other} " in f" {key} ") if spaced else (other in key):
        return candidate.person or candidate.times <= RARE_PART * better.times
    short, long = sorted((key, other), key=len)
    return len(short) >= LEAST_SHARED and long.startswith(short) and len(long) - len(short) <= MOST_ENDING

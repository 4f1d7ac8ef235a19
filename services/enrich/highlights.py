"""The sentences after the lead that say most of what the text is about, in its own words.

Each word weighs what it is rare in its language and frequent here; a sentence weighs the mean of
its words, and a word that is taken weighs half (after SumBasic, Nenkova and Vanderwende 2005).
"""

from collections import Counter
from collections.abc import Sequence
from itertools import chain, pairwise
from math import fsum, log

from services.enrich.reading import Fields, Reading
from services.enrich.summary import LEAD_SENTENCES, lead_sentences
from services.text.classes import Pattern
from services.text.frequency import RAREST, frequencies
from services.text.parts import split
from services.text.words import (
    WORD,
    fold,
    fold_case,
    has_unspaced,
    is_folded,
    may_be_unspaced,
    stop_words,
)

HIGHLIGHTS_MAX = 3
LEAST_SENTENCES = 8
"""A shorter text is read faster than its highlights are weighed."""
SENTENCES_READ = 50
SENTENCE_MIN_CHARACTERS = 50
SENTENCE_MAX_CHARACTERS = 300
DENSE_MIN_CHARACTERS = 15
"""Of scripts without spaces, where a character says what a word of another does."""
COMMONEST = 8.0
"""Zipf frequency of the most common word of any language."""

_WORD = Pattern(WORD)


def fields(reading: Reading) -> Fields:
    """Return `highlights`."""
    article = reading.article
    lead = lead_sentences(article.text, article.title, reading.language)
    return {"highlights": highlights(lead[:SENTENCES_READ], reading.language)}


def highlights(sentences: Sequence[str], language: str | None) -> list[str]:
    """Choose at most three sentences, in reading order; none of a short text."""
    if len(sentences) < LEAST_SENTENCES:
        return []
    stop = stop_words(language)
    text = "\n".join(sentences)
    may_be_dense = may_be_unspaced(text)
    dense = [may_be_dense and has_unspaced(sentence) for sentence in sentences]
    worded = [
        _pairs(sentence) if is_dense else frozenset(words) - stop
        for sentence, words, is_dense in zip(sentences, _words_by_line(text), dense, strict=True)
    ]
    sizes = list(map(len, worded))
    weights = _weights(worded, language)
    recurring = frozenset(weights)
    worded = [words & recurring for words in worded]
    numbers = range(LEAD_SENTENCES, len(sentences))
    means = {
        n: _mean(worded[n], sizes[n], weights)
        for n in numbers
        if _can_stand_alone(sentences[n], dense[n])
    }
    chosen: list[int] = []
    while means and len(chosen) < HIGHLIGHTS_MAX:
        best = max(means, key=means.__getitem__)  # of equals the first
        del means[best]
        if _is_list(sentences[best]):
            continue
        chosen.append(best)
        taken = worded[best]
        weights |= {word: weights[word] / 2 for word in taken}
        means |= {
            n: _mean(worded[n], sizes[n], weights) for n in means if not taken.isdisjoint(worded[n])
        }
    return [sentences[n] for n in sorted(chosen)]


def _words_by_line(text: str) -> list[list[str]]:
    """Find the words of each line, folded."""
    read = fold_case(text)
    word = _WORD.of(read)
    found = [split(line).words_like(word) for line in read.split("\n")]
    return found if is_folded(read) else [list(map(fold, words)) for words in found]


def _can_stand_alone(sentence: str, is_dense: bool) -> bool:
    """Tell whether a sentence is neither short nor long, asks nothing and announces nothing."""
    least = DENSE_MIN_CHARACTERS if is_dense else SENTENCE_MIN_CHARACTERS
    return least <= len(sentence) <= SENTENCE_MAX_CHARACTERS and not sentence.endswith(
        ("?", "？", "؟", ":", "：")
    )


def _is_list(sentence: str) -> bool:
    """Tell whether nearly all words are names, as in the line-up of a team or a cast."""
    words = sentence.split()
    return sum(map(str.islower, words)) * 2 < sum(map(str.istitle, words))


def _pairs(sentence: str) -> frozenset[str]:
    """Return the pairs of neighbouring characters: in scripts without spaces they are the words."""
    return frozenset(map("".join, pairwise(sentence)))


def _weights(worded: Sequence[frozenset[str]], language: str | None) -> dict[str, float]:
    """Weigh the words that come again; the others say nothing of the text."""
    lexicon = frequencies(language)
    times = Counter(chain.from_iterable(worded))
    return {
        word: log(count + 1) * (COMMONEST - lexicon.get(word, RAREST))
        for word, count in times.items()
        if count > 1
    }


def _mean(words: frozenset[str], size: int, weights: dict[str, float]) -> float:
    """Return the mean weight of a sentence's words; a few more words do no harm."""
    return fsum(map(weights.__getitem__, words)) / (size + 3)

"""The sentences after the lead that say most of what the text is about, in its own words.

Each word weighs what it is rare in its language and frequent here; a sentence weighs the mean of
its words, and a word that is taken weighs half (after SumBasic, Nenkova and Vanderwende 2005).
"""

from collections import Counter
from collections.abc import Sequence
from itertools import islice, pairwise
from math import log

import regex

from services.enrich.reading import Fields, Reading
from services.enrich.summary import LEAD_SENTENCES, lead_sentences
from services.text.frequency import RAREST, frequencies
from services.text.words import WORD, fold, stop_words

HIGHLIGHTS_MAX = 3
LEAST_SENTENCES = 8
"""A shorter text is read faster than its highlights are weighed."""
SENTENCES_READ = 50
SENTENCE_MIN_CHARACTERS = 50
SENTENCE_MAX_CHARACTERS = 300
DENSE_MIN_CHARACTERS = 15
COMMONEST = 8.0
"""Zipf frequency of the most common word of any language."""

_DENSE = regex.compile(r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}]")
_WORD = regex.compile(WORD)


def fields(reading: Reading) -> Fields:
    """Return `highlights`."""
    article = reading.article
    lead = lead_sentences(article.text, article.title, reading.language)
    return {"highlights": highlights(list(islice(lead, SENTENCES_READ)), reading.language)}


def highlights(sentences: Sequence[str], language: str | None) -> list[str]:
    """Choose at most three sentences, in reading order; none of a short text."""
    if len(sentences) < LEAST_SENTENCES:
        return []
    stop = stop_words(language)
    worded = [_words(sentence, stop) for sentence in sentences]
    weights = _weights(worded, language)
    left = [n for n in range(LEAD_SENTENCES, len(sentences)) if _is_whole(sentences[n])]
    chosen: list[int] = []
    while left and len(chosen) < HIGHLIGHTS_MAX:
        best = max(left, key=lambda n: (_mean(worded[n], weights), -n))
        left.remove(best)
        chosen.append(best)
        weights |= {word: weights[word] / 2 for word in worded[best]}
    return [sentences[n] for n in sorted(chosen)]


def _is_whole(sentence: str) -> bool:
    least = DENSE_MIN_CHARACTERS if _DENSE.search(sentence) else SENTENCE_MIN_CHARACTERS
    return least <= len(sentence) <= SENTENCE_MAX_CHARACTERS and not sentence.endswith(
        ("?", "？", ":")
    )


def _words(sentence: str, stop: frozenset[str]) -> frozenset[str]:
    """Return what carries the subject; of scripts without spaces, pairs of characters."""
    if _DENSE.search(sentence):
        return frozenset(map("".join, pairwise(sentence)))
    return frozenset(word for each in _WORD.findall(sentence) if (word := fold(each)) not in stop)


def _weights(worded: Sequence[frozenset[str]], language: str | None) -> dict[str, float]:
    lexicon = frequencies(language)
    times = Counter(word for words in worded for word in words)
    return {
        word: log(count + 1) * (COMMONEST - lexicon.get(word, RAREST)) if count > 1 else 0.0
        for word, count in times.items()
    }


def _mean(words: frozenset[str], weights: dict[str, float]) -> float:
    """Return the mean weight; a few more words do no harm."""
    return sum(weights[word] for word in words) / (len(words) + 3)

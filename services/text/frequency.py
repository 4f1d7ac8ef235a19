"""How common a word is in its language (wordfreq's small lists: no download, 2 to 6 MB each)."""

from functools import cache

from services.text.words import fold_once

RAREST = 2.5
"""Zipf frequency of what the lists do not have: they end at a word in a million, 3.0."""
_LISTED = {"no": "nb", "sr": "sh", "hr": "sh", "bs": "sh"}


def read_frequencies(language: str | None) -> dict[str, float]:
    """Read a language's words, folded, with their Zipf frequency; empty where there is no list.

    6 is one word in a thousand, 3 one in a million.
    """
    if language is None:
        return {}
    from wordfreq import available_languages, cB_to_zipf, read_cBpack

    path = available_languages("small").get(_LISTED.get(language, language))
    if path is None:
        return {}
    bands = [(cB_to_zipf(-band), words) for band, words in enumerate(read_cBpack(path))]
    return {fold_once(word): zipf for zipf, words in bands for word in words}


frequencies = cache(read_frequencies)
"""The same, kept for good."""

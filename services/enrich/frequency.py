"""How common a word is in its language (wordfreq's small lists: no download, 2 to 6 MB each)."""

from functools import cache

RAREST = 2.5
"""Zipf frequency of what the lists do not have: they end at a word in a million, 3.0."""
_LISTED = {"no": "nb", "sr": "sh", "hr": "sh", "bs": "sh"}


@cache
def frequencies(language: str | None) -> dict[str, float]:
    """Load a language's words with their Zipf frequency (6: one in a thousand, 3: in a million).

    Empty where there is no list.
    """
    if language is None:
        return {}
    from wordfreq import available_languages, cB_to_zipf, read_cBpack

    path = available_languages("small").get(_LISTED.get(language, language))
    if path is None:
        return {}
    bands = enumerate(read_cBpack(path))
    return {word: cB_to_zipf(-band) for band, words in bands for word in words}

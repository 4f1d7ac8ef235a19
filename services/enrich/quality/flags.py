"""What a site calls the article, or what its form shows: a live blog, an opinion."""

import re
from collections.abc import Iterator, Sequence
from urllib.parse import urlsplit

import regex

from schemas.events import ArticleExtracted, Flag, FlagName
from services.enrich.quality.flag_words import FlagWords, flag_words, plain_i, slug
from services.enrich.quality.form import flags_by_form
from services.enrich.reading import Fields, Reading

_TITLE_ENDS = regex.compile(r"\s?[:：|｜\[\]【】()（）]\s?|\s[–—-]\s|\.+\s")
"""What sets a part of a title off from the others."""
_SECTION_ENDS = regex.compile(r"\s*[/|>·・]\s*")
_SEVERAL_WORDS = re.compile(r"\w[ -]\w")
"""No name of a site, where that may stand: `… | photo gallery`."""
_SLUG_ENDS = re.compile(r"[/.]")


def fields(reading: Reading) -> Fields:
    """Return `flags`."""
    found: dict[FlagName, Flag] = {}
    for flag in find_flags(reading.article):
        found.setdefault(flag.name, flag)
    return {"flags": list(found.values())}


def find_flags(article: ArticleExtracted) -> Iterator[Flag]:
    """Yield what the article is, with the source; what the site says comes first."""
    path = urlsplit(article.canonical_url).path.lower()
    section = _SECTION_ENDS.split(_folded(article.section))
    slugs = frozenset(map(slug, section))
    title = [part for part in _TITLE_ENDS.split(_folded(article.title)) if part]
    for name, words in flag_words().items():
        if _is_in_path(path, words):
            yield Flag(name=name, source="url")
        if not words.section.isdisjoint(section) or not words.path.isdisjoint(slugs):
            yield Flag(name=name, source="section")
        if _is_in_title(title, words):
            yield Flag(name=name, source="title")
    yield from flags_by_form(article)


def _folded(text: str | None) -> str:
    """Write a text in small letters, with a space for what joins two Persian words.

    The small letters of the Turkish `İ` and `I` are a plain `i`.
    """
    return plain_i(" ".join((text or "").replace("\u200c", " ").replace("İ", "i").lower().split()))


def _is_in_path(path: str, words: FlagWords) -> bool:
    """Whether a part of a path is such a word, begins with one, or holds one between hyphens."""
    parts = path.split("/")
    if not words.path.isdisjoint(parts) or any(part.startswith(words.path_start) for part in parts):
        return True
    hyphened = f"-{_SLUG_ENDS.sub('-/-', path)}-"
    return any(map(hyphened.__contains__, words.path_within))


def _is_in_title(parts: Sequence[str], words: FlagWords) -> bool:
    """Whether a part of a title, set off from the rest, is such a word, or begins or ends so."""
    is_set_off = len(parts) > 1 and (
        parts[0] in words.title
        or parts[-1] in words.title_last
        or (parts[-1] in words.title and _SEVERAL_WORDS.search(parts[-1]) is not None)
    )
    return is_set_off or any(
        part.startswith(words.title_start) or part.endswith(words.title_end) for part in parts
    )

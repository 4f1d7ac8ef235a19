"""The parts of an address that name its story: words, numbers, the last part of the path."""

import re
from urllib.parse import unquote

from schemas.url import Url

_INDEX = re.compile(r"^(?:index|default|home)\.\w+$", re.IGNORECASE)
_EDITION = re.compile(
    r"^(?:amp|m|mobile|print|printable|full|single|all|comments?|page|p|\d{1,2}|feed|gallery"
    r"|index\.\w+)$",
    re.IGNORECASE,
)
_STORY_NUMBER = re.compile(
    r"(?:^|&)(?:(?!cat|sec|rub|menu|item)(?:\w*(?:id|nr|no|story|article|news|post|slug|alias|idx|seq)|p|t)=[\w-]+|[a-z]{0,10}\d{2,}=?(?=&|$))",
    re.I,
)
"""Of a query: `id=991`, or the number alone, as in `?article5512`."""
_EXTENSION = re.compile(r"\.[a-z]{2,5}$", re.IGNORECASE)
_WORDS = re.compile(r"[^\W_]+")
_SLUG_WORDS_MIN = 3
_SLUG_DIGITS = re.compile(r"\d{4,}")


def words_of(text: str) -> set[str]:
    """Return the words of a text, case-folded."""
    return set(_WORDS.findall(text.casefold()))


def path_parts(url: Url) -> list[str]:
    """Return the parts of a path, decoded, without the `index.html` at its end."""
    parts = [part for part in unquote(url.path).split("/") if part]
    return parts[:-1] if parts and _INDEX.match(parts[-1]) else parts


def last_part(url: Url) -> str:
    """Return the last part of the path that names the story, without its extension."""
    parts = [part for part in path_parts(url) if not is_edition_part(part)]
    return parts[-1].rpartition(".")[0] or parts[-1] if parts else ""


def last_words(url: Url) -> set[str]:
    """Return the words of the last part of the path that names the story."""
    return words_of(last_part(url))


def story_number(query: str) -> str:
    """Return the part of a query that names the story; empty where none does."""
    match = _STORY_NUMBER.search(query)
    return match[0].lstrip("&").lower() if match else ""


def is_slug(part: str) -> bool:
    """Return whether a part of a path is long enough to name a story, or holds its number."""
    words = _WORDS.findall(_EXTENSION.sub("", part))
    return len(words) >= _SLUG_WORDS_MIN or bool(_SLUG_DIGITS.search(part))


def is_index(url: Url) -> bool:
    """Return whether an address ends in the page that lists a folder: `index.html`."""
    return bool(_INDEX.match(url.path.rpartition("/")[2]))


def is_edition_part(part: str) -> bool:
    """Return whether a part of a path names another view of the story before it: `amp`, `print`."""
    return bool(_EDITION.match(part))

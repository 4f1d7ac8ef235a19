"""What the page says of its article beside the text: where a word stands there, it is a subject."""

import re
from typing import NamedTuple
from unicodedata import normalize
from urllib.parse import unquote, urlsplit

from services.text.words import fold_once

DESCRIPTION_CHARACTERS = 1_000
ADDRESS_CHARACTERS = 300
LAST_LATIN = "\u024f"
_APART = re.compile(r"[\W_]+")
_MARKS = re.compile("[\u0300-\u036f]")
_WRITTEN_OUT = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "ı": "i", "ø": "o"})


class Stated(NamedTuple):
    """Folded words, a space before each and behind the last."""

    description: str = " "
    slug: str = " "
    """The path of the URL, of which publishers make a headline in a few words."""

    def describes(self, key: str) -> bool:
        """Whether the publisher's description has a folded word or phrase."""
        return f" {key} " in self.description or ("-" in key and _words(key) in self.description)

    def is_in_slug(self, key: str) -> bool:
        """Whether the URL has it, as it is or in plain letters: `koeln` or `koln` for `köln`."""
        slug = self.slug
        if (_words(key) if "-" in key else f" {key} ") in slug:
            return True
        if key.isascii() or key[0] > LAST_LATIN or len(slug) < len(key):
            return False
        plain = f" {_MARKS.sub('', normalize('NFD', key))} "
        return plain in slug or f" {key.translate(_WRITTEN_OUT)} " in slug


NOTHING = Stated()


def stated(description: str | None, url: str) -> Stated:
    """Read a publisher's description and the path of a URL."""
    path = unquote(urlsplit(url[:ADDRESS_CHARACTERS]).path)
    return Stated(_words((description or "")[:DESCRIPTION_CHARACTERS]), _words(path))


def _words(text: str) -> str:
    return f" {_APART.sub(' ', fold_once(text)).strip()} "

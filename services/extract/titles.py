"""The headline: which of the page's titles, and without the site's name."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from services.extract.words import key

_SEPARATOR = re.compile(r"\s+(?:[|\-–—−·•*»«›:/~]|::|\|\|)\s+|\s*\|\s*|\s*[»«]\s*| ?[—] ?(?=\S+$)")
_MIN_TITLE_CHARS = 4


@dataclass(frozen=True, slots=True)
class Title:
    """A headline and where it came from."""

    text: str
    source: str


def choose_title(
    og: str, headline: str, heading: str, page_title: str, twitter: str, names: Iterable[str]
) -> Title | None:
    """Return the headline of the page: og:title, JSON-LD, `<h1>`, `<title>`, in this order.

    `names` are what the site calls itself; each title is freed of them. A title that only adds
    set-off words to the headline shown on the page gives way to it.
    """
    known = {key(name) for name in names} - {""}
    witnesses = {key(each) for each in (headline, heading) if each}
    for text, source in (
        (og, "og"), (headline, "json-ld"), (heading, "text"), (page_title, "text"),
        (twitter, "meta"),
    ):  # fmt: skip
        bare = strip_site(text, known, witnesses)
        if len(bare) >= _MIN_TITLE_CHARS and key(bare) not in known:
            return Title(bare, source)
    return None


def strip_site(text: str, names: set[str], witnesses: set[str]) -> str:
    """Remove set-off site names from both ends of a title.

    `names` and `witnesses` (headlines seen elsewhere on the page) are in `words.key` form. What
    is left equals a witness, or only parts that are names of the site went.
    """
    if not text or key(text) in witnesses:
        return text
    cuts = [(match.start(), match.end()) for match in _SEPARATOR.finditer(text)]
    for _, start in [(0, 0), *cuts]:
        for end in [len(text), *(at for at, _ in reversed(cuts))]:
            if end > start and (start or end < len(text)) and key(text[start:end]) in witnesses:
                return text[start:end].strip()
    while True:
        cuts = [(match.start(), match.end()) for match in _SEPARATOR.finditer(text)]
        if cuts and _is_name(text[cuts[-1][1] :], names):
            text = text[: cuts[-1][0]].strip()
        elif cuts and _is_name(text[: cuts[0][0]], names):
            text = text[cuts[0][1] :].strip()
        else:
            return text


def _is_name(part: str, names: set[str]) -> bool:
    found = key(part)
    return bool(found) and (
        found in names or any(found == f"the{name}" or name == f"the{found}" for name in names)
    )

"""The headline: which of the page's titles, and without the site's name."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from services.extract.markup.normalise import key

_SEPARATOR = re.compile(
    r"\s+(?:[|\-–—−·•*»«›/~]|::|\|\|)\s+|\s*[|｜»«]\s*|\s*[：_]\s*(?=[^：_]+$)|\s?—\s?(?=\S+$)"
)
_COLON = re.compile(r":\s+")
_WORD = re.compile(r"\w+")
_SOFT_HYPHEN = "\u00ad"
_TITLE_CHARS = range(4, 500)
_MAX_CUTS = 12
_MAX_SITE_CHARS = 40
_SHARED_WORDS = 0.3
"""Share of og:title's words that the headline shown must have. Titles written for social media
alone have under .2 of them (CBC, t-online, Rzeczpospolita), shortened headlines over .4."""
_LEAST_AFTER_NAME_CHARS = 15
_NAME_SLACK_CHARS = 9
_DISTINCT_CHARS = 8
"""A name this long is no word of a headline, so a little more beside it is the name still."""
_GENERIC = frozenset({
    "the", "www", "com", "net", "org", "news", "online", "tv", "live", "nachrichten", "zeitung",
    "magazin", "magazine", "newspaper", "international", "english", "digital", "portal", "web",
    "business", "sport", "sports", "politics", "staff", "desk", "team", "redaktion",
    "de", "at", "ch", "uk", "couk", "us", "fr", "es", "it", "nl", "pl", "se", "no", "dk", "lu",
})  # fmt: skip
"""What may stand beside a name of any length: `CBC News`, `BILD.de`."""


@dataclass(frozen=True, slots=True)
class Title:
    """A headline and where it came from."""

    text: str
    source: str


def choose_title(
    og: str,
    headline: str,
    heading: str,
    page_title: str,
    twitter: str,
    names: Iterable[str],
    hint: str = "",
) -> Title | None:
    """Return the headline of the page: og:title, JSON-LD, `<h1>`, `<title>`, in this order.

    `names` are what the site calls itself, in `words.key` form; titles are freed of them. A title
    for social media that is another text than the headline the page shows gives way to it. Where
    they differ, the one that a submitter's `hint` repeats is taken.
    """
    known = set(names)
    shown = {key(heading)} if heading else {key(headline)} - {""}
    stripped = [
        Title(strip_site(text, known, shown), source)
        for text, source in (
            (og, "og"), (headline, "json-ld"), (heading, "text"), (page_title, "text"),
            (twitter, "meta"),
        )
    ]  # fmt: skip
    better = _headline_shown(*(title.text for title in stripped[:4]))
    usable = [
        title
        for title in ([better] if better else []) + stripped
        if len(title.text) in _TITLE_CHARS and key(title.text) not in known
    ]
    agreeing = [title for title in usable if hint and key(title.text) == key(hint)]
    return next(iter(agreeing or usable), None)


def _headline_shown(og: str, headline: str, heading: str, page_title: str) -> Title | None:
    """Return the title that two others of the page agree on, where og:title stands against it."""
    if (
        key(headline)
        and key(headline) == key(page_title)
        and key(og) != key(heading) != key(headline)
    ):
        return Title(headline, "json-ld")
    if heading and key(heading) in (key(headline), key(page_title)):
        words, shown = _words(og), _words(heading)
        if len(words) > 2 and len(shown) > 2 and len(words & shown) < _SHARED_WORDS * len(words):
            return Title(heading, "text")
    return None


def cut_ends(title: str) -> list[int]:
    """Return where the set-off parts of a title end, the longest first, the whole included."""
    return [len(title), *(match.start() for match in reversed(list(_SEPARATOR.finditer(title))))]


def names_in_title(page_title: str, heading: str) -> set[str]:
    """Return what `<title>` sets off at its outer end beside the headline, in `words.key` form.

    `Headline - Site` and `Headline - Section - Site` name the site last, `Site - Headline` first.
    """
    cuts = list(_SEPARATOR.finditer(page_title))
    if not cuts or not heading:
        return set()
    first, last = page_title[: cuts[0].start()], page_title[cuts[-1].end() :]
    if key(page_title[cuts[0].end() :]) == key(heading):
        return {key(first)} if len(first) <= _MAX_SITE_CHARS else set()
    if key(page_title).startswith(key(heading)) and len(last) <= _MAX_SITE_CHARS:
        return {key(last)}
    return set()


def _words(text: str) -> set[str]:
    return set(_WORD.findall(text.casefold().replace(_SOFT_HYPHEN, "")))


def strip_site(text: str, names: set[str], shown: set[str]) -> str:
    """Remove set-off site names from both ends of a title.

    `names` and `shown` (the headline as the page shows it) are in `words.key` form. What is left
    equals the headline, or only parts that are names of the site went.
    """
    if len(text) not in _TITLE_CHARS or key(text) in shown:
        return text
    part = _part_shown(text, shown)
    if part:
        return part
    head, _, rest = text.partition(": ")
    if key(head) in names and len(rest) >= _LEAST_AFTER_NAME_CHARS:
        text = rest.strip()  # `Harbour Post: The lamp is lit`; any other word there is a kicker
    while True:
        cuts = [(match.start(), match.end()) for match in _SEPARATOR.finditer(text)]
        if cuts and is_site_name(text[cuts[-1][1] :], names):
            text = text[: cuts[-1][0]].strip()
        elif cuts and is_site_name(text[: cuts[0][0]], names):
            text = text[cuts[0][1] :].strip()
        else:
            return text


def _part_shown(text: str, shown: set[str]) -> str:
    """Return the set-off part of a title that is the headline shown, else an empty string."""
    cuts = [(match.start(), match.end()) for match in _SEPARATOR.finditer(text)][:_MAX_CUTS]
    starts = [0, *(end for _, end in cuts), *(match.end() for match in _COLON.finditer(text))][
        : 2 * _MAX_CUTS
    ]
    ends = [len(text), *(start for start, _ in reversed(cuts))]
    for start in starts if cuts else ():
        for end in ends:
            if end > start and key(text[start:end]) in shown:
                return text[start:end].strip()
    return ""


def is_site_name(part: str, names: set[str]) -> bool:
    """Tell whether a part of a title is the site's name, or that and a word like `Online`."""
    found = key(part)
    return found in names or any(
        _is_little(
            found.removeprefix(name) if found.startswith(name) else found[: -len(name)], name
        )
        for name in names
        if len(name) > 2 and (found.startswith(name) or found.endswith(name))
    )


def _is_little(extra: str, name: str) -> bool:
    return extra in _GENERIC or (len(name) >= _DISTINCT_CHARS and len(extra) <= _NAME_SLACK_CHARS)

"""A byline parted into its authors: at labels, at words and signs between names, at commas."""

import re
from collections.abc import Iterable, Iterator, Set

from services.extract.markup.normalise import key
from services.extract.metadata.people.author_words import (
    AGENCIES,
    DEGREES,
    NO_NAMES,
    PLACES_FIRST,
)
from services.extract.metadata.people.labels import at_labels, who_wrote
from services.extract.metadata.people.name_shapes import (
    NAME_CHARS_MAX,
    before_end_of_name,
    has_case,
    is_east_asian_name,
    is_name_like,
)

Piece = tuple[str, str | None]
"""An author as written, and the role that stands behind a comma."""

_BREAK = re.compile(
    r"\s*[;|/·•ㆍ、\n]\s*|,?\s+(?!(?-i:Dan|Agus|Eta)\s)(?:&|and|with|und|et|og|och|ve|и|та|و|dan|และ|და|և|और|ও|এবং|اور|மற்றும்|आणि|अनि|અને|ਅਤੇ|మరియు|ಮತ್ತು|සහ|և|եւ|እና|және|və|dhe|eta|agus|và)\s+",
    re.IGNORECASE,
)
"""Some of the words are first names where a capital begins them: `Agus`, `Dan`."""
_COMMA = re.compile("[,،।]")
_JOINED = re.compile(
    r",?\s+(?:e|y|i|a|ed|oraz|és|și|şi|και|й|avec|mit|con|ja|ir|bei|un|te|ning|र|व|तथा|एवं)\s+"
    r"(?:la\s+(?:colaboraci[óo]n|collaboration|collaborazione)\s+d[ei]\s+)?"
    r"|\s+و(?!(?:ليد|ائل|سام|سيم|فاء|داد|جيه|حيد|ديع|صفي|جدي|هيب)\s)(?=\w{2,}\s)"
    r"|\s+ו(?!(?:רד|יקי|יקטור|לדימיר|רוניקה)\s)(?=[א-ת]{2,}\s)",
    re.IGNORECASE,
)
"""Words that join two names, and may stand within one: they part where a name is on both sides.
In Arabic and Hebrew it is the next word's first letter, unless that is of a name of its own."""
_FROM = re.compile(
    r"(?:d[aeo]|del|della|desde|from|in|aus|en|z|из|з)(?:\s(?:d[aeo]s?\s|del\s)?[A-ZÀ-ÞА-Я]\w+){1,4}$"
)
"""`A. Name, de Brasília`, `A. Name, da Agência Costa`: where it was written, and for whom."""
_PLACE = re.compile(rf"(?:{'|'.join(PLACES_FIRST)})(?:\s|$)")
_PLACE_LAST = re.compile(
    r"\s+(?:in|from|[Ff]or|aus|für|à|pour|en|para|i|w|v)\s+[A-ZÀ-ÞΑ-ΩА-Я][^\d]*$"
)
"""`A. Name in Berlin`, `A. Name for The Post`: where they wrote it, and for whom."""
_DASH = re.compile(" - ")
"""A desk, a place or a column follows."""
_SET_OFF = re.compile(r"\s+[—–]\s+[^\W\d_][^\d]*$|(?<=[\u0590-\u06ff])\s+[—–-]\s+[\u0590-\u06ff]+$")
_BRACKET_LAST = re.compile(r"\s*\([^()]{2,40}\)$")
_DEGREE = re.compile(rf"(?:{'|'.join(DEGREES)})[®™]?", re.IGNORECASE)


def split_byline(text: str, names: Set[str]) -> Iterator[Piece]:
    """Yield the authors of a bare byline, each without the label that a cut lays bare.

    `names` are the site's own, in `normalise.key` form.
    """
    parts = _without_places(part for each in at_labels(text) for part in _BREAK.split(each) if part)
    for place, part in enumerate(parts):
        for each in _at_joint(who_wrote(part, is_first=not place)):
            for name, role in _at_commas(each, names):
                yield who_wrote(name, is_first=True), role


def without_place(text: str) -> str:
    """Return the name of `A. Name in Berlin`, `A. Name — Lisboa` and `A. Name (Roma)`."""
    for behind in (_DASH, _BRACKET_LAST, _PLACE_LAST, _SET_OFF):
        text = before_end_of_name(behind, text)
    return text


def _without_places(parts: Iterable[str]) -> list[str]:
    """Return parts of a byline without those behind the first that are `New Delhi` and its like."""
    return [part for place, part in enumerate(parts) if not (place and _PLACE.match(part))]


def _at_joint(text: str) -> list[str]:
    """Part `A. Name e B. Name`, and leave `Ana da Costa e Silva` whole."""
    for match in _JOINED.finditer(text) if len(text) <= 2 * NAME_CHARS_MAX else ():
        first, second = text[: match.start()], text[match.end() :]
        if not is_name_like(without_place(first.rpartition(",")[2].strip())):
            continue
        if key(second) in NO_NAMES:
            return [first]
        if is_name_like(without_place(second)) or key(second) in AGENCIES:
            return [first, second]
    return [text]


def _at_commas(text: str, names: Set[str]) -> list[Piece]:
    """Take `A. Name, B. Name` for names, `A. Name, Political Editor` for a name and its role.

    An agency after a name is an author of its own; one word more is where they wrote it.
    """
    stripped = (part for part in map(str.strip, _COMMA.split(text)) if part)
    parts = (part for part in stripped if not (_DEGREE.fullmatch(part) or _FROM.match(part)))
    head, *rest = _without_places(parts) or [""]
    if key(head) in names:
        return []
    if _are_authors(head, rest):
        return [(part, None) for part in (head, *rest)]
    if " " not in head:
        return [(_given_name_first(head, rest) or text.strip(), None)]
    agencies = [part for part in rest if key(part) in AGENCIES]
    others = [part for part in rest if part not in agencies]
    if agencies:
        names_too = others if all(map(is_name_like, others)) else []
        return [(part, None) for part in (head, *names_too, *agencies)]
    if " " not in rest[-1]:
        return [(head, None)]
    return [(head, ", ".join(part for part in rest if key(part) not in names))]


def _are_authors(head: str, rest: list[str]) -> bool:
    """Return whether each part between commas is an author of its own."""
    if not rest or key(head) in AGENCIES:
        return True
    if all(map(is_east_asian_name, (head, *rest))):
        return True
    if _PLACE_LAST.search(head):
        rest = [before_end_of_name(_PLACE_LAST, part) for part in rest]
    return " " in head and all(map(is_name_like, rest))


def _given_name_first(head: str, rest: list[str]) -> str | None:
    """Return `Jane Doe` for `Doe, Jane`, which catalogues write; None for anything else."""
    is_turned = len(rest) == 1 and not {key(head), key(rest[0])} & AGENCIES
    name = f"{rest[0]} {head}" if is_turned else ""
    return name if len(name.split()) == 2 and is_name_like(name) and has_case(name) else None

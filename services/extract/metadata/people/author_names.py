"""Names in bylines: people without label, role or site name."""

import re
from collections.abc import Iterable, Set
from functools import lru_cache
from itertools import islice, takewhile

from schemas.events import Person
from services.extract.dates.month_names import MONTHS
from services.extract.markup.normalise import key, plain_text
from services.extract.metadata.page_data import PageData
from services.extract.metadata.people.author_words import (
    AGENCIES,
    DEGREES,
    NO_NAMES,
    ROLES,
    STAFF_FIRST,
    STAFF_LAST,
)
from services.extract.metadata.people.byline_parts import split_byline, without_place
from services.extract.metadata.people.byline_text import bare_byline, without_contacts
from services.extract.metadata.people.capitals import as_written_elsewhere
from services.extract.metadata.people.east_asian_bylines import without_title_after
from services.extract.metadata.people.labels import in_common_words, is_other_credit
from services.extract.metadata.people.name_shapes import (
    NAME_CHARS_MAX,
    before_end_of_name,
    is_east_asian_name,
    is_name_like,
    names_role,
)

ORGANISATION = "organization"
"""The role of an author that is none of people: declared so in JSON-LD, or a news agency."""
MAX_AUTHORS = 30
_PIECES_MAX = 200
"""Looked at, with roles and agencies among them."""
_BYLINES_CACHED = 200
"""A page names its author in several places, a site the same ones again."""

_AND_FIRST = re.compile(r"^(?:and|und|et)\s", re.IGNORECASE)
_FULL_STOP = re.compile(r"(?<=[^\W\d_]{3})\.$")
_QUOTED = re.compile(r"[\"“„«»][^\"“”„«»]+[\"”“«»]")
_BRACKETS = re.compile(r"^(.*?)\s*[(（\[]([^()（）\[\]]{2,60})[)）\]]$")
_URLISH = re.compile(r"^(?:https?:)?//|^www\.|^\S+\.(?:com|html?|php)(?:/|$)|\S@[^\s@]+\.\w|^@\w+$")
_SLUG = re.compile(r"^[a-z0-9]+(?:[-_.][a-z0-9]+)+$|^\d+$")
_ACCOUNT = re.compile(r"[a-z][a-z0-9_.]{2,}")
_HANDLE = re.compile(r"\s+@\s?\w+.*$")
_DATED = re.compile(r"\d{4}|\d+ min|\d[:.]\d|\bversion \d")
"""Of a day or a time, or of the version of a program; no name has any."""
_TOLD_TO = re.compile(r".*\bas told to\s+", re.IGNORECASE)
_STAFF = re.compile(
    rf"(?:{'|'.join(STAFF_FIRST)})\s+(\S.*)|(.*\S)\s+(?:{'|'.join(STAFF_LAST)})", re.IGNORECASE
)
_HOUSE_CHARS_LEAST = 4
"""Of a name that begins the site's: `El Faro` of `El Faro de Albora`."""
_DEGREES_LAST = re.compile(rf"(?:,?\s+(?:{'|'.join(DEGREES)})[®™]?)+$")
_DAY_LAST = re.compile(
    rf"\s*[-–—|,·•]?\s+(?:on\s+)?(?:{'|'.join(MONTHS)})\w*\.?\s+\d{{1,2}}\b.*$"
    rf"|(?:\s+(?:op|am|den|le|el|em|il|on|dne))?\s+\d{{1,2}}\.?\s+(?:de\s+)?(?:{'|'.join(MONTHS)})\w*\b.*$",
    re.IGNORECASE,
)
_ROLE_LAST = re.compile(
    r"\s+(?:(?:staff|senior|chief|political|news|sports?|special)\s+){0,2}"
    r"(?:reporter|correspondent|writer|journalist|columnist)$",
    re.IGNORECASE,
)
"""What follows a name without a comma; other roles may be all that a byline says."""
_ROLE_FIRST = re.compile(rf"^(?:[^\W\d_]+\s){{0,2}}(?:{'|'.join(ROLES)})\s+", re.IGNORECASE)
"""`Political correspondent A. Name`."""
_ROMANCE_ROLE_LAST = re.compile(
    r"\s+(?:corresponsal|redactora?|periodista|journaliste|rédact(?:eur|rice)|envoyée? spéciale?"
    r"|correspondante?|giornalista|inviat[oa]|corrispondente|redattor[ei]|redattrice|redatora?"
    r"|jornalista|repórter|correspondente)\b.*$",
    re.IGNORECASE,
)
"""What is said of such a role follows it: `A. Name Corresponsal en Bruselas`."""


def people_in(text: str, names: Set[str]) -> list[Person]:
    """Return the people of a byline like `By A. Name and B. Name (Role)`.

    `names` are the site's own, in `normalise.key` form: they are nobody.
    """
    return list(_people_in(text, frozenset(names)))


@lru_cache(maxsize=_BYLINES_CACHED)
def _people_in(text: str, names: frozenset[str]) -> list[Person]:
    text = without_contacts(plain_text(text).replace("丨", "|"))
    if _URLISH.search(text) or key(text) in names or key(text.partition("|")[0]) in names:
        return []
    if _is_staff(text, names):
        return []
    pieces = islice(split_byline(bare_byline(text, names), names), _PIECES_MAX)
    people = (_person(name, role, names) for name, role in pieces)
    return _writers([person for person in people if person])


def _is_staff(text: str, names: Set[str]) -> bool:
    """Return whether text is the staff of the site or a desk: `Sports Desk`, `Redacción Faro`."""
    match = _STAFF.fullmatch(text)
    house = (match[1] or match[2]) if match else ""
    of_site = key(house) if len(key(house)) >= _HOUSE_CHARS_LEAST else "\n"
    return bool(house) and (" " not in house or any(name.startswith(of_site) for name in names))


def names_alone(text: str, data: PageData) -> list[str]:
    """Return the names in a text that holds nothing but those of people and agencies; else none."""
    worded = in_common_words(data.locale.language, text)
    found = [person.name for person in people_in(worded, data.names)]
    return found if all(is_name_like(name) or key(name) in AGENCIES for name in found) else []


def unique(people: Iterable[Person]) -> list[Person]:
    """Return people in order, each name once."""
    seen: dict[str, Person] = {}
    for person in people:
        seen.setdefault(key(person.name), person)
    return list(seen.values())[:MAX_AUTHORS]


def _writers(people: list[Person]) -> list[Person]:
    """Leave out, beside people, a role that stands for itself, and who took the pictures."""
    if len(people) == 1 or not any(is_name_like(person.name) for person in people):
        return people
    named = (person for person in people if not names_role(person.name))
    return [person for person in named if not is_other_credit(person.role or "")]


def _person(text: str, role: str | None, names: Set[str]) -> Person | None:
    """Return the person whom a piece of a byline names; None for nobody and for the site."""
    text, bracketed = _at_bracket(_bare_name(text))
    role = role or bracketed
    if bracketed and key(role) in names:
        return None
    if len(text) > 2 * NAME_CHARS_MAX:
        return None
    name = _plain_name(without_title_after(_HANDLE.sub("", text)))
    house, _, reporter = name.replace("・", " ").partition(" ")
    if key(house) in names and is_east_asian_name(reporter):  # `港新聞・田中花子`
        name = reporter
    if _is_nobody(name, names):
        return None
    if key(name) in AGENCIES:
        return Person(name=name, role=ORGANISATION)
    return Person(name=name, role=role if role and not _DATED.search(role) else None)


def _bare_name(text: str) -> str:
    """Return a name without the signs and the quotation marks around it."""
    text = _AND_FIRST.sub("", text).strip(" ,;:-–—|*")
    text = _FULL_STOP.sub("", text)
    return text[1:-1] if _QUOTED.fullmatch(text) else text


def _at_bracket(text: str) -> tuple[str, str | None]:
    """Return name and role of `A. Name (Role)`; the account of `A. Name (aname)` is no role."""
    match = _BRACKETS.match(text)
    if not match or not match[1]:
        return text, None
    name, role = match[1].strip(), match[2]
    is_like_name = key(name.split()[-1]) in role or role[-1].isdigit()
    return name, None if is_like_name and _ACCOUNT.fullmatch(role) else role


def _is_nobody(name: str, names: Set[str]) -> bool:
    """Return whether text is the site's name, an account, an address, a day, or too long."""
    if key(name) in names or key(name) in NO_NAMES or _SLUG.match(name) or _URLISH.search(name):
        return True
    is_odd = len(name) > NAME_CHARS_MAX or name.startswith(("(", "[", "{"))
    return is_odd or bool(_DATED.search(name))


def _plain_name(text: str) -> str:
    """Return a name without the degrees, the day or the place behind it."""
    text = _DAY_LAST.sub("", _DEGREES_LAST.sub("", _TOLD_TO.sub("", text))).strip(" ,-–—|·•")
    role = _ROLE_FIRST.match(text)
    if role and is_name_like(text[role.end() :]):
        text = text[role.end() :]
    text = before_end_of_name(_ROMANCE_ROLE_LAST, text)
    if (name := before_end_of_name(_ROLE_LAST, text)) != text:
        text = _shouted_first(name)
    name = without_place(text)
    return as_written_elsewhere(name) if is_name_like(name) else name


def _shouted_first(text: str) -> str:
    """Return the words in capitals where others follow them: `JANE DOE Herald`."""
    words = text.split()
    shouted = list(takewhile(str.isupper, words))
    return " ".join(shouted) if len(shouted) > 1 else text

"""The authors of a page: which of the places that name them is believed."""

import re
from collections.abc import Iterable, Iterator

from schemas.events import Person
from schemas.passport import Hints
from services.extract.markup.jsonld import Node, resolve, texts, types
from services.extract.markup.normalise import key, plain_text
from services.extract.metadata.model import Found
from services.extract.metadata.page_data import PageData
from services.extract.metadata.people.author_names import ORGANISATION, people_in, unique
from services.extract.metadata.people.author_words import AGENCIES, FIRMS, HOUSES, HOUSES_LAST
from services.extract.metadata.people.byline_places import beside_stated, places, stated_places
from services.extract.metadata.people.labels import in_common_words, is_credited_otherwise
from services.extract.metadata.people.name_shapes import is_name_like
from services.extract.metadata.titles.site_in_title import is_site_name

_HANDLE = re.compile(r"(?=\w*\d)[a-z]\w{7,}|[a-z]{4,}|[A-Z][a-z]+[A-Z]\w*")
"""The name of an account, not of a person: `officialname`, `name2024`, `AnnaM`."""
_HOUSE_LAST = rf"(?:{'|'.join(HOUSES_LAST)})$"
_HOUSE = re.compile(rf"\b(?:{'|'.join(HOUSES)})\b|\.(?:com|org|net)\b|{_HOUSE_LAST}", re.IGNORECASE)
_FIRM = re.compile(rf"\b(?:{'|'.join(FIRMS)})\b|{_HOUSE_LAST}", re.IGNORECASE)
_NAME_WORDS_MAX = 5
_KINDS = {"organization", "newsmediaorganization", "corporation", "newsorganization"}


Byline = Found[Person]
"""The authors, and where they came from."""


def find_byline(data: PageData, hints: Hints) -> Byline | None:
    """Return the authors: JSON-LD, meta, microdata, the visible byline, and last the hint.

    Where JSON-LD declares the site itself the author, a person named elsewhere comes first, and
    the site stays as an author with the role `organization` where nobody is named.
    """
    declared = _declared(data)
    if declared and any(_is_person(person, data.names) for person in declared.values):
        return _with_others(declared, data)
    named, account = _named_on_page(data, is_declared=declared is not None)
    if named and named.source == "meta":
        return _with_others(named, data)
    found = named or declared or account or _named_as_site(data)
    return found or (Byline(people, "hint") if (people := hinted_people(hints)) else None)


def _named_on_page(data: PageData, is_declared: bool) -> tuple[Byline | None, Byline | None]:
    """Return the first people whom the page names, and the first accounts beside them.

    Where JSON-LD declares the site the author (`is_declared`), only what looks like a name counts.
    """
    account: Byline | None = None
    for found, source in places(data):
        people = _people_of(found, data)
        if people and all(map(_is_account, people)):
            account = account or Byline(people, source)
            continue
        if is_declared:
            people = [person for person in people if is_name_like(person.name)]
        if people:
            return Byline(people, source), account
    return None, account


def _is_account(person: Person) -> bool:
    """Return whether an author is no more than the handle of an account, or the name of a house."""
    is_handle = _HANDLE.fullmatch(person.name) is not None and not person.role
    return is_handle or re.search(_HOUSE_LAST, person.name) is not None


def hinted_people(hints: Hints) -> list[Person]:
    """Return the authors whom the submitter names, read as bylines are."""
    return unique(person for name in hints.authors for person in people_in(name, set()))


def _with_others(stated: Byline, data: PageData) -> Byline:
    """Add those whom another place of the page names beside all that the head states.

    It may name these with a title: `Dr A. Name`.
    """
    known = tuple(key(one.name) for one in stated.values)
    for found in beside_stated(data):
        people = _people_of(found, data)
        more = [each for each in people if not key(each.name).endswith(known)]
        is_of_all = len(people) - len(more) == len(known)
        if more and is_of_all and all(_is_surely_person(each.name) for each in people):
            return Byline([*stated.values, *more], stated.source)
    return stated


def _is_surely_person(name: str) -> bool:
    return is_name_like(name) and not _FIRM.search(name)


def _is_person(person: Person, names: set[str]) -> bool:
    """Return whether a declared author is somebody: not the site, not the handle of an account."""
    name = key(person.name)
    if name in AGENCIES:
        return True
    return name not in names and person.role != ORGANISATION and not _HANDLE.fullmatch(person.name)


def _named_as_site(data: PageData) -> Byline | None:
    """Return the author whom a page's markup names though the site is called so, too.

    The blog of a person has that person's name.
    """
    for found, source in stated_places(data):
        for text in map(plain_text, found):
            if key(text) in data.names and _is_surely_person(text):
                return Byline([Person(name=text)], source)
    return None


def _people_of(bylines: list[str], data: PageData) -> list[Person]:
    """Return the people of bylines; beside people, `CNN Business` is the site's desk."""
    worded = (in_common_words(data.locale.language, text) for text in bylines)
    people = unique(person for text in worded for person in people_in(text, data.names))
    others = [person for person in people if not is_site_name(person.name, data.names)]
    return _writers(_without_houses(others or people), data)


def _without_houses(people: list[Person]) -> list[Person]:
    """Leave out publishers, and sentences, where somebody else is named as a person is."""
    others = [person for person in people if not _HOUSE.search(person.name)]
    named = [person for person in others if is_name_like(person.name)]
    short = [person for person in others if len(person.name.split()) <= _NAME_WORDS_MAX]
    return [person for person in others if person in named or person in short] if named else people


def _declared(data: PageData) -> Byline | None:
    """Return the authors of the first article node that has any; people before the site."""
    for article in data.articles:
        for name in ("author", "creator"):
            found = unique(_people(resolve(article.get(name), data.nodes), data.names))
            people = [person for person in found if _is_person(person, data.names)]
            if found:
                return Byline(_writers(_without_houses(people), data) or found[:1], "json-ld")
    return None


def _writers(people: list[Person], data: PageData) -> list[Person]:
    """Leave out of several those of whom the page says what else they did: `Photography by`."""
    if len(people) == 1:
        return people
    return [each for each in people if not is_credited_otherwise(each.name, data.visible)]


def _people(values: Iterable[Node | str], names: set[str]) -> Iterator[Person]:
    for value in values:
        node = value if isinstance(value, dict) else {"name": value}
        for text in _names_of(node):
            if not key(text):
                continue
            if _KINDS & set(types(node)) or key(text) in names:
                yield Person(name=plain_text(text).partition("|")[0].strip(), role=ORGANISATION)
                continue
            found = people_in(text, names)
            yield from (_described(each, node) if len(found) == 1 else each for each in found)


def _names_of(value: Node) -> list[str]:
    if named := texts(value.get("name")):
        return named
    given, family = value.get("givenName"), value.get("familyName")
    return [f"{given} {family}"] if isinstance(given, str) and isinstance(family, str) else []


def _described(person: Person, value: Node) -> Person:
    """Add what the node says of the person: role and page."""
    role, url = value.get("jobTitle"), value.get("url") or value.get("sameAs")
    url = url[0] if isinstance(url, list) and url else url
    return person.model_copy(
        update={
            "role": person.role or (plain_text(role) or None if isinstance(role, str) else None),
            "url": url if isinstance(url, str) and url.startswith("http") else None,
        }
    )

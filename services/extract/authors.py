"""Who wrote the article: names as people, without label, role or site name."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from schemas.events import Person
from services.extract.jsonld import Node, resolve, types
from services.extract.words import key, tidy

_LABEL = re.compile(
    r"^(?:(?:written|reported|story|words|text|posted|published|analysis|opinion)\s+by|by|von|vom|par|por|"
    r"de la|di|da|door|av|af|autor(?:in|es?|:innen)?|auteur|author|tekst|text|szerző|автор[ыа]?|"
    r"oleh|penulis|yazan|haber|نویسنده|گزارشگر|خبرنگار|بقلم|كتب|كتبت|المصدر|文|記者|撰文)\s*[:：\-–|]?\s+",
    re.IGNORECASE,
)
_SPLIT = re.compile(r"\s*(?:[;|/·•،、]|\s&\s|&amp;|,\s+(?:and|und|et|y|e|og|och|en|ve|و)\s+|\n)\s*|"
                    r"\s+(?:and|und|et|og|och|and|ve|и|и|y)\s+", re.IGNORECASE)  # fmt: skip
_URLISH = re.compile(r"^(?:https?:)?//|^www\.|^\S+\.(?:com|html?|php)(?:/|$)|@\S+\.\w|^@\w+$")
_ROLE_TAIL = re.compile(r"\s+\(([^()]{2,40})\)$")
_ORGANISATIONS = {"organization", "newsmediaorganization", "corporation", "newsorganization"}
_NO_NAME = {
    "", "admin", "administrator", "unknown", "undefined", "null", "none", "anonymous", "editor",
    "author", "redaktion", "redakcja", "webmaster", "root", "na", "user", "guest", "default",
}  # fmt: skip
_MAX_NAME_CHARS = 80
_MAX_AUTHORS = 30


@dataclass(frozen=True, slots=True)
class Byline:
    """The authors, and where they came from."""

    people: list[Person]
    source: str


def from_nodes(articles: list[Node], nodes: list[Node], names: set[str]) -> Byline | None:
    """Read authors from JSON-LD; an organisation stays where the page itself declares it author.

    `names` are the site's own names in `words.key` form.
    """
    for article in articles:
        for name in ("author", "creator"):
            people = list(_people(resolve(article.get(name), nodes), names))
            if people:
                return Byline(_unique(people), "json-ld")
    return None


def _people(values: Iterable[Node | str], names: set[str]) -> Iterator[Person]:
    for value in values:
        if isinstance(value, str):
            yield from from_text(value, names)
            continue
        organisation = bool(_ORGANISATIONS & set(types(value)))
        for text in _names_of(value):
            found = list(from_text(text, set() if organisation else names))
            if len(found) == 1:
                yield replace_role(found[0], value, organisation)
            else:
                yield from found


def _names_of(value: Node) -> list[str]:
    name = value.get("name")
    if isinstance(name, list):
        return [each for each in name if isinstance(each, str)]
    if isinstance(name, str):
        return [name]
    given, family = value.get("givenName"), value.get("familyName")
    return [f"{given} {family}"] if isinstance(given, str) and isinstance(family, str) else []


def replace_role(person: Person, value: Node, organisation: bool) -> Person:
    """Add what the node says of the person: role and page."""
    role = value.get("jobTitle")
    url = value.get("url") or value.get("sameAs")
    url = url[0] if isinstance(url, list) and url else url
    return person.model_copy(
        update={
            "role": "organization"
            if organisation
            else tidy(role) or person.role
            if isinstance(role, str)
            else person.role,
            "url": url if isinstance(url, str) and url.startswith("http") else None,
        }
    )


def from_text(text: str, names: set[str]) -> list[Person]:
    """Return the people in a byline: `By A. Name and B. Name (Role)`."""
    text = tidy(text)
    if _URLISH.search(text):
        return []
    text = _LABEL.sub("", text)
    parts = [part for part in _SPLIT.split(text) if part]
    parts = [piece for part in parts for piece in _comma_parts(part)]
    return [person for part in parts if (person := _person(part, names))]


def _comma_parts(text: str) -> list[str]:
    """Split at commas where every part looks like a full name: `A. Name, B. Name`."""
    parts = [part.strip() for part in text.split(",") if part.strip()]
    if len(parts) > 1 and all(" " in part for part in parts):
        return parts
    return [text]


def _person(text: str, names: set[str]) -> Person | None:
    text = _LABEL.sub("", text).strip(" ,;:-–|")
    role = None
    if match := _ROLE_TAIL.search(text):
        text, role = text[: match.start()], match[1]
    if (
        key(text) in names
        or key(text) in _NO_NAME
        or len(text) > _MAX_NAME_CHARS
        or _URLISH.search(text)
    ):
        return None
    return Person(name=text, role=role)


def _unique(people: Iterable[Person]) -> list[Person]:
    seen: dict[str, Person] = {}
    for person in people:
        seen.setdefault(key(person.name), person)
    return list(seen.values())[:_MAX_AUTHORS]


def from_strings(texts: Iterable[str], names: set[str], source: str) -> Byline | None:
    """Read authors from meta tags or bylines."""
    people = _unique(person for text in texts for person in from_text(text, names))
    return Byline(people, source) if people else None

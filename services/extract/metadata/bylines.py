"""Where on the page its authors stand, and which place is believed."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from lxml import etree

from schemas.events import Person
from schemas.passport import Hints
from services.extract.dates.dateline import below_headline
from services.extract.markup.jsonld import Node, resolve, types
from services.extract.markup.lines import lines_with
from services.extract.markup.meta import Meta, microdata_value
from services.extract.markup.normalise import key, tidy
from services.extract.markup.query import elements, links_to, outside, text_of
from services.extract.metadata.author_names import (
    ORGANISATION,
    is_name_like,
    people_in,
    starts_with_label,
    unique,
)
from services.extract.metadata.author_words import (
    AGENCIES,
    AUTHOR_PATHS,
    FIRMS,
    HOUSES,
    LINE_LABELS,
    NO_SIGNERS,
    SIGNATURES,
    WRITTEN_BY,
)
from services.extract.metadata.credits import credited
from services.extract.metadata.page_data import Readings
from services.extract.metadata.titles import is_site_name

_METAS = (
    "author", "article:author", "article:byline", "parsely-author", "sailthru.author",
    "dc.creator", "dcterms.creator", "byl", "cxenseparse:author", "citation_author", "creator",
    "og:article:author",
)  # fmt: skip
_HANDLE = re.compile(r"(?=\w*\d)[a-z]\w{7,}|[a-z]{12,}|[A-Z][a-z]+[A-Z]\w*")
"""The name of an account, not of a person: `officialname`, `name2024`, `AnnaM`."""
_HOUSE = re.compile(rf"\b(?:{'|'.join(HOUSES)})\b|\.(?:com|org|net)\b", re.IGNORECASE)
_FIRM = re.compile(rf"\b(?:{'|'.join(FIRMS)})\b", re.IGNORECASE)
_NAME_WORDS_MAX = 5
_KINDS = {"organization", "newsmediaorganization", "corporation", "newsorganization"}
_FURNITURE = ("aside", "footer", "nav")
_ADDRESS = re.compile("|".join(re.escape(path) for path in AUTHOR_PATHS), re.IGNORECASE)
_FURNITURE_TAGS = ("aside", "footer", "nav", "li")
_CLASSES = elements(
    "descendant-or-self::*"
    "[@class[contains(., 'yline') or contains(., 'uthor')] or @id[. = 'authors']]"
)
_CLASS = re.compile(
    r"(?:^|[\s_-])(?:byline|authors?)(?:(?:[_-]{1,2}\w+)?[_-]{1,2}(?:name|link|text))?(?:$|\s|-sc-)",
    re.IGNORECASE,
)
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_SIGNERS = re.compile(r"\s?[·,]\s?")
_HANGUL_NAME = "[가-힣]{2,4}"
_SIGNATURE = re.compile(
    rf"(?:^|[\d|·•)\]/=]\s*)({_HANGUL_NAME}(?:{_SIGNERS.pattern}{_HANGUL_NAME})*)"
    rf"\s(?:{'|'.join(SIGNATURES)})(?=$|\s*[|=(/·]|\s+(?:\S+@|\d|입력|승인))"
)
"""A signature ends its line, or an address, a date or the agency's `=` follows."""
_MAX_BYLINE_CHARS = 120
_MAX_PLACES = 20
_MAX_LINKS = 6
_MAX_SEEN = 300
"""Looked at: more elements that name authors are a list of teasers."""


@dataclass(frozen=True, slots=True)
class Byline:
    """The authors, and where they came from."""

    people: list[Person]
    source: str


def find_byline(got: Readings, hints: Hints) -> Byline | None:
    """Return the authors: JSON-LD, meta, microdata, the visible byline, and last the hint.

    Where JSON-LD declares the site itself the author, a person named elsewhere comes first, and
    the site stays as an author with the role `organization` where nobody is named.
    """
    declared = _declared(got)
    if declared and any(_is_person(person, got.names) for person in declared.people):
        return declared
    weak: Byline | None = None
    for texts, source in _places(got):
        people = _without_site(texts, got.names)
        if people and all(_HANDLE.fullmatch(person.name) for person in people):
            weak = weak or Byline(people, source)
            continue
        if declared:
            people = [person for person in people if is_name_like(person.name)]
        if people:
            return Byline(people, source)
    if declared or weak:
        return declared or weak
    own = _own_name(got)
    if own:
        return Byline([own], "meta")
    hinted = unique(person for name in hints.authors for person in people_in(name, set()))
    return Byline(hinted, "hint") if hinted else None


def _is_person(person: Person, names: set[str]) -> bool:
    """Tell whether a declared author is somebody: not the site, not the handle of an account."""
    name = key(person.name)
    if name in AGENCIES:
        return True
    return name not in names and person.role != ORGANISATION and not _HANDLE.fullmatch(person.name)


def _own_name(got: Readings) -> Person | None:
    """Return the author that a page names in its head though the site is called so, too.

    The blog of a person has that person's name.
    """
    stated = (text for name in _METAS for text in got.meta.all(name))
    own = (
        text
        for text in stated
        if key(text) in got.names and is_name_like(text) and not _FIRM.search(text)
    )
    return next((Person(name=text) for text in own), None)


def _without_site(texts: list[str], names: set[str]) -> list[Person]:
    """Return the people of bylines; beside people, `CNN Business` is the site's desk."""
    people = unique(person for text in texts for person in people_in(text, names))
    return _without_houses(
        [person for person in people if not is_site_name(person.name, names)] or people
    )


def _without_houses(people: list[Person]) -> list[Person]:
    """Leave out publishers, and sentences, where somebody else is named as a person is."""
    named = [person for person in people if is_name_like(person.name)]
    persons = [person for person in named if not _HOUSE.search(person.name)]
    return (
        [person for person in people if person in persons or _is_short(person)]
        if persons
        else people
    )


def _is_short(person: Person) -> bool:
    return len(person.name.split()) <= _NAME_WORDS_MAX and not _HOUSE.search(person.name)


def _declared(got: Readings) -> Byline | None:
    """Return the authors of the first article node that has any; people before the site."""
    for article in got.articles:
        for name in ("author", "creator"):
            found = unique(_people(resolve(article.get(name), got.nodes), got.names))
            people = [person for person in found if _is_person(person, got.names)]
            if found:
                return Byline(_without_houses(people) or found[:1], "json-ld")
    return None


def _people(values: Iterable[Node | str], names: set[str]) -> Iterator[Person]:
    for value in values:
        node = value if isinstance(value, dict) else {"name": value}
        for text in _names_of(node):
            if not key(text):
                continue
            if _KINDS & set(types(node)) or key(text) in names:
                yield Person(name=tidy(text).partition("|")[0].strip(), role=ORGANISATION)
                continue
            found = people_in(text, names)
            yield from (_described(each, node) if len(found) == 1 else each for each in found)


def _names_of(value: Node) -> list[str]:
    name = value.get("name")
    if isinstance(name, list):
        return [each for each in name if isinstance(each, str)]
    if isinstance(name, str):
        return [name]
    given, family = value.get("givenName"), value.get("familyName")
    return [f"{given} {family}"] if isinstance(given, str) and isinstance(family, str) else []


def _described(person: Person, value: Node) -> Person:
    """Add what the node says of the person: role and page."""
    role, url = value.get("jobTitle"), value.get("url") or value.get("sameAs")
    url = url[0] if isinstance(url, list) and url else url
    return person.model_copy(
        update={
            "role": person.role or (tidy(role) or None if isinstance(role, str) else None),
            "url": url if isinstance(url, str) and url.startswith("http") else None,
        }
    )


def _places(got: Readings) -> Iterator[tuple[list[str], str]]:
    for name in _METAS:
        yield got.meta.all(name), "meta"
    yield _written_by(got.meta), "meta"
    yield [microdata_value(each) for each in got.microdata.get("author", ())[:4]], "microdata"
    if b"author" in got.raw:
        yield [text_of(each) for each in _author_links(got.document.tree)], "text"
    if b"uthor" in got.raw or b"yline" in got.raw:
        yield _visible(got), "text"
    yield _linked(got), "text"
    yield credited(got.raw, got.heading, got.names, got.setting), "text"
    yield _labelled(got), "text"
    yield _signed(got), "text"


def _author_links(tree: etree._Element) -> Iterator[etree._Element]:
    """Yield the first links that say by `rel=author` that they lead to a person."""
    links = (a for a in tree.iter("a") if "author" in (a.get("rel") or "").split())
    return islice(outside(islice(links, _MAX_SEEN), _FURNITURE), _MAX_LINKS)


def _linked(got: Readings) -> list[str]:
    """Return the names of the first links to a person's page: the name is in the address, too."""
    found: list[str] = []
    parent = None
    for link in links_to(got.document.tree, _ADDRESS, _FURNITURE_TAGS):
        if parent is None or link.getparent() is parent:
            name = tidy(text_of(link))
            if is_name_like(name) and key(name.split()[-1]) in key(link.get("href")):
                found.append(name)
                parent = link.getparent()
    return found


def _labelled(got: Readings) -> list[str]:
    """Return the names of the first line that a label like `نویسنده:` declares to hold them."""
    for label in LINE_LABELS:
        for line in lines_with(got.raw, label):
            rest = line.field.removeprefix(label).strip(" :：-–") or line.after
            names = [person.name for person in people_in(rest, got.names)]
            if not line.lead_chars and names and all(is_name_like(name) for name in names):
                return names
    return []


def _signed(got: Readings) -> list[str]:
    """Return the names of the first signature below the headline, like `한서윤 기자`."""
    for title in SIGNATURES:
        for line in lines_with(got.raw, title):
            match = _SIGNATURE.search(line.text)
            if (
                match
                and match[1] not in NO_SIGNERS
                and line.at > below_headline(got.raw, got.heading or got.page_title)
            ):
                return _SIGNERS.split(match[1])
    return []


def _written_by(meta: Meta) -> list[str]:
    """Return what the page's card for Twitter labels as its author (`twitter:label1`)."""
    for number in ("1", "2"):
        label = meta.first(f"twitter:label{number}").casefold()
        if label in WRITTEN_BY:
            return meta.all(f"twitter:data{number}")
    return [meta.first(name) for name in meta.values if name.endswith(":written by")]


def _apart(classes: str) -> str:
    """Break the words of camel case up: `ArticleAuthor`, `authorName`."""
    return _CAMEL.sub("-", classes)


def _visible(got: Readings) -> list[str]:
    """Return the names of the first byline on the page, and of its neighbours of the same class."""
    found: list[str] = []
    kind = None
    places = _CLASSES(got.document.tree)[:_MAX_SEEN]
    for element in islice(outside(places, _FURNITURE), _MAX_PLACES):
        if not found or element.get("class") == kind:
            names = _names_in(element, got.names)
            if names:
                found.extend(names)
                kind = element.get("class")
    return found


def _names_in(element: etree._Element, names: set[str]) -> list[str]:
    """Return the names in an element that a label or its class declares to be a byline."""
    text = tidy(text_of(element))
    if not text or len(text) > _MAX_BYLINE_CHARS:
        return []
    if not starts_with_label(text) and not _CLASS.search(_apart(element.get("class") or "")):
        return []
    found = [person.name for person in people_in(text, names)]
    return found if all(is_name_like(name) for name in found) else []

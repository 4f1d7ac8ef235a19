"""Names in bylines: people without label, role or site name."""

import re
from collections.abc import Iterable
from itertools import takewhile

from schemas.events import Person
from services.extract.markup.normalise import key, plain_text
from services.extract.metadata.people.author_words import (
    AGENCIES,
    DEGREES,
    MONTHS,
    NO_NAMES,
    NO_PEOPLE,
    PARTICLES,
    ROLES,
    SIGNATURES,
    STATED_LAST,
)
from services.extract.metadata.people.capitals import as_written_elsewhere
from services.extract.metadata.people.labels import (
    at_labels,
    is_other_credit,
    who_wrote,
    without_label,
    without_other_credits,
)

ORGANISATION = "organization"
"""The role of an author that is none of people: declared so in JSON-LD, or a news agency."""
MAX_AUTHORS = 30
_MAX_NAME_CHARS = 80
_MAX_NAME_WORDS = 5
_MAX_MAIL_CHARS = 500
"""Longer bylines are not searched for addresses, which takes the square of their length."""

_AND_FIRST = re.compile(r"^(?:and|und|et)\s", re.IGNORECASE)
_HAN_REPORTERS = re.compile(
    "(?:本[报報])?(?:记者|通讯员)\\s([\u4e00-\u9fff]{2,4}(?:\\s(?!通讯员|[报報][道導导])[\u4e00-\u9fff]{2,4})+)"
)
_DUTCH = re.compile(r"^(?:geschreven )?door\s", re.IGNORECASE)
_FILED_IN = re.compile(r"\s+In\s+[A-Z].*$")
"""`A. Name In Harbour, Boats`: the sections of a blog."""
_SECOND = re.compile(r"\s+(?:通讯员|通訊員|実習記者|实习记者)[:：\s]\s*")
_PHONE = re.compile(r"\+?\d[\d\s()/-]{5,20}\d")
_BREAK = re.compile(
    r"\s*[;|/·•،、\n]\s*|,?\s+(?:&|and|with|und|et|og|och|ve|и|та|و|dan|และ|და|և|और|ও|এবং|اور|மற்றும்)\s+",
    re.IGNORECASE,
)
_URLISH = re.compile(r"^(?:https?:)?//|^www\.|^\S+\.(?:com|html?|php)(?:/|$)|\S@[^\s@]+\.\w|^@\w+$")
_SLUG = re.compile(r"^[a-z0-9]+(?:[-_.][a-z0-9]+)+$|^\d+$")
_BRACKETS = re.compile(r"^(.*?)\s*[(（\[]([^()（）\[\]]{2,60})[)）\]]$")
_HANDLE = re.compile(r"\s+@\s?\w+.*$")
_MAIL = re.compile(r"[(<\[]?\s*(?:mailto:)?[^\s@<>()\[\]]+@[^\s@<>()\[\]]+\.\w+\s*[)>\]]?")
_DEGREE = re.compile(rf"(?:{'|'.join(DEGREES)})[®™]?", re.IGNORECASE)
_DEGREES_LAST = re.compile(rf"(?:,?\s+(?:{'|'.join(DEGREES)})[®™]?)+$")
_DAY_LAST = re.compile(
    rf"\s*[-–|,·]?\s+(?:on\s+)?(?:{'|'.join(MONTHS)})\w*\.?\s+\d{{1,2}}\b.*$"
    rf"|(?:\s+(?:op|am|den|le|el|em|il|on|dne))?\s+\d{{1,2}}\.?\s+(?:de\s+)?(?:{'|'.join(MONTHS)})\w*\b.*$",
    re.IGNORECASE,
)
_DAY_AND_YEAR_LAST = re.compile(
    r"(?:\s+(?:on|am|le|el|em|il|op|den|dne)(?:\s+\w{2,12}\.?,)?)?\s+\d{1,2}[./-]\d{1,2}[./-]\d{2,4}\b.*$"
    r"|(?:\s+[^\W\d_]{1,3})?\s+\d{1,2}\.?\s+(?:de\s+)?[^\W\d_]{3,12}\.?,?\s+(?:de\s+)?\d{4}\b.*$"
)
_PAIRS = re.compile(r"\s*\(\w+(?:/\w+)+\)")
"""`(she/her)`, `(AFP/dpa)`."""
_TEXT_LAST = re.compile(r"(?:\s*[/／]\s*|\s+)文(?:\s*[/／、]\s*[图圖摄攝])?$")
_DESK_FIRST = re.compile("^[\u4e00-\u9fff]{1,5}部\\s+(?=[\u4e00-\u9fff]{2,5}$)")
_TOLD_TO = re.compile(r".*\bas told to\s+", re.IGNORECASE)
_PLACE_LAST = re.compile(r"\s+(?:in|from|for|aus|für|à|pour|en|para|i|w|v)\s+[A-ZÀ-ÞΑ-ΩА-Я][^\d]*$")
"""`A. Name in Berlin`, `A. Name for The Post`: where they wrote it, and for whom."""
_PLACE_BEHIND = re.compile(r"\s*[|/]\s*([A-ZÀ-ÞĀ-ŽΑ-ΩА-Я][\w-]+)$")
"""`A. Name / Madrid`: one word behind a name is no name."""
_SET_OFF = re.compile(
    r"\s+[—–]\s+[A-ZÀ-ÞΑ-ΩА-Я][^\d]*$|(?<=[\u0590-\u06ff])\s+[—–-]\s+[\u0590-\u06ff]+$"
)
_DATED = re.compile(r"\d{4}|\d+ min|\d:\d")
_ROLE = re.compile(rf"\b(?:{'|'.join(ROLES)})\b", re.IGNORECASE)
_NO_PEOPLE = re.compile("|".join(NO_PEOPLE), re.IGNORECASE)
_JOINED = re.compile(
    r"\s+(?:e|y|i|a|és|și|şi|και|avec|mit|con|ja|ir|un|ning)\s+"
    r"|\s+و(?!(?:ليد|ائل|سام|سيم|فاء|داد|جيه|حيد|ديع|صفي|جدي|هيب)\s)(?=\w{2,}\s)"
    r"|\s+ו(?!(?:רד|יקי|יקטור|לדימיר|רוניקה)\s)(?=[א-ת]{2,}\s)",
    re.IGNORECASE,
)
"""Words that join two names, and may stand within one: they part where a name is on both sides.
In Arabic and Hebrew it is the next word's first letter, unless that is of a name of its own."""
_STATED_LAST = re.compile(rf"\s+(?:{'|'.join(STATED_LAST)})\b.*$", re.IGNORECASE)
_QUOTED = re.compile(r"[\"“„«»][^\"“”„«»]+[\"”“«»]")
_FULL_STOP = re.compile(r"(?<=[^\W\d_]{3})\.$")
_REPORTS_FROM = re.compile(
    "^(?:本[報报])?(?:[記记]者)?\\s?([\u4e00-\u9fff]{2,4})(?:\\s*[／/︱|]\\s*|\\s+)[\u4e00-\u9fff]{0,6}[報报][導导道]$"
    "|^(?:本[報报])?[記记]者\\s?([\u4e00-\u9fff]{2,4})$"
)
"""`記者歐陽曉雯／台北報導`, `本报记者欧阳晓雯`."""
_LOWER_FIRST = re.compile("[dl]['’]\\w", re.IGNORECASE)
"""`d'Orval`."""
_ROLE_LAST = re.compile(
    r"\s+(?:(?:staff|senior|chief|political|news|sports?|special)\s+){0,2}"
    r"(?:reporter|correspondent|writer|journalist|columnist)$",
    re.IGNORECASE,
)
"""What follows a name without a comma; other roles may be all that a byline says."""
_TITLE_AFTER = re.compile(
    rf"(?<=\S)(?:\s[가-힣]{{1,6}}기자|\s?(?:{'|'.join(SIGNATURES)})|(?:\s[\u4e00-\u9fff]{{1,5}})?(?:記者|记者)"
    r"|\sद्वारा)$"
)
_KOREAN_REPORTER = re.compile(rf"[가-힣]{{2,4}}(?=\s(?:{'|'.join(SIGNATURES)})(?:[\s·,/(]|$))")
_READING = re.compile("（[\u3040-\u30ff・ ]+）")
"""How a name is read, in kana."""
_EAST_ASIAN_NAME = re.compile("[\u4e00-\u9fff]{2,4}|[\u3040-\u30ff\u4e00-\u9fff]{3,7}|[가-힣]{2,4}")
"""Names without a space between family and given name; what they are, only a label can say."""
_CASED = re.compile(r"[A-Za-zÀ-ɏͰ-ϿЀ-ӿ]")


def people_in(text: str, names: set[str]) -> list[Person]:
    """Return the people of a byline like `By A. Name and B. Name (Role)`.

    `names` are the site's own, in `normalise.key` form: they are nobody.
    """
    text = plain_text(text).replace("丨", "|")
    if "@" in text and len(text) <= _MAX_MAIL_CHARS:
        text = _PHONE.sub(" ", _MAIL.sub(" ", text)).strip(" ,;-–|")
        text = text.strip("()") if text.startswith("(") else text  # `mail@host (A. Name)`
    if _URLISH.search(text) or key(text) in names or key(text.partition("|")[0]) in names:
        return []
    text = text.lstrip("□■●◎◆▲☆★ ")
    text = text.strip("【】〔〕[]") if text[:1] in "【〔[" else text
    text = text[1:-1] if text.startswith("（") and text.find("）") == len(text) - 1 else text
    house, dot, name = text.partition("・")
    text = name if dot and key(house) in names else text
    if reporters := _HAN_REPORTERS.fullmatch(text):
        text = reporters[1].replace(" ", "、")
    text = "、".join(_KOREAN_REPORTER.findall(text)) or _READING.sub("", text)
    text = _PAIRS.sub("", _DAY_AND_YEAR_LAST.sub("", text))
    text = _DESK_FIRST.sub("", _TEXT_LAST.sub("", text))
    text = _REPORTS_FROM.sub(lambda match: match[1] or match[2], text)
    if _DUTCH.match(text):
        text = text.replace(" en ", " & ")
    text = without_label(text)
    stated = _STATED_LAST.search(text)
    beside = key(text[: stated.start()]) if stated else ""
    if stated and is_name_like(text[: stated.start()]) and not beside.startswith(tuple(names)):
        text = text[: stated.start()]
    sections = _FILED_IN.search(text)
    if sections and is_name_like(text[: sections.start()]):
        text = text[: sections.start()]
    text = _SECOND.sub("、", without_other_credits(text))
    place = _PLACE_BEHIND.search(text)
    if place and key(place[1]) not in AGENCIES and is_name_like(text[: place.start()]):
        text = text[: place.start()]
    parts = [part for each in at_labels(text) for part in _BREAK.split(each) if part]
    parts = [each for part in _written(parts) for each in _parted(part)]
    pieces = [piece for part in parts for piece in _at_commas(part, names)]
    people = (_person(name, role, names) for name, role in pieces)
    return _writers([person for person in people if person])


def _written(parts: list[str]) -> list[str]:
    """Return the parts of a byline that name who wrote, without their labels."""
    written = (who_wrote(part, is_first=not place) for place, part in enumerate(parts))
    return [part for part in written if part]


def _writers(people: list[Person]) -> list[Person]:
    """Leave out, beside people, a role that stands for itself, and who took the pictures."""
    if len(people) == 1 or not any(is_name_like(person.name) for person in people):
        return people
    return [
        person
        for person in people
        if not _ROLE.search(person.name) and not is_other_credit(person.role or "")
    ]


def names_alone(text: str, names: set[str]) -> list[str]:
    """Return the names in a text that holds nothing but people's names; else none."""
    found = [person.name for person in people_in(text, names)]
    return found if all(map(is_name_like, found)) else []


def _parted(text: str) -> list[str]:
    """Part `A. Name e B. Name`, and leave `Ana da Costa e Silva` whole."""
    for match in _JOINED.finditer(text) if len(text) <= 2 * _MAX_NAME_CHARS else ():
        first, second = text[: match.start()], text[match.end() :]
        if is_name_like(_last_name(first)) and key(second) in NO_NAMES:
            return [first]
        if is_name_like(_last_name(first)) and (is_name_like(second) or key(second) in AGENCIES):
            return [first, second]
    return [text]


def _last_name(text: str) -> str:
    return text.rpartition(",")[2].strip()


def _at_commas(text: str, names: set[str]) -> list[tuple[str, str | None]]:
    """Take `A. Name, B. Name` for names, `A. Name, Political Editor` for a name and its role.

    An agency after a name is an author of its own; one word more is where they wrote it.
    """
    head, *rest = [
        part for part in map(str.strip, text.split(",")) if part and not _DEGREE.fullmatch(part)
    ] or [""]
    if key(head) in names:
        return []
    if not rest:
        return [(head, None)]
    if all(_EAST_ASIAN_NAME.fullmatch(part) for part in (head, *rest)):
        return [(part, None) for part in (head, *rest)]
    if key(head) in AGENCIES:
        return [(part, None) for part in (head, *rest)]
    if " " not in head:
        return [(_given_name_first(head, rest) or text.strip(), None)]
    if all(is_name_like(part) for part in rest):
        return [(part, None) for part in (head, *rest)]
    agencies = [(part, None) for part in rest if key(part) in AGENCIES]
    if agencies or " " not in rest[-1]:
        return [(head, None), *agencies]
    return [(head, ", ".join(part for part in rest if key(part) not in names))]


def _given_name_first(head: str, rest: list[str]) -> str | None:
    """Return `Jane Doe` for `Doe, Jane`, which catalogues write; None for anything else."""
    is_turned = len(rest) == 1 and not {key(head), key(rest[0])} & AGENCIES
    name = f"{rest[0]} {head}" if is_turned else ""
    return name if len(name.split()) == 2 and is_name_like(name) and _CASED.search(name) else None


def _person(text: str, role: str | None, names: set[str]) -> Person | None:
    text = _AND_FIRST.sub("", who_wrote(text, is_first=True))
    text = _FULL_STOP.sub("", text.strip(" ,;:-–—|*"))
    text = text[1:-1] if _QUOTED.fullmatch(text) else text
    match = _BRACKETS.match(text)
    if match and match[1]:
        text, role = match[1].strip(), role or match[2]
        if key(role) in names:
            return None
    if len(text) > 2 * _MAX_NAME_CHARS:
        return None
    text = _plain_name(_TITLE_AFTER.sub("", _HANDLE.sub("", text)))
    house, _, name = text.partition(" ")
    if key(house) in names and _EAST_ASIAN_NAME.fullmatch(name):
        text = name
    bare = key(text)
    if bare in names or bare in NO_NAMES or _SLUG.match(text) or _URLISH.search(text):
        return None
    if not text or len(text) > _MAX_NAME_CHARS or text[0] in "([{" or _DATED.search(text):
        return None
    if bare in AGENCIES:
        return Person(name=text, role=ORGANISATION)
    return Person(name=text, role=role if role and not _DATED.search(role) else None)


def _plain_name(text: str) -> str:
    """Return a name without the degrees, the day or the place behind it."""
    text = _DAY_LAST.sub("", _DEGREES_LAST.sub("", _TOLD_TO.sub("", text))).strip(" ,-–|")
    role = _ROLE_LAST.search(text)
    if role and is_name_like(text[: role.start()]):
        text = _shouted_first(text[: role.start()])
    first, dash, _ = text.partition(" - ")
    if dash and is_name_like(first):
        text = first  # a desk, a place or a column follows
    place = _PLACE_LAST.search(text) or _SET_OFF.search(text)
    name = text[: place.start()] if place and is_name_like(text[: place.start()]) else text
    return as_written_elsewhere(name) if is_name_like(name) else name


def _shouted_first(text: str) -> str:
    """Return the words in capitals where others follow them: `JANE DOE Herald`."""
    words = text.split()
    shouted = list(takewhile(str.isupper, words))
    return " ".join(shouted) if len(shouted) > 1 else text


def is_name_like(text: str) -> bool:
    """Return whether visible text can be a person's name: two to five words, capitals, no digits.

    Words of scripts without case cannot be told from others: two to four of them count, or one as
    short as Chinese, Japanese and Korean names are.
    """
    words = text.split()
    if any(char.isdigit() or char in ":?!()[]：【】《》" for char in text) or _ROLE.search(text):
        return False
    if _NO_PEOPLE.search(text):
        return False
    if not _CASED.search(text):
        return bool(_EAST_ASIAN_NAME.fullmatch(text)) or (2 <= len(words) <= 4 and len(text) <= 30)
    if not 2 <= len(words) <= _MAX_NAME_WORDS:
        return False
    return all(
        word[0].isupper() or word.lower() in PARTICLES or _LOWER_FIRST.match(word) for word in words
    )


def unique(people: Iterable[Person]) -> list[Person]:
    """Return people in order, each name once."""
    seen: dict[str, Person] = {}
    for person in people:
        seen.setdefault(key(person.name), person)
    return list(seen.values())[:MAX_AUTHORS]

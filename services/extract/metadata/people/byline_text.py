"""A byline freed of what stands around its names: signs, the house, days, labels, places."""

import re
from collections.abc import Set

from services.extract.markup.normalise import key
from services.extract.metadata.people.author_words import AGENCIES, STATED_LAST
from services.extract.metadata.people.east_asian_bylines import (
    at_reporters,
    at_second_reporter,
    without_desk,
)
from services.extract.metadata.people.labels import (
    starts_with_label,
    without_label,
    without_other_credits,
)
from services.extract.metadata.people.name_shapes import before_end_of_name, is_name_like

_MAX_MAIL_CHARS = 500
"""Longer bylines are not searched for addresses, which takes the square of their length."""
_MAIL = re.compile(r"[(<\[]?\s*(?:mailto:)?[^\s@<>()\[\]]+@[^\s@<>()\[\]]+\.\w+\s*[)>\]]?")
_AT = re.compile(r"\s?[(\[{](?:at|ät|arroba|zavináč|małpa|kukac|собака)[)\]}]\s?", re.IGNORECASE)
"""How an address is hidden from programs: `a.name [at] host`."""
_ACCOUNT = re.compile(r"(?<!\S)@\w+(?=\s)")
_PHONE = re.compile(r"\+?\d[\d\s()/-]{5,20}\d")
_BULLETS = "□■●◎◆▲☆★ "
_FRAME_FIRST = ("【", "〔", "[")
_FRAME = "【】〔〕[]"
_DAY_AND_YEAR_LAST = re.compile(
    r"(?:\s+(?:on|am|le|el|em|il|op|den|dne)(?:\s+\w{2,12}\.?,)?)?\s+\d{1,2}[./-]\d{1,2}[./-]\d{2,4}\b.*$"
    r"|(?:\s+[a-zß-ÿα-ωа-я]{1,3})?\s+\d{1,2}\.?\s+(?:de\s+)?[^\W\d_]{3,12}\.?,?\s+(?:de\s+)?\d{4}\b.*$"
)
_PAIRS = re.compile(r"\s*\(\w+(?:/\w+)+\)")
"""`(she/her)`, `(AFP/dpa)`."""
_ADDRESS = re.compile(r"\s*[(\[<](?:https?://|www\.)[^\s()\[\]<>]+[)\]>]")
_TOGETHER = re.compile(r"\s*\(((?:avec|with|mit|med|met|con|com|z|со?)\s[^()]{3,100})\)")
"""`A. Name (with B. Name and C. Name)`: what is in the brackets is parted as what is not."""
_DUTCH = re.compile(r"^(?:geschreven )?door\s", re.IGNORECASE)
_STATED_LAST = re.compile(rf"\s+(?:{'|'.join(STATED_LAST)})\b.*$", re.IGNORECASE)
_AGENCY_LAST = re.compile(
    r"\s+(?:The )?(?=(?:Associated Press|Agence France-Presse|Press Association)$)"
)
_SECTIONS_LAST = re.compile(r"\s+In\s+[A-Z].*$")
"""`A. Name In Harbour, Boats`: the sections of a blog."""
_MATERIAL = re.compile(
    r",?\s+(?:with\s+(?:files|inputs?|reports?|material|information)\s+from"
    r"|mit\s+(?:material|informationen)\s+(?:von|der)|avec\s+(?:des\s+)?informations?\s+d(?:e|u)"
    r"|con\s+información\s+de|com\s+informações\s+d[aeo]s?)\s+(?:l['’])?(.*)$",
    re.IGNORECASE,
)
"""Whose material the article is made of, beside the author's."""
_PLACE_BEFORE = re.compile(r"^([^\W\d_]+)(?:\s\([^\W\d_]{2,12}\))?\s+[–—ـ-]\s+(?=\S+\s)")
"""`القاهرة - A. Name`, `ADANA (DHA) - A. Name`: one word before a name is no name."""
_PLACE_BEHIND = re.compile(r"\s*[|/]\s*([A-ZÀ-ÞĀ-ŽΑ-ΩА-Я][\w-]+)(?:,?\s*\([A-Z]{2,5}\))?$")
"""`A. Name / Madrid`, `A. Name/ADANA, (DHA)`: one word behind a name is no name."""


def bare_byline(text: str, names: Set[str]) -> str:
    """Return the names of a byline as it parts them, without what stands around all of them.

    `names` are the site's own, in `normalise.key` form. The order counts: a label hides behind a
    frame, and only what has no label looks like a name.
    """
    text = _TOGETHER.sub(r" \1", _ADDRESS.sub("", _without_frame(text)))
    text = at_reporters(text)
    text = _PAIRS.sub("", _DAY_AND_YEAR_LAST.sub("", text))
    text = without_desk(text)
    if _DUTCH.match(text):  # in a name `en` may be anything else
        text = text.replace(" en ", " & ")
    text = without_label(text)
    text = _without_statement(text, names)
    text = before_end_of_name(_SECTIONS_LAST, text)
    text = _with_agency_apart(_without_material(text))
    text = at_second_reporter(without_other_credits(text))
    return _without_place(text)


def without_contacts(text: str) -> str:
    """Return a byline without addresses of mail and numbers of phones: `mail@host (A. Name)`."""
    if len(text) > _MAX_MAIL_CHARS:
        return text
    text = _AT.sub("@", text)
    if "@" not in text:
        return text
    text = _PHONE.sub(" ", _ACCOUNT.sub(" ", _MAIL.sub(" ", text))).strip(" ,;-–|")
    return text.strip("()") if text.startswith("(") else text


def _without_frame(text: str) -> str:
    """Return what stands behind a bullet, or in brackets: `【記者陳美玲】`."""
    text = text.lstrip(_BULLETS)
    if text.startswith(_FRAME_FIRST):
        text = text.strip(_FRAME)
    inner = text[1:-1]
    if text[:1] == "(" and text[-1] == ")" and (starts_with_label(inner) or is_name_like(inner)):
        return inner
    return inner if text.startswith("（") and text.find("）") == len(text) - 1 else text


def _without_statement(text: str, names: Set[str]) -> str:
    """Return the name before `Updated` and its like; not where the site's name stands there."""
    match = _STATED_LAST.search(text)
    if match is None or key(text[: match.start()]).startswith(tuple(names)):
        return text
    return before_end_of_name(_STATED_LAST, text)


def _with_agency_apart(text: str) -> str:
    """Set a comma before the agency behind a name: `JANE DOE Associated Press`."""
    match = _AGENCY_LAST.search(text)
    if match is None or not is_name_like(text[: match.start()]):
        return text
    return f"{text[: match.start()]}, {text[match.end() :]}"


def _without_material(text: str) -> str:
    """Return a byline without whose material was used, unless that is an agency's."""
    match = _MATERIAL.search(text)
    if match is None:
        return text
    behind = f", {match[1]}" if key(match[1]) in AGENCIES else ""
    return text[: match.start()] + behind


def _without_place(text: str) -> str:
    """Return the name before or behind one word set off: where it was written, and no agency."""
    place = _PLACE_BEFORE.match(text)
    if place and key(place[1]) not in AGENCIES and is_name_like(text[place.end() :]):
        return text[place.end() :]
    place = _PLACE_BEHIND.search(text)
    if place and key(text[: place.start()]) in AGENCIES:
        return text[: place.start()]
    if place and key(place[1]) in AGENCIES:
        return text
    return before_end_of_name(_PLACE_BEHIND, text)

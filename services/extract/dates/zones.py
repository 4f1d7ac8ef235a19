"""Time zones: of countries and languages that have only one, and as dates name them."""

import re
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from functools import lru_cache
from zoneinfo import ZoneInfo

from babel.core import get_global

OFFSET_MAX = timedelta(hours=14)
"""No place on earth is further from UTC."""
_OFFSET = re.compile(r"([+-]|^(?=\d\d(?::?\d\d)?$))\s?(\d{1,2}):?(\d{2})?$")
_DIGITS = frozenset("0123456789")
_SITES_KEPT = 512
_ZONE = re.compile(
    r"[\s(\[]{0,3}((?:utc|gmt)?\s?[+-]\s?\d{1,2}(?::?\d{2})?(?!\d)|[^\W\d_]{2,5}(?!\w))[)\]]?"
)

_ONE_ZONE = frozenset(
    "ir af gb th at be bg ch cz de dk ee fi fr gr hr hu ie is it li lt lu lv mt nl no pl ro rs se "  # noqa: SIM905
    "si sk ua uk by tr ge am az il lb sy jo iq kw sa ye om ae qa bh pk in np bd lk mm vn la kh my "
    "sg ph cn hk tw jp kr eg ma dz tn ly ng gh ke tz ug et za na ls zw zm ar uy py bo pe co ve gt "
    "sv hn ni cr pa do cu pr jm tt al mk ba md cy kz uz kg tj bn mv bt sn ci cm mz ao bw "
    "rw mu".split()
)
"""Country-code domains, or regions of a language tag, of countries that have one zone, which CLDR
knows. Countries with several (us, ca, ru, br, au, mx, id, es and pt with their islands) are left
out; so are domains sold as generic ones (tv, io, me)."""
_NOT_CLDRS_FIRST = {"uk": "Europe/London", "kz": "Asia/Almaty"}
_OF_LANGUAGES = {
    "prs": "Asia/Kabul", "mn": "Asia/Ulaanbaatar",
    **dict.fromkeys(("ca", "eu", "gl"), "Europe/Madrid"),
}  # fmt: skip
"""By language, where its country has several zones, or CLDR knows no country of it."""
_OF_MANY_COUNTRIES = frozenset(("ar", "bn", "ff", "fr", "ku", "os", "ur", "yi"))
"""Languages that are written in several zones; the others in that of their likely country."""

ABBREVIATIONS = {
    "cet": 1, "cest": 2, "mez": 1, "mesz": 2, "eet": 2, "eest": 3, "wet": 0, "west": 1,
    "msk": 3, "мск": 3, "edt": -4, "pdt": -7, "pst": -8, "mdt": -6, "cdt": -5, "est": -5,
    "jst": 9, "kst": 9, "hkt": 8, "wib": 7, "wita": 8, "wit": 9, "irst": 3.5, "sast": 2,
    "bst": 1, "akst": -9, "akdt": -8, "hst": -10, "brt": -3, "art": -3, "pkt": 5, "wat": 1,
    "cat": 2, "eat": 3, "sgt": 8, "myt": 8, "pht": 8, "awst": 8, "trt": 3, "gst": 4,
    "aest": 10, "aedt": 11, "nzst": 12, "nzdt": 13, "ict": 7, "npt": 5.75, "ist": 5.5, "cst": -6,
    "cot": -5, "pet": -5, "vet": -4, "bot": -4, "clt": -4, "clst": -3, "uyt": -3, "mst": -7,
    "ast": -4, "adt": -3, "nst": -3.5, "ndt": -2.5, "acst": 9.5, "acdt": 10.5, "idt": 3, "ksa": 3,
    "aft": 4.5, "irdt": 4.5, "bdt": 6, "mmt": 6.5, "uzt": 5, "azt": 4, "pyt": -3,
    "hne": -5, "hae": -4, "hnc": -6, "hac": -5, "hnr": -7, "hnp": -8, "hap": -7,
    "hna": -4, "hnt": -3.5,
}  # fmt: skip
"""Hours from UTC. `ist` and `cst` name several zones each: these are the most common ones in
English; a country whose own clocks go by that name comes first (`read_offset`)."""

AMERICAN_ABBREVIATIONS = {
    "et": "America/New_York", "ct": "America/Chicago", "mt": "America/Denver",
    "pt": "America/Los_Angeles",
}  # fmt: skip
GENERIC_ABBREVIATIONS = {
    **AMERICAN_ABBREVIATIONS, "paris": "Europe/Paris", "london": "Europe/London",
    "kyiv": "Europe/Kyiv",
}  # fmt: skip
"""Abbreviations that hold in summer and winter alike: the hours from UTC depend on the day."""


def read_offset(
    text: str, at: datetime | None = None, country: tzinfo | None = None
) -> tzinfo | None:
    """Return the zone that `z`, `+02:00`, `gmt+2`, `cest` or `et` name; None where it is none.

    `at` is the wall clock, for zones whose abbreviation holds in summer and winter. `ist` and
    `cst` name several zones: it is that of `country` where its clocks go by that name.
    """
    text = text.strip().lower()
    if text in ("z", "utc", "gmt"):
        return UTC
    if match := _OFFSET.search(text):
        offset = timedelta(hours=int(match[2]), minutes=int(match[3] or 0))
        offset = -offset if match[1] == "-" else offset
        return timezone(offset) if abs(offset) <= OFFSET_MAX else None
    text = text.replace(".", "")
    if at is not None and country is not None:
        here = at.replace(tzinfo=country)
        if (here.tzname() or "").lower() == text:
            return timezone(here.utcoffset() or timedelta())
    if at is not None and text in GENERIC_ABBREVIATIONS:
        there = at.replace(tzinfo=ZoneInfo(GENERIC_ABBREVIATIONS[text]))
        return timezone(there.utcoffset() or timedelta())
    hours = ABBREVIATIONS.get(text)
    return None if hours is None else timezone(timedelta(hours=hours))


def zone_behind(
    text: str, place: int, at: datetime, country: tzinfo | None, day: int
) -> tzinfo | None:
    """Return the zone at a place of folded text, or of a word behind it; None where none is.

    `day` is where a date begins: before it, `18:40 - 11 May`, a sign is no offset's.
    """
    beside = text if day < place else text[:day]
    words = (word for word in text[place:].split() if word[0] not in _DIGITS)
    return zone_at(beside, place, at, country)[0] or zone_among(words, at, country)


def zone_among(words: Iterable[str], at: datetime, country: tzinfo | None) -> tzinfo | None:
    """Return the first zone that some words name, None where none does."""
    zones = (read_offset(word.strip("()[],.;"), at, country) for word in words)
    return next(filter(None, zones), None)


def zone_at(
    text: str, place: int, at: datetime, country: tzinfo | None
) -> tuple[tzinfo | None, int]:
    """Return the zone that stands at a place of folded text, and where it ends; None where none."""
    match = _ZONE.match(text, place)
    zone = read_offset(match[1], at, country) if match else None
    return (zone, match.end()) if match and zone else (None, place)


@lru_cache(_SITES_KEPT)
def country_zone(host: str, language: str) -> ZoneInfo | None:
    """Return the zone of the site's country, where its domain or language has only one."""
    base, *subtags = language.lower().split("-")
    countries = (host.rpartition(".")[2], *subtags)
    name = (
        next(filter(None, map(_zone_of_country, countries)), None)
        or _OF_LANGUAGES.get(base)
        or _zone_of_country(_likely_country(base))
    )
    return ZoneInfo(name) if name else None


def _zone_of_country(code: str) -> str | None:
    if code not in _ONE_ZONE:
        return None
    return _NOT_CLDRS_FIRST.get(code) or get_global("territory_zones")[code.upper()][0]


def _likely_country(language: str) -> str:
    """Return where a language is written, nearly all of it; empty where it is not one country."""
    tag = "" if language in _OF_MANY_COUNTRIES else get_global("likely_subtags").get(language, "")
    return tag.rpartition("_")[2].lower()


def jalali_zone(host: str, language: str) -> ZoneInfo:
    """Return Kabul's zone for Afghan sites and languages, else Tehran's: none but they use it."""
    afghan = host.endswith(".af") or language.lower() in ("prs", "ps", "fa-af", "ps-af", "prs-af")
    return ZoneInfo("Asia/Kabul" if afghan else "Asia/Tehran")

"""Time zones: of countries and languages that have only one, and as dates name them."""

import re
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo

from services.extract.dates.clock import CLOCK

OFFSET_MAX = timedelta(hours=14)
"""No place on earth is further from UTC."""
_OFFSET = re.compile(r"([+-]|^(?=\d\d(?::?\d\d)?$))\s?(\d{1,2}):?(\d{2})?$")
_DIGITS = frozenset("0123456789")
_ZONE = re.compile(
    r"[\s(\[]{0,3}((?:utc|gmt)?\s?[+-]\s?\d{1,2}(?::?\d{2})?(?!\d)|[^\W\d_]{2,5}(?!\w))[)\]]?"
)

COUNTRY_ZONES = {
    "ir": "Asia/Tehran", "af": "Asia/Kabul", "gb": "Europe/London",
    "th": "Asia/Bangkok", "at": "Europe/Vienna", "be": "Europe/Brussels", "bg": "Europe/Sofia",
    "ch": "Europe/Zurich", "cz": "Europe/Prague", "de": "Europe/Berlin", "dk": "Europe/Copenhagen",
    "ee": "Europe/Tallinn", "fi": "Europe/Helsinki", "fr": "Europe/Paris", "gr": "Europe/Athens",
    "hr": "Europe/Zagreb", "hu": "Europe/Budapest", "ie": "Europe/Dublin",
    "is": "Atlantic/Reykjavik",
    "it": "Europe/Rome", "li": "Europe/Vaduz", "lt": "Europe/Vilnius", "lu": "Europe/Luxembourg",
    "lv": "Europe/Riga", "mt": "Europe/Malta", "nl": "Europe/Amsterdam", "no": "Europe/Oslo",
    "pl": "Europe/Warsaw", "ro": "Europe/Bucharest", "rs": "Europe/Belgrade",
    "se": "Europe/Stockholm",
    "si": "Europe/Ljubljana", "sk": "Europe/Bratislava", "ua": "Europe/Kyiv", "uk": "Europe/London",
    "by": "Europe/Minsk", "tr": "Europe/Istanbul", "ge": "Asia/Tbilisi", "am": "Asia/Yerevan",
    "az": "Asia/Baku", "il": "Asia/Jerusalem", "lb": "Asia/Beirut", "sy": "Asia/Damascus",
    "jo": "Asia/Amman", "iq": "Asia/Baghdad", "kw": "Asia/Kuwait", "sa": "Asia/Riyadh",
    "ye": "Asia/Aden", "om": "Asia/Muscat", "ae": "Asia/Dubai", "qa": "Asia/Qatar",
    "bh": "Asia/Bahrain", "pk": "Asia/Karachi", "in": "Asia/Kolkata", "np": "Asia/Kathmandu",
    "bd": "Asia/Dhaka", "lk": "Asia/Colombo", "mm": "Asia/Yangon", "vn": "Asia/Ho_Chi_Minh",
    "la": "Asia/Vientiane", "kh": "Asia/Phnom_Penh", "my": "Asia/Kuala_Lumpur",
    "sg": "Asia/Singapore", "ph": "Asia/Manila", "cn": "Asia/Shanghai", "hk": "Asia/Hong_Kong",
    "tw": "Asia/Taipei", "jp": "Asia/Tokyo", "kr": "Asia/Seoul", "eg": "Africa/Cairo",
    "ma": "Africa/Casablanca", "dz": "Africa/Algiers", "tn": "Africa/Tunis", "ly": "Africa/Tripoli",
    "ng": "Africa/Lagos", "gh": "Africa/Accra", "ke": "Africa/Nairobi",
    "tz": "Africa/Dar_es_Salaam",
    "ug": "Africa/Kampala", "et": "Africa/Addis_Ababa", "za": "Africa/Johannesburg",
    "na": "Africa/Windhoek", "ls": "Africa/Maseru", "zw": "Africa/Harare", "zm": "Africa/Lusaka",
    "ar": "America/Argentina/Buenos_Aires", "uy": "America/Montevideo", "py": "America/Asuncion",
    "bo": "America/La_Paz", "pe": "America/Lima", "co": "America/Bogota", "ve": "America/Caracas",
    "gt": "America/Guatemala", "sv": "America/El_Salvador", "hn": "America/Tegucigalpa",
    "ni": "America/Managua", "cr": "America/Costa_Rica", "pa": "America/Panama",
    "do": "America/Santo_Domingo", "cu": "America/Havana", "pr": "America/Puerto_Rico",
    "jm": "America/Jamaica", "tt": "America/Port_of_Spain", "al": "Europe/Tirane",
    "mk": "Europe/Skopje", "ba": "Europe/Sarajevo", "md": "Europe/Chisinau", "cy": "Asia/Nicosia",
    "kz": "Asia/Almaty", "uz": "Asia/Tashkent", "kg": "Asia/Bishkek", "tj": "Asia/Dushanbe",
    "bn": "Asia/Brunei", "mv": "Indian/Maldives", "bt": "Asia/Thimphu", "sn": "Africa/Dakar",
    "ci": "Africa/Abidjan", "cm": "Africa/Douala", "mz": "Africa/Maputo", "ao": "Africa/Luanda",
    "bw": "Africa/Gaborone", "rw": "Africa/Kigali", "mu": "Indian/Mauritius",
}  # fmt: skip
"""By country-code domain, or region of a language tag. Countries with several zones (us, ca, ru,
br, au, mx, id, es and pt with their islands) are left out; so are domains sold as generic ones
(tv, io, me)."""

_COUNTRIES = {
    "fa": "ir", "prs": "af", "ps": "af", "th": "th", "de": "de", "it": "it", "pl": "pl", "cs": "cz",
    "sk": "sk", "sl": "si", "hr": "hr", "sr": "rs", "hu": "hu", "ro": "ro", "bg": "bg", "el": "gr",
    "da": "dk", "no": "no", "nb": "no", "nn": "no", "sv": "se", "fi": "fi", "is": "is", "et": "ee",
    "lv": "lv", "lt": "lt", "mt": "mt", "uk": "ua", "be": "by", "tr": "tr", "ka": "ge", "hy": "am",
    "az": "az", "he": "il", "ne": "np", "my": "mm", "vi": "vn", "lo": "la", "km": "kh", "ja": "jp",
    "ko": "kr", "zh": "cn", "hi": "in", "mr": "in", "gu": "in", "te": "in", "kn": "in", "ml": "in",
    "ta": "in", "si": "lk", "am": "et", "sw": "ke", "uz": "uz", "sq": "al", "nl": "nl", "mk": "mk",
    "bs": "ba", "kk": "kz", "ky": "kg", "tg": "tj", "or": "in", "as": "in", "lb": "lu", "fil": "ph",
    "tl": "ph", "ms": "my",
}  # fmt: skip
LANGUAGE_ZONES = {
    **{language: COUNTRY_ZONES[country] for language, country in _COUNTRIES.items()},
    **dict.fromkeys(("ca", "eu", "gl"), "Europe/Madrid"),
    "mn": "Asia/Ulaanbaatar",
}
"""By language, of those that are written in one zone, nearly all."""

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
    **AMERICAN_ABBREVIATIONS,
    "paris": "Europe/Paris",
    "london": "Europe/London",
    "kyiv": "Europe/Kyiv",
}
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


def zone_behind(text: str, at: datetime, country: tzinfo | None) -> tzinfo | None:
    """Return the zone that stands behind the last time of day of folded text, None where none."""
    clocks = list(CLOCK.finditer(text))
    words = text[clocks[-1].end() :].split() if clocks else []
    return zone_among((word for word in words if word[0] not in _DIGITS), at, country)


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


def country_zone(host: str, language: str) -> ZoneInfo | None:
    """Return the zone of the site's country, where its domain or language has only one."""
    base, *subtags = language.lower().split("-")
    name = (
        COUNTRY_ZONES.get(host.rpartition(".")[2])
        or next((COUNTRY_ZONES[each] for each in subtags if each in COUNTRY_ZONES), None)
        or LANGUAGE_ZONES.get(base)
    )
    return ZoneInfo(name) if name else None


def jalali_zone(host: str, language: str) -> ZoneInfo:
    """Return Kabul's zone for Afghan sites and languages, else Tehran's: none but they use it."""
    afghan = host.endswith(".af") or language.lower() in ("prs", "ps", "fa-af", "ps-af", "prs-af")
    return ZoneInfo("Asia/Kabul" if afghan else "Asia/Tehran")

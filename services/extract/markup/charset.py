"""The encoding of a page that does not say it where it should: by its text and its language."""

import re
from collections.abc import Iterator

import chardet
from chardet import EncodingEra
from w3lib.encoding import resolve_encoding

from services.extract.markup.visible_html import BETWEEN_TAGS, without_programs

_WEB_ENCODINGS = EncodingEra.MODERN_WEB | EncodingEra.LEGACY_ISO | EncodingEra.LEGACY_REGIONAL
_WINDOW_BYTES = 150_000
_HEAD_BYTES, _NULS = 1_000, 100
"""So many in the first bytes are UTF-16: its markup is half NUL."""
_SURE = 0.7
"""Confidence of chardet, from which on it is asked before the page's language."""
_LEAST = 0.11
"""chardet answers 0.10 where nothing fits."""
_HIGH_SHARE_MAX = 0.3
"""Share of bytes above 127 in a page of a Latin alphabet; with more it is no text."""
_LATE_BYTES = 200_000
_SAMPLE_BYTES = 5_000
_META = re.compile(
    rb"<meta\b[^>]{0,200}?\bcharset\s{0,20}=\s{0,20}[\"']?\s{0,20}([A-Za-z0-9_:.-]{2,40})",
    re.IGNORECASE,
)
_LANGUAGE = re.compile(rb"<html\b[^>]{0,500}?\blang\s*=\s*[\"']?([A-Za-z]{2,3})", re.IGNORECASE)
_HIGH = re.compile(rb"[\x80-\xff]")
_SHIFTED = {
    b"\x1b$B": ("iso2022_jp_ext", "iso2022_jp_2004", "iso2022_jp_3"),
    b"\x1b$@": ("iso2022_jp_ext",),
    b"\x1b$)C": ("iso2022_kr",),
    b"~{": ("hz",),
}
"""Encodings in ASCII by what begins their letters: the codecs that may read them."""
_SHIFTED_STRAY_MAX = 9
"""Bytes above 127 in a page in such an encoding, from pieces in another."""
_OF_LANGUAGE = {
    **dict.fromkeys(("cs", "sk", "pl", "hu", "hr", "sl", "bs", "ro", "sq"), ("windows-1250",)),
    **dict.fromkeys(("ru", "bg", "mk", "sr"), ("windows-1251", "koi8-r")),
    **dict.fromkeys(("uk", "be"), ("windows-1251", "koi8-u")),
    "az": ("windows-1254",),
    "ja": ("shift_jis", "euc-jp"), "zh": ("gb18030", "big5"),
    **dict.fromkeys(("ar", "fa", "ur"), ("windows-1256",)),
    **dict.fromkeys(("lt", "lv", "et"), ("windows-1257",)),
    "ko": ("euc-kr",), "tr": ("windows-1254",), "el": ("windows-1253",), "he": ("windows-1255",),
    "th": ("windows-874",), "vi": ("windows-1258",),
}  # fmt: skip
"""What browsers fall back to (WHATWG HTML, 13.2.3.2), by language; of all others windows-1252."""
_WESTERN = ("windows-1252",)
_SEVERAL = re.compile(r"shift|cp93|euc|sjis|gb|big5|cp950|hz|koi8|windows-1251|cp1251|cp866")
"""Names of encodings of languages that have several: between them, chardet tells well."""
_CODE_PAGES = frozenset(f"cp{number}" for number in (874, 1250, 1251, 1253, 1254, 1255, 1256, 1257))
_CENTRAL = ("iso8859-2", "cp1250")
_CYRILLIC = ("cp1251", "koi8-r", "koi8-u")
_QUOTES = rb"[ -~][\x82\x84\x85\x91-\x97]"
"""Quotation marks and dashes of all Windows encodings, behind ASCII; UTF-8 has none there."""
_WINDOWS_QUOTES = re.compile(_QUOTES)
_ONLY_1250 = re.compile(
    rb"[A-Za-z\xc0-\xff][\x9a\x9c-\x9f]|[\x9a\x9c-\x9f][a-z\xe0-\xff]|" + _QUOTES
)
"""Letters of windows-1250, beside others, and quotes, that are controls in ISO-8859-2."""
_WITH_QUOTES = {"iso8859-15": "cp1252", "iso8859-13": "cp1257"}
"""What a page with Windows' quotation marks is in that is declared to be in another."""
_FOREIGN_SHARE_MIN = 0.01
"""Share of bytes above 127 in a text whose template says English by mistake."""
_ONLY_LATIN_2 = re.compile(rb"[A-Za-z\xc0-\xff][\xb1\xb6\xb9\xbb\xbc\xbe](?=[a-z\xe0-\xff])")
_ONLY_GREEK_7 = re.compile(rb"(?<![\xb8-\xfe])\xb6[\xdc-\xfe]")
"""`Ά` of ISO-8859-7 at the head of a word, which is a paragraph sign in windows-1253."""
_ONLY_LATIN_2_POLISH = re.compile(rb"[A-Za-z\xc0-\xff][\xb1\xb6\xbc]")
_LOOKALIKES = {"kz1048": "windows-1251", "ptcp154": "windows-1251", "cp1125": "cp866"}
"""Of rare encodings, which chardet names, the common one; it is the rarer one in Kazakh alone."""
_MAC = re.compile("^x-mac-")


def declared_late(body: bytes) -> str | None:
    """Return the encoding of a `<meta>` that stands further down than the standard allows."""
    match = _META.search(body[:_LATE_BYTES])
    return resolve_encoding(_MAC.sub("mac-", match[1].decode("ascii"))) if match else None


def meant_encoding(declared: str, body: bytes) -> str:
    """Return the declared encoding, or the one that the page's language says was meant by it.

    Servers and templates declare Western encodings for pages of any language: no text of the
    languages of `_OF_LANGUAGE` can be written in them. ISO-8859-2 and windows-1250 are taken for
    one another, as are windows-1251 and KOI8.
    """
    text = body[:_LATE_BYTES]
    if declared == "cp1252":  # and all that w3lib takes for it, such as ISO-8859-1
        return _meant_by_western(body)
    if declared in _CENTRAL:
        other = _iso_or_windows("windows-1250", text)
        return other if _ONLY_1250.search(text) or other == "iso8859-2" else declared
    if declared in _CYRILLIC:
        return _meant_by_cyrillic(declared, text)
    if declared in _WITH_QUOTES and _WINDOWS_QUOTES.search(text):
        return _WITH_QUOTES[declared]
    if declared == "utf-16":  # without a mark
        return "utf-16-be" if body[::2].count(0) > body[1::2].count(0) else "utf-16-le"
    return declared


def _meant_by_western(body: bytes) -> str:
    """Return an encoding of the page's language, or of a text that cannot be Western."""
    text = body[:_LATE_BYTES]
    language = _language(text)
    if own := _OF_LANGUAGE.get(language, ()):
        return _iso_or_windows(next((each for each in guesses(body) if each in own), own[0]), text)
    sample = _text(body)[:_SAMPLE_BYTES]
    share = len(_HIGH.findall(sample)) / max(1, len(sample))
    if share > _HIGH_SHARE_MAX:
        return next(guesses(body), "cp1252")
    if language in ("", "en") and share > _FOREIGN_SHARE_MIN:
        guess = next(guesses(body), "")
        return guess if guess in _CODE_PAGES else "cp1252"
    return "cp1252"


def _meant_by_cyrillic(declared: str, text: bytes) -> str:
    """Return the encoding in which a text has more small letters than capitals."""
    if not _is_upside_down(text, declared):
        return "koi8-u" if declared == "koi8-r" else declared  # with letters where that has frames
    other = "koi8-u" if declared == "cp1251" else "cp1251"
    return declared if _is_upside_down(text, other) else other


def _language(text: bytes) -> str:
    match = _LANGUAGE.search(text)
    return match[1].decode("ascii").lower() if match else ""


def _is_upside_down(text: bytes, encoding: str) -> bool:
    """Return whether Cyrillic has more capitals than small letters, which KOI8 and 1251 swap."""
    letters = [char for char in text.decode(encoding, "ignore") if char > "\x7f"]
    upper = sum(map(str.isupper, letters))
    return upper > len(letters) / 2


def _iso_or_windows(encoding: str, text: bytes) -> str:
    """Tell ISO-8859-2 and -7 from windows-1250 and -1253 by the few letters they do not share."""
    if encoding in ("windows-1253", "cp1253"):
        return "iso8859-7" if _ONLY_GREEK_7.search(text) else encoding
    if encoding != "windows-1250" or _ONLY_1250.search(text):
        return encoding
    polish = _language(text) == "pl"
    found = _ONLY_LATIN_2_POLISH.search(text) if polish else _ONLY_LATIN_2.search(text)
    return "iso8859-2" if found else encoding


def shifted(body: bytes) -> tuple[str, str] | None:
    """Decode ISO-2022-JP and its relatives, ASCII with escapes; None where there are none.

    Returns the text and the encoding's name.
    """
    found = next((shift for shift in _SHIFTED if shift in body), None)
    if found is None:
        return None
    if not body.isascii():
        if len(_HIGH.findall(body)) > _SHIFTED_STRAY_MAX:
            return None
        body = _HIGH.sub(b"", body)
    for encoding in _SHIFTED[found]:
        try:
            text = body.decode(encoding)
        except UnicodeDecodeError:
            continue
        return None if text.isascii() else (text, encoding)
    return None


def guesses(body: bytes) -> Iterator[str]:
    """Yield encodings by the page's text and language, the likelier first."""
    text, start = _text(body), body[:_LATE_BYTES]
    found = chardet.detect(text, encoding_era=_WEB_ENCODINGS)
    name, confidence = found["encoding"], found["confidence"] or 0.0
    language = _language(start)
    if name and language != "kk":
        name = _LOOKALIKES.get(name.lower(), name)
    guess = resolve_encoding(name) if name and confidence >= _LEAST else None
    guess = guess and _iso_or_windows(guess, start)
    if language == "en" and len(_HIGH.findall(text)) > _FOREIGN_SHARE_MIN * len(text):
        language = ""
    own = _OF_LANGUAGE.get(language, _WESTERN) if language else ()
    told = len(own) > 1 and bool(_SEVERAL.match(guess or ""))
    if guess and (confidence >= _SURE or told or not own):
        yield guess
    yield from (_iso_or_windows(each, start) for each in own)
    if guess:
        yield guess
    if len(_HIGH.findall(start)) < _HIGH_SHARE_MAX * len(start):
        yield from _WESTERN


def is_half_nul(body: bytes) -> bool:
    """Return whether a page is in UTF-16, by the markup that it begins with."""
    return body[:_HEAD_BYTES].count(0) >= _NULS


def _text(body: bytes) -> bytes:
    """Return the text around the first byte that is not ASCII: markup and programs say nothing.

    A page in UTF-16 is returned as it is.
    """
    if is_half_nul(body):
        return body[:_WINDOW_BYTES]
    text = b" ".join(BETWEEN_TAGS.findall(without_programs(body)))
    first = _HIGH.search(text)
    start = max(0, first.start() - 200) & ~3 if first else 0
    return text[start : start + _WINDOW_BYTES]

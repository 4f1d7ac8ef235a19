"""In which script the body is, and which of its paragraphs are in another language than it."""

from collections.abc import Iterator

import regex

from schemas.events import ParagraphLanguage
from services.enrich.language import PIECE_CHARACTERS, ascii_letters, eldc_detector, has_letters
from services.enrich.languages.twins import are_twins
from services.enrich.reading import Fields, Reading
from services.text.words import DENSE

SCRIPT_CHARACTERS = 2_000
LEAST_LETTERS = 80
"""Of a shorter paragraph a detector is wrong more often than an article is mixed."""
LEAST_DISTINCT = 13
"""Characters of a paragraph that differ: a detector has a language for a row of dashes, too."""
LEAST_CONFIDENCE = 0.85
LED_CONFIDENCE = 0.75
LARGE_LEAD = 0.25
"""Before the next language: English has .82 to .9 in a line of thirty words, and a lead of .3."""
PARAGRAPHS_READ = 60
"""At 0.05 ms each; a longer text is a list."""
LEAST_KANA = 0.1
"""For each Han character: Japanese has more kana than these, Chinese a name or a brand in them."""

_SCRIPTS = """
Latn Cyrl Arab Deva Hani Hang Grek Hebr Thai Beng Taml Telu Geor Armn Ethi Gujr Guru Knda Mlym Sinh
Khmr Mymr Laoo
"""
_OF_SCRIPT = {code: regex.compile(rf"\p{{Script={code}}}+") for code in _SCRIPTS.split()}
_IN_COMPANY = frozenset(["Hani", "Hang"])
"""Scripts that are also written beside kana or each other."""
_KANA = regex.compile(r"[\p{Hiragana}\p{Katakana}]")
_RELATED = [
    {"hi", "mr", "ne"}, {"no", "nb", "da", "sv"}, {"hr", "sr", "bs", "sl"}, {"tr", "az"},
    {"ru", "uk", "be", "bg"}, {"es", "pt", "gl", "ca"}, {"id", "ms"}, {"cs", "sk"},
    {"fa", "ar", "ur", "ku"},
]  # fmt: skip
"""A detector takes a paragraph of one for another; only a sure word counts between them."""
SURE_CONFIDENCE = 0.97
CLEAR_LEAD = 0.1
"""Before the next language: Ukrainian to Russian has .15, Hindi to Marathi never .01."""


def fields(reading: Reading) -> Fields:
    """Return `script` and `other_languages`."""
    text = reading.article.text
    return {
        "script": script(text),
        "other_languages": list(other_languages(text, reading.language)),
    }


def script(text: str) -> str | None:
    """Return the script of most letters, ISO 15924: `Jpan` with kana enough, `Kore` with Hangul."""
    sample = text[:SCRIPT_CHARACTERS]
    half = len(sample) / 2
    if ascii_letters(sample) > half:
        return "Latn"
    letters: dict[str, int] = {}
    for code, of in _OF_SCRIPT.items():
        letters[code] = count = sum(map(len, of.findall(sample)))
        if count > half and code not in _IN_COMPANY:  # no other can have more
            return code
    if letters["Hang"] and letters["Hang"] >= letters["Hani"]:
        letters["Kore"] = letters.pop("Hang") + letters.pop("Hani")
    elif (kana := len(_KANA.findall(sample))) > LEAST_KANA * letters["Hani"]:
        letters["Jpan"] = letters.pop("Hani") + kana
    code, most = max(letters.items(), key=lambda item: item[1])
    return code if most else None


def other_languages(text: str, language: str | None) -> Iterator[ParagraphLanguage]:
    """Yield the paragraphs that are for certain in another language."""
    if language is None:
        return
    ask = eldc_detector()
    for number, line in enumerate(text.split("\n")[:PARAGRAPHS_READ]):
        piece = line[:PIECE_CHARACTERS].replace("\0", " ")
        if _is_long_enough(piece):
            told = ask(piece)
            if told.code not in (None, language) and not are_twins(told.code, language):
                related = any({told.code, language} <= family for family in _RELATED)
                is_clear = not related or told.lead >= CLEAR_LEAD
                least = LEAST_CONFIDENCE if told.lead < LARGE_LEAD else LED_CONFIDENCE
                least = least if is_clear else SURE_CONFIDENCE
                if (told.confidence or 0.0) >= least:
                    yield ParagraphLanguage(paragraph=number, language=told.code)


def _is_long_enough(piece: str) -> bool:
    if has_letters(piece, LEAST_LETTERS):
        beginning = piece[: LEAST_LETTERS // 2]  # mostly it will do
        return len(set(beginning)) >= LEAST_DISTINCT or len(set(piece)) >= LEAST_DISTINCT
    return not piece.isascii() and len(set(DENSE.findall(piece))) >= LEAST_DISTINCT

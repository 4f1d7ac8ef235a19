"""Numbers of a text: in digits, in words, and the signs that make them others."""

import re
import tomllib
import unicodedata
from pathlib import Path

from services.publish.texts.words import words

_FILE = Path(__file__).with_name("number_words.toml")
NUMBER_WORDS = {
    language: frozenset(words(text))
    for language, text in tomllib.loads(_FILE.read_text("utf-8")).items()
}
"""By language, folded."""

_MINUS = re.compile(r"(?<![\w.,:])[-−–](?=\d)")
_CURRENCY = re.compile("[$¢£¤¥֏؋৳฿₠-⃀﷼＄￠￡￥￦]")


def is_number(word: str, language: str) -> bool:
    """Tell whether a folded word is a number; one Chinese character may be."""
    if any(map(str.isdigit, word)) or word in NUMBER_WORDS.get(language, ()):
        return True
    return len(word) == 1 and unicodedata.numeric(word, None) is not None


def with_signs(text: str) -> str:
    """Write the signs that make numbers others as words, so that they count as numbers do."""
    minus = _MINUS.sub("minus", text)
    return _CURRENCY.sub(lambda sign: f" {ord(sign[0])} ", minus)

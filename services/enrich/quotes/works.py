"""Titles of works in quotation marks, which nobody says: the film “It never rains in May”."""

from functools import cache

import regex

from services.text.lists import lists_of

BEFORE_CHARACTERS = 24
ENDING = r"\p{L}{0,3}"
"""Of a language that writes them: `фильме`, `série`s."""


def is_title(inside: str, before: str, after: str, language: str | None) -> bool:
    """Whether the word beside the quotation marks says that a work is called so.

    So is a nickname: nicknamed “the king of the hill”. What else begins with a small letter is said
    of the work, and what ends with a full stop is a sentence.
    """
    named = _patterns("named").get(language)
    if named and named.search(before[-BEFORE_CHARACTERS:]):
        return True
    if inside[0].islower() or inside.endswith((".", "。", "।")):
        return False
    led, followed = _patterns("before").get(language), _patterns("after").get(language)
    return bool(
        (led and led.search(before[-BEFORE_CHARACTERS:]))
        or (followed and followed.match(after[:BEFORE_CHARACTERS]))
    )


@cache
def _patterns(side: str) -> "dict[str | None, regex.Pattern[str]]":
    return {
        language: regex.compile(
            rf"(?<![[\p{{L}}\p{{M}}]--[\p{{Hiragana}}\p{{Han}}]])(?:{words}){ENDING} ?$"
            if side != "after"
            else rf" (?:{words})\p{{L}}*",
            regex.IGNORECASE | regex.VERSION1,
        )
        for language, words in lists_of(__file__)[side].items()
    }

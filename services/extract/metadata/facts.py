"""Figures that the page states about itself: views, comments, the article's code."""

import re
from collections.abc import Iterator
from itertools import chain

from schemas.events import PageFacts
from services.extract.dates.calendars import fold
from services.extract.dates.labels import CODE_LABELS, PUBLISHED_LABELS
from services.extract.dates.locale import Locale, of_language
from services.extract.markup.jsonld import Node, types
from services.extract.markup.lines import Line, labelled, lines_with
from services.extract.metadata.fact_words import COMMENT_WORDS, VIEW_WORDS

_CODE = re.compile(r"\s*[:#№\-]*\s*([0-9][0-9a-z\-]{2,19})(?![\w/])")
_COUNT = re.compile(r"[0-9]{1,12}")
_COUNT_BOUND = 10**12
"""What is as large counts nothing: it is a code, or two numbers run together."""
_GROUPED = r"\d{1,3}(?:[,.٬']\d{3})+"
_NUMBER = rf"({_GROUPED}|\d+(?:[.,]\d{{1,2}})?)\s*(k|m|هزار|میلیون)?"
_SCALE = {"k": 1_000, "m": 1_000_000, "هزار": 1_000, "میلیون": 1_000_000}
_LABELS = (
    *chain(*CODE_LABELS.values()),
    *chain(*(words[name] for words in (VIEW_WORDS, COMMENT_WORDS) for name in ("fa", "ar"))),
    *PUBLISHED_LABELS,
)
_NEXT_LABEL = "|".join(re.escape(label) for label in _LABELS if " " in label)
_PIECE_END = re.compile(rf"(?<=\d)\s+(?=\d{{1,2}}(?!\d)|\d{{4}})|\s+(?={_NEXT_LABEL})")
"""Between two figures (not within `16 042`), and before another fact's label, a piece ends."""
_MAX_LINE_CHARS = 60


def read_facts(visible: bytes, articles: list[Node], locale: Locale) -> PageFacts:
    """Return what the page states; a figure found with different values is nobody's."""
    counted = dict(_counted(articles))
    coded = labelled(visible, of_language(CODE_LABELS, locale))
    codes = (_CODE.match(fold(following)) for following in coded)
    return PageFacts(
        views=counted.get("views", _figure(visible, of_language(VIEW_WORDS, locale))),
        comments=counted.get("comments", _figure(visible, of_language(COMMENT_WORDS, locale))),
        article_code=next((code[1] for code in codes if code), None),
    )


def _counted(articles: list[Node]) -> Iterator[tuple[str, int]]:
    for article in articles:
        count = _integer(article.get("commentCount"))
        if count is not None:
            yield "comments", count
        statistics = article.get("interactionStatistic")
        for item in statistics if isinstance(statistics, list) else [statistics]:
            if isinstance(item, dict):
                yield from _interaction(item)


def _interaction(item: Node) -> Iterator[tuple[str, int]]:
    kind = item.get("interactionType")
    name = (types(kind) or [""])[0] if isinstance(kind, dict) else str(kind).lower()
    count = _integer(item.get("userInteractionCount"))
    if count is not None and name.endswith("commentaction"):
        yield "comments", count
    elif count is not None and name.endswith(("viewaction", "readaction", "watchaction")):
        yield "views", count


def _integer(value: object) -> int | None:
    if isinstance(value, bool):
        return None
    if isinstance(value, int):
        return value if 0 <= value < _COUNT_BOUND else None
    return int(value) if isinstance(value, str) and _COUNT.fullmatch(value) else None


def _figure(visible: bytes, words: tuple[str, ...]) -> int | None:
    """Return the number of the line that holds nothing but it and one of the words."""
    for word in words:
        numbers = [
            number
            for line in lines_with(visible, word, beside_number=True)
            if (number := _number(line, word)) is not None
        ]
        if numbers:
            return numbers[0] if len(set(numbers)) == 1 else None
    return None


def _number(line: Line, word: str) -> int | None:
    """Return the number that stands with a word alone: on its line, or on one beside it."""
    label = re.escape(" ".join(fold(word).split()))
    own, wide = _piece(line.field, word), _piece(line.text, word)
    for text in (own, f"{own} {line.after}", f"{line.before} {own}", wide):
        plain = " ".join(fold(text).split()).strip(" |·•-:()")
        if len(plain) > _MAX_LINE_CHARS:
            continue
        match = re.fullmatch(rf"{_NUMBER}\s*(?:بار )?{label}", plain) or re.fullmatch(
            rf"{label}(?:ها)?\s*[:|]?\s*\(?{_NUMBER}\)?(?:\s*(?:بار|نفر))?", plain
        )
        if match:
            return _value(match[1], match[2])
    return None


def _piece(text: str, word: str) -> str:
    """Return the part of a line that holds the word, cut where other facts begin."""
    return next((piece for piece in _PIECE_END.split(text) if word in piece), text)


def _value(digits: str, scale: str | None) -> int | None:
    """Return the count that is written as `16,042`, or as `401.7` thousands."""
    if re.fullmatch(_GROUPED, digits):
        digits = re.sub(r"\D", "", digits)
    if scale:
        count = round(float(digits.replace(",", ".")) * _SCALE[scale])
        return count if count < _COUNT_BOUND else None
    return int(digits) if _COUNT.fullmatch(digits) else None

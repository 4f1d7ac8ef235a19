"""How much of a text is what people said: articles quote, and little else does."""

import re
from collections.abc import Iterable

from services.extract.markup.measure import measure, measure_all

_QUOTATION = re.compile(
    "|".join(
        f"{opens}[^{closes}\n]{{{least},400}}[{closes}]"
        for opens, closes, least in (
            ('"', '"', 20), ("“", "”", 20), ("„", "“”\"", 20), ("«", "»", 20), ("»", "«", 20),
            ("”", "”", 20), ("״", "״", 20), ("‘", "’", 30), ("「", "」", 8), ("『", "』", 8),
        )
    )
)  # fmt: skip
"""Long enough for a sentence: names and buttons stand between such marks, too."""
_SPEECH_CHARS = 40
"""At least so long is a line of speech, which a dash begins in many languages."""
_DASHES = ("–", "—", "- ")


def quoted_chars(lines: Iterable[str]) -> float:
    """Return how long the quotations in a text are together, in letters of an alphabet."""
    return sum(
        measure(line) if _is_speech(line) else measure_all(_QUOTATION.findall(line))
        for line in lines
    )


def _is_speech(line: str) -> bool:
    return line.startswith(_DASHES) and measure(line) > _SPEECH_CHARS

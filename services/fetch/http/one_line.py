"""Foreign text on one line, as an answer's detail and a statement carry it."""

import re

_NOT_TEXT = re.compile(r"[\s\x00-\x1f\x7f-\x9f\ud800-\udfff]+")
"""White space, control characters, and lone surrogates, which no message can carry."""


def one_line(text: str, max_chars: int) -> str:
    """Put a text on one line; of a long one the start."""
    return _NOT_TEXT.sub(" ", text[: 2 * max_chars]).strip()[:max_chars]

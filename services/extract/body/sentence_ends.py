"""How a sentence ends, in any script."""

import re

SENTENCE_ENDS = tuple('.!?…。！？।॥۔։።။។"”»’؟')
"""Its marks, and closing quotation marks."""
MARKS = ".!?…。！？।॥۔։።။។།؟"
UNMARKED = "\u0e00-\u0eff\u0f00-\u0fff\u1000-\u109f\u1780-\u17ff"
"""Thai, Lao, Tibetan, Burmese and Khmer end a sentence without a mark, or with one of their own."""
_END = re.compile(f"[{MARKS}][\"“”»’')\\]）」』]*$|[{UNMARKED}]$")
_TAIL_CHARS = 8


def ends_a_sentence(text: str) -> bool:
    """Return whether a text ends as a sentence may."""
    return _END.search(text.rstrip()[-_TAIL_CHARS:]) is not None

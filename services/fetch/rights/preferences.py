"""`search=yes, ai-input=no` and `train-ai=n`: Content-Signal and aipref's Content-Usage.

Sources: contentsignals.org of 2025-09-24; draft-ietf-aipref-attach and -vocab of August 2026, a
draft. Sites write the labels of one under the name of the other, so both are read alike.
"""

import re
from typing import Literal

from schemas.events import Purpose, Rights, StatementSource
from services.fetch.rights.statements import NOTHING_STATED, statement

PREFERENCES_MAX_CHARS = 8192
"""Of a longer value the start is read: a label stands in the first hundred characters."""

ALL_PURPOSES: tuple[Purpose, ...] = ("search", "ai-input", "ai-train", "archive")

_LABELS: dict[str, tuple[Purpose, ...]] = {
    "search": ("search",),
    "ai-input": ("ai-input",),
    "ai-train": ("ai-train",),
    "train-ai": ("ai-train",),
    "train-genai": ("ai-train",),
    "genai": ("ai-train",),
    "ai-use": ("ai-input",),
    "ai-output": ("search", "ai-input"),
    "ai": ("ai-input", "ai-train"),
    "bots": ALL_PURPOSES,
    "all": ALL_PURPOSES,
    "tdm": ALL_PURPOSES,
}
"""With those of the drafts since 2025; of two the one for fewer purposes counts (-vocab, 3)."""

_MEANING = {"yes": True, "y": True, "?1": True, "true": True,
            "no": False, "n": False, "?0": False, "false": False}  # fmt: skip
_STRING = re.compile(r'"[^"]*"')
_QUOTED_WHOLE = re.compile(r'\s*"([^"]*)"\s*')
_PREFERENCE = re.compile(
    r"""(?<![\w?-])([A-Za-z][\w-]{0,30})[ \t]?[=:][ \t]?["']?(\??\w{1,5})\b""", re.ASCII
)


def preferences(
    name: Literal["content-signal", "content-usage"], value: str, source: StatementSource
) -> Rights:
    """Read one value; one without a label that is known says nothing.

    Of labels for as many purposes the stricter counts.
    """
    said: dict[Purpose, tuple[int, bool]] = {}
    text = value[:PREFERENCES_MAX_CHARS]
    if whole := _QUOTED_WHOLE.fullmatch(text):
        text = whole[1]
    text = _STRING.sub(_without_pairs, text)
    for label, word in _PREFERENCE.findall(text):
        meaning = _MEANING.get(word.lower())
        if meaning is None:
            continue
        purposes = _LABELS.get(label.lower().replace("_", "-"), ())
        for purpose in purposes:
            closest = (len(purposes), meaning)
            said[purpose] = min(said.get(purpose, closest), closest)
    if not said:
        return NOTHING_STATED
    reserves = [purpose for purpose in ALL_PURPOSES if purpose in said and not said[purpose][1]]
    grants = [purpose for purpose in ALL_PURPOSES if purpose in said and said[purpose][1]]
    return Rights(statements=(statement(name, value, source, reserves, grants),))


def _without_pairs(string: re.Match[str]) -> str:
    """Empty a string that holds pairs of its own: it is text, and states no preference."""
    return '""' if "=" in string[0] else string[0]

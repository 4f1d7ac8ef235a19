"""Writing systems: which one a text is written in."""

import re
from collections import Counter

_SCRIPTS = {
    "latin": "A-Za-z\u00c0-\u024f\u1e00-\u1eff",
    "greek": "\u0370-\u03ff",
    "cyrillic": "\u0400-\u052f",
    "armenian": "\u0530-\u058f",
    "hebrew": "\u0590-\u05ff",
    "arabic": "\u0620-\u065f\u066e-\u06d3\u06fa-\u06ff\u0750-\u077f",
    "indic": "\u0900-\u0dff",
    "thai": "\u0e00-\u0eff",
    "georgian": "\u10a0-\u10ff",
    "east asian": "\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af",
}
_LETTERS = {name: re.compile(f"[{letters}]") for name, letters in _SCRIPTS.items()}

_ASCII = re.compile("[\x00-\x7f]+")
_NO_LETTERS = bytes(code for code in range(128) if not chr(code).isalpha())


def script_of(text: str, share_min: float = 0.5) -> str | None:
    """Name the script of most letters, or None where none has more than the share."""
    if text.isascii():
        return "latin" if _LETTERS["latin"].search(text) else None
    wide = _ASCII.sub("", text)  # few letters, mostly, of which ten kinds are counted
    counts = Counter({name: len(letter.findall(wide)) for name, letter in _LETTERS.items()})
    counts["latin"] += len(text.encode("ascii", "ignore").translate(None, _NO_LETTERS))
    name, most = counts.most_common(1)[0]
    return name if most > share_min * counts.total() else None

"""The visible text of a page that says little, to tell a wall from a page. Linear in its size."""

WALL_MAX_CHARS = 1_200
"""The text of a wall; a page that says more is a page, whatever widgets it holds."""
TAGS_MAX = 22_000
"""As many as 64 kB can hold, some 20 ms; to read on would hold up the event loop."""

_RAW = (b"script", b"style", b"template", b"svg")


def wall_text(page: bytes) -> str | None:
    """Give title and text of a page that says little; None where it says more, or is long."""
    lower = page.lower()
    parts: list[bytes] = []
    size = position = tags = 0
    while position < len(page):
        tag = page.find(b"<", position)
        text = page[position : tag if tag >= 0 else len(page)].strip()
        if text:
            parts.append(text)
            size += len(text)
        tags += 1
        if size > 4 * WALL_MAX_CHARS or tags > TAGS_MAX:  # bytes of UTF-8
            return None
        position = _after_tag(page, lower, tag) if tag >= 0 else len(page)
    words = b" ".join(b" ".join(parts).split()).decode("utf-8", "replace")
    return words if len(words) <= WALL_MAX_CHARS else None


def _after_tag(start: bytes, lower: bytes, tag: int) -> int:
    """Give the place after a tag, a comment or an element that shows nothing."""
    if start.startswith(b"<!--", tag):
        return _after(lower, b"-->", tag + 4)
    raw = next((name for name in _RAW if lower.startswith(name, tag + 1)), None)
    return _after(lower, b">", _after(lower, b"</" + raw, tag) if raw else tag)


def _after(text: bytes, what: bytes, position: int) -> int:
    """Give the place after the next occurrence; the end where there is none."""
    found = text.find(what, position)
    return found + len(what) if found >= 0 else len(text)

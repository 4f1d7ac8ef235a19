"""The page's HTML without its programs, as bytes to search in."""

_HIDDEN = (b"script", b"style", b"svg", b"template", b"noscript")
_NAME_END = b" >\n\t\r/"


def visible_html(html: str) -> bytes:
    """Return the page in UTF-8 without scripts, styles and drawings: most of a page's bytes.

    Searched for words that most pages do not have, so its size is what the search costs.
    """
    raw = html.encode("utf-8", "replace")
    for tag in _HIDDEN:
        raw = _without(raw, tag)
    return raw


def _without(raw: bytes, tag: bytes) -> bytes:
    opening, closing, size = b"<" + tag, b"</" + tag, len(tag) + 1
    kept: list[bytes] = []
    start, at = 0, raw.find(opening)
    while at >= 0:
        if raw[at + size : at + size + 1] not in _NAME_END:
            at = raw.find(opening, at + size)
            continue
        end = raw.find(closing, at)
        if end < 0:
            break
        kept.append(raw[start:at])
        start = end
        at = raw.find(opening, end)
    return b"".join([*kept, raw[start:]]) if kept else raw

"""The page's HTML without its programs, as bytes to search in."""

import re
from functools import lru_cache

_HIDDEN = re.compile(rb"<s(cript|tyle|vg)(?=[ >\n\t\r/])")
BETWEEN_TAGS = re.compile(rb">[^<]+")


def without_programs(raw: bytes) -> bytes:
    """Return a page without scripts, styles and drawings: some half of its bytes.

    In any encoding that extends ASCII. It is searched for words that most pages do not have, so
    its size is what the search costs.
    """
    kept: list[bytes] = []
    start = 0
    hidden = _HIDDEN.search(raw)
    while hidden:
        end = raw.find(b"</s" + hidden[1], hidden.end())
        if end < 0:
            break
        kept.append(raw[start : hidden.start()])
        start = end
        hidden = _HIDDEN.search(raw, end)
    return b"".join([*kept, raw[start:]])


@lru_cache(maxsize=1)
def text_between_tags(raw: bytes) -> bytes:
    """Return all that stands outside of tags, a quarter of the bytes, each piece after a `>`.

    Kept for one page, which is searched for a hundred words.
    """
    return b"".join(BETWEEN_TAGS.findall(b">" + raw))

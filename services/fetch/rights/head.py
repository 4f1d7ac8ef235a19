"""What a page's head says, in `<meta>` and `<link>`. No parser: this runs on every page."""

import re
from collections.abc import Iterator
from datetime import datetime
from functools import cache
from html import unescape

from schemas.events import Rights
from services.fetch.http.user_agent import product_token
from services.fetch.http.wire.link_header import absolute, has_relation
from services.fetch.page.markup import after_tag, utf_16
from services.fetch.rights.headers import header_rights
from services.fetch.rights.robots_words import meta_words
from services.fetch.rights.statements import combine, licence, strongest_last

META_MAX_BYTES = 262_144
"""How far `<meta>` is looked for: of 272 news pages 83 have heads of more than 64 KB, and six of
them say something there; beyond 256 KB none does."""

_HEADERS = ("x-robots-tag", "content-signal", "content-signals", "content-usage",
            "tdm-reservation", "tdm-policy")  # fmt: skip
"""Headers that stand in a `<meta>` too: TDMRep by its report, the others by `http-equiv`."""

_TAG = re.compile(
    rb"<(?:(!--)|(script|style|noscript|template)\b|/head|body\b|(meta|link|base)[\s/])",
    re.IGNORECASE,
)
_TAG_MAX_BYTES = 4096
_ATTRIBUTE = re.compile(
    r"""(?<![\w-])(name|http-equiv|content|rel|href)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""",
    re.IGNORECASE,
)


def meta_rights(
    body: bytes, user_agent: str, now: datetime | None = None, base: str = ""
) -> Rights:
    """Read the `<meta>` and `<link>` of a page's head (its first `META_MAX_BYTES`).

    `now` and `base` as for the headers.
    """
    stated: list[Rights] = []
    licences: list[Rights] = []
    headers: list[tuple[str, str]] = []
    robots = ("robots", product_token(user_agent))
    start = body[:META_MAX_BYTES]
    if encoding := utf_16(start):
        start = start.decode(encoding, "replace").encode()
    for name, content in head_tags(start, (*robots, *_HEADERS)):
        if name == "base":
            base = absolute(base, content)
        elif name == "license":
            licences.append(licence(absolute(base, content), "link"))
        elif name in robots:
            stated.append(meta_words(content, now))
        else:
            headers.append((name, content))
    by_name = header_rights(headers, user_agent, now, base, "meta")
    return combine(*stated, *strongest_last(licences), by_name)


def head_tags(start: bytes, names: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """Give name and content of each `<meta>` so named in a head, and each licence's address.

    With these the address that others are relative to, as `base`: the first counts.
    """
    wanted = _any_of(names)
    has_base = False
    for tag, text in _heads_tags(start):
        if tag == b"link":
            if b"license" in text.lower():
                found = _attributes(text)
                if has_relation(found.get("rel", ""), "license"):
                    yield "license", unescape(found.get("href", ""))
        elif tag == b"base":
            if not has_base and (href := _attributes(text).get("href")):
                has_base = True
                yield "base", unescape(href)
        elif wanted.search(text):
            found = _attributes(text)
            name = (found.get("name") or found.get("http-equiv", "")).strip().lower()
            if name in names:
                yield name, unescape(found.get("content", ""))


@cache
def _any_of(names: tuple[str, ...]) -> re.Pattern[bytes]:
    return re.compile(b"|".join(re.escape(name.encode()) for name in names), re.IGNORECASE)


def _heads_tags(start: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Give each `<meta>`, `<link>` and `<base>` with its attributes, outside comments and scripts.

    `lower()` on the whole would cost more than this.
    """
    position = 0
    while tag := _TAG.search(start, position):
        comment, raw, kind = tag.groups()
        if not (comment or raw or kind):
            return
        position = after_tag(start, tag.start(), comment, raw)
        if kind:
            text = start[tag.end() : min(position, tag.end() + _TAG_MAX_BYTES)]
            yield kind.lower(), text.removesuffix(b">")


def _attributes(text: bytes) -> dict[str, str]:
    found: dict[str, str] = {}
    for each in _ATTRIBUTE.finditer(text.decode("utf-8", "replace")):
        found.setdefault(each[1].lower(), each[2] or each[3] or each[4] or "")
    return found

"""The text of a robots.txt, the names of its lines, and whom a group of it is for."""

import re

from services.fetch.http.user_agent import PRODUCT_TOKEN

_BYTES_TO_ESCAPE = re.compile(rb"[\x80-\xff\x0b\x0c\x1c-\x1e]")

_UNSEEN = rb"(?:\xc2\xa0|\xe2\x80[\x8b-\x8d]|\xef\xbb\xbf)"
"""Spaces that do not break or have no width, in UTF-8, as word processors leave them."""
_UNSEEN_BESIDE_NAME = re.compile(
    rb"^(?:%b|[ \t])*([\w-]+)(?:%b|[ \t])*:(?:%b|[ \t])*" % (_UNSEEN, _UNSEEN, _UNSEEN),
    re.MULTILINE,
)

AGENT_NAME = r"user[- ]?agent"
RULE_NAME = r"allow|dis+al+[ao]w|diasllow|crawl[- ]delay|request[- ]rate"
"""With the slips of the pen that Protego reads. A rule ends the head of a group."""
NAME_END = r"(?:[ \t]*:|[ \t])"
"""Some forget the colon."""

LINE_MAX_CHARS = 4096
"""A longer rule can match no URL (2,048 characters); a longer line is junk."""


def as_text(body: bytes) -> str:
    """Escape what is not ASCII, whatever its encoding: rules compare octets (RFC 9309 2.2.2)."""
    if body.startswith((b"\xff\xfe", b"\xfe\xff")):
        body = body.decode("utf-16", "replace").encode()
    body = body.removeprefix(b"\xef\xbb\xbf").replace(b"\r", b"\n")
    if re.search(_UNSEEN, body):
        body = _UNSEEN_BESIDE_NAME.sub(rb"\1: ", body)
    return _BYTES_TO_ESCAPE.sub(lambda byte: b"%%%02X" % byte[0][0], body).decode("ascii")


def group_name(name: str, token: str) -> str | None:
    """Return whom a User-agent line names, `*` or us by our token; None: others."""
    if name == "*" or name.startswith("* "):
        return "*"
    own = PRODUCT_TOKEN.match(name)
    return token if own and own[0].lower() == token else None

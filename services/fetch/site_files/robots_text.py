"""The text of a robots.txt, the names of its lines, and whom a group of it is for."""

import re

from services.fetch.http.user_agent import PRODUCT_TOKEN

_BYTES_TO_ESCAPE = re.compile(rb"[\x80-\xff\x0b\x0c\x1c-\x1e]")

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
    return _BYTES_TO_ESCAPE.sub(lambda byte: b"%%%02X" % byte[0][0], body).decode("ascii")


def group_name(name: str, token: str) -> str | None:
    """Return whom a User-agent line names, `*` or us by our token; None: others."""
    if name == "*" or name.startswith("* "):
        return "*"
    own = PRODUCT_TOKEN.match(name)
    return token if own and own[0].lower() == token else None

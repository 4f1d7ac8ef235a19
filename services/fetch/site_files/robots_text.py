"""The text of a robots.txt, the names of its lines, and those that are for us."""

import re
import zlib

from services.fetch.http.user_agent import PRODUCT_TOKEN
from services.retry_after import number_of_seconds

_BYTES_TO_ESCAPE = re.compile(rb"[\x80-\xff\x0b\x0c\x1c-\x1e]")

_UNSEEN = rb"(?:[ \t]|\xc2\xa0|\xe2\x80[\x8b-\x8f\xaa-\xae]|\xe2\x81\xa0|\xe3\x80\x80|\xef\xbb\xbf)"
"""Blanks, spaces of every width and none, and marks of direction, as editors leave them."""
_COLON = rb"(?::|\xef\xbc\x9a)"
_UNSEEN_BESIDE_NAME = re.compile(
    rb"^%b*+([\w-]++)%b*+%b%b*+" % (_UNSEEN, _UNSEEN, _COLON, _UNSEEN), re.MULTILINE
)
_UNSEEN_AT_END = re.compile(rb"%b{1,20}+(?=#|$)" % _UNSEEN, re.MULTILINE)
_NOT_ASCII = re.compile(rb"[\xc2-\xef]")

AGENT_NAME = r"user[-_ ]?agent"
RULE_NAME = r"allow|dis+al+[ao]w|diasllow|(?P<delay>crawl[-_ ]?delay)|(?P<rate>request[-_ ]?rate)"
"""With slips of the pen. A rule ends the head of a group."""
NAME_END = r"(?:[ \t]*:|[ \t])"
"""Some forget the colon."""

LINE_MAX_CHARS = 4096
"""A longer rule can match no URL (2,048 characters); a longer line is junk."""

_LINE = re.compile(
    rf"^[ \t]*(?:(?P<agent>{AGENT_NAME})|(?P<rule>{RULE_NAME})){NAME_END}(?P<value>[^#\n]*)",
    re.IGNORECASE | re.MULTILINE,
)

_GZIP_MARK = b"\x1f\x8b"
_GZIP_FORMAT = 31
"""zlib's word for a gzip header."""
_UTF16 = (
    (re.compile(rb"\xff\xfe|\xfe\xff"), "utf-16"),
    (re.compile(rb"[^\0]\0"), "utf-16-le"),
    (re.compile(rb"\0[^\0]"), "utf-16-be"),
)
"""By its mark, or by the zero beside the first letter."""


def unpacked(body: bytes, max_bytes: int) -> bytes:
    """Give the text of a file that lies packed on its server, at most so many bytes of it."""
    if not body.startswith(_GZIP_MARK):
        return body
    try:
        return zlib.decompressobj(_GZIP_FORMAT).decompress(body, max_bytes)
    except zlib.error:
        return body


def as_text(body: bytes) -> str:
    """Escape what is not ASCII, whatever its encoding: rules compare octets (RFC 9309 2.2.2)."""
    if encoding := next((name for start, name in _UTF16 if start.match(body)), None):
        body = body.decode(encoding, "replace").encode()
    body = body.removeprefix(b"\xef\xbb\xbf").replace(b"\r", b"\n")
    if _NOT_ASCII.search(body):
        body = _UNSEEN_AT_END.sub(b"", _UNSEEN_BESIDE_NAME.sub(rb"\1: ", body))
    return _BYTES_TO_ESCAPE.sub(lambda byte: b"%%%02X" % byte[0][0], body).decode("ascii")


def group_name(name: str, token: str) -> str | None:
    """Return whom a User-agent line names, `*` or us by our token; None: others."""
    if name == "*" or name.startswith("* "):
        return "*"
    own = PRODUCT_TOKEN.match(name)
    return token if own and own[0].lower() == token else None


def rules_for(token: str, body: bytes) -> str:
    """Keep the lines that concern this agent or everyone, with their groups named so."""
    kept = []
    in_head = ours = False
    for line in _LINE.finditer(as_text(body)):
        value = line["value"].strip()
        if len(value) > LINE_MAX_CHARS:
            continue
        if line["agent"]:
            group = group_name(value, token)
            ours = group is not None or (in_head and ours)
            in_head = True
            kept += [f"User-agent: {group}"] if group else []
        else:
            in_head = False
            kept += [_rule(line, value)] if ours else []
    return "\n".join(kept)


def _rule(line: re.Match[str], value: str) -> str:
    """Spell a rule as Protego reads it, which wants bare seconds."""
    if line["delay"]:
        return f"Crawl-delay: {number_of_seconds(value) or 0}"
    return f"{'Request-rate' if line['rate'] else line['rule']}: {value}"

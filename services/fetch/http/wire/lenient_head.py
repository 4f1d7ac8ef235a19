"""A response's head as browsers read it, in the form that aiohttp takes. Pure.

Chrome, Firefox and Safari drop a line that is no header, take a blank before the colon, and one
Content-Length said twice (RFC 9110, 8.6); a length that is no number is none, and beside chunks no
length counts (RFC 9112, 6.3). Of a status line they want a version and a number. What could be read
in two ways stays as it is, and fails.
"""

import re

HEAD_END = re.compile(rb"\r?\n\r?\n")

_TOKEN = rb"[!#$%&'*+\-.^_`|~0-9A-Za-z]+"
_STRICT = re.compile(rb"HTTP/1\.[01] \d{3}(?: [^\r\n]*)?\r\n(?:" + _TOKEN + rb":[^\r\n]*\r\n)*\r\n")
_HEADER = re.compile(rb"(" + _TOKEN + rb")[ \t]*:[ \t]*(.*)", re.DOTALL)
_STATUS = re.compile(rb"HTTP/(\d)(?:\.(\d))? +(\d{3})(?: +(.*))?", re.IGNORECASE | re.DOTALL)
_LENGTH = b"content-length"
_LENGTH_MAX_DIGITS = 18
"""A longer number is not read, and larger than any limit all the same."""
_NEGATIVE = b"-"
_LENGTHS = re.compile(rb"^content-length:([^\r\n]*)", re.IGNORECASE | re.MULTILINE)
_CODING = b"transfer-encoding"
_CONNECTION = b"connection"
_CLOSE = (b"Connection", b"close")
_CODINGS = re.compile(rb"^transfer-encoding:", re.IGNORECASE | re.MULTILINE)


def lenient(head: bytes) -> bytes:
    """Give the head with what browsers overlook left out; the same bytes where there is nothing."""
    lengths = _LENGTHS.findall(head)
    is_framed_once = len(lengths) + len(_CODINGS.findall(head)) < 2
    if _STRICT.fullmatch(head) and is_framed_once and all(map(_is_plain, lengths)):
        return head
    status, *lines = re.split(rb"\r?\n", head.rstrip(b"\r\n"))
    found = [_HEADER.fullmatch(line) for line in _unfolded(lines)]
    headers = [(each[1], each[2]) for each in found if each]
    kept = [b"%s: %s" % header for header in _one_framing(headers)]
    return b"\r\n".join([_status_line(status), *kept, b"", b""])


def _status_line(line: bytes) -> bytes:
    found = _STATUS.fullmatch(line)
    if found is None:
        return line
    version = b"1.0" if (found[1], found[2] or b"0") < (b"1", b"1") else b"1.1"
    return b"HTTP/%s %s %s" % (version, found[3], found[4] or b"")


def _is_plain(length: bytes) -> bool:
    text = length.strip()
    return text.isdigit() and len(text) <= _LENGTH_MAX_DIGITS


def _unfolded(lines: list[bytes]) -> list[bytes]:
    """Join lines that go on in the next one (RFC 9112, 5.2)."""
    whole: list[bytes] = []
    for line in lines:
        if line[:1] not in (b" ", b"\t"):
            whole.append(line)
        elif whole:
            whole[-1] += b" " + line.strip()
    return whole


def _one_framing(headers: list[tuple[bytes, bytes]]) -> list[tuple[bytes, bytes]]:
    """Leave the chunks or the length; `identity` and the like are no framing.

    Where both were sent, nobody can say what else the connection holds: it is not used again.
    """
    if any(name.lower() == _CODING and b"chunked" in value.lower() for name, value in headers):
        kept = _without(_LENGTH, headers)
        return kept if len(kept) == len(headers) else [*_without(_CONNECTION, kept), _CLOSE]
    return _one_length(_without(_CODING, headers))


def _one_length(headers: list[tuple[bytes, bytes]]) -> list[tuple[bytes, bytes]]:
    stated = [value for name, value in headers if name.lower() == _LENGTH]
    values = {part.strip() for value in stated for part in value.split(b",")}
    values = {value for value in values if value.isdigit() or value.startswith(_NEGATIVE)}
    if len(values) > 1:
        return headers
    others = _without(_LENGTH, headers)
    if not values:
        return others
    value = values.pop()
    length = value if len(value) <= _LENGTH_MAX_DIGITS else b"9" * _LENGTH_MAX_DIGITS
    return [*others, (b"Content-Length", length)]


def _without(name: bytes, headers: list[tuple[bytes, bytes]]) -> list[tuple[bytes, bytes]]:
    return [header for header in headers if header[0].lower() != name]

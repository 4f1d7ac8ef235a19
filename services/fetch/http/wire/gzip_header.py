"""Where a gzip member's header ends (RFC 1952, 2.3)."""

GZIP_MAGIC = b"\x1f\x8b"
GZIP_HEADER_MAX_BYTES = 70_000
"""The extra field may have 65,535; names and comments are short."""

_FIXED_BYTES = 10
_DEFLATE, _RESERVED = 8, 0xE0
_HAS_CRC, _HAS_EXTRA, _HAS_NAME, _HAS_COMMENT = 2, 4, 8, 16


def is_damaged(data: bytes) -> bool:
    """Tell a method or flags that RFC 1952 (2.3.1.2) does not know, from the first four bytes."""
    return data[2] != _DEFLATE or bool(data[3] & _RESERVED)


def gzip_header_end(data: bytes) -> int | None:
    """Give the place of the first packed byte; None where the header has not come whole."""
    if len(data) < _FIXED_BYTES:
        return None
    flags, end = data[3], _FIXED_BYTES
    if flags & _HAS_EXTRA:
        end += 2 + int.from_bytes(data[end : end + 2], "little")
    for flag in (_HAS_NAME, _HAS_COMMENT):
        if flags & flag:
            zero = data.find(b"\0", end)
            if zero < 0:
                return None
            end = zero + 1
    if flags & _HAS_CRC:
        end += 2
    return end if end <= len(data) else None

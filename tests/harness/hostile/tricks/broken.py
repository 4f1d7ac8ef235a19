"""Answers that are no good HTTP, or that break off."""

import asyncio

from tests.harness.hostile.tricks.answers import HTML, PAGE, Request, head, reset, trick


@trick
async def chunk_of_no_size(request: Request, writer: asyncio.StreamWriter) -> bool:
    writer.write(head(Content_Type=HTML, Transfer_Encoding="chunked") + b"zz\r\nhello\r\n")
    return False


@trick
async def chunk_of_no_size_later(request: Request, writer: asyncio.StreamWriter) -> bool:
    writer.write(head(Content_Type=HTML, Transfer_Encoding="chunked") + b"5\r\nhello\r\n")
    await writer.drain()
    await asyncio.sleep(0.1)
    writer.write(b"zz\r\nhello\r\n")
    await asyncio.sleep(60)
    return False


@trick
async def heads(request: Request, writer: asyncio.StreamWriter) -> bool:
    """`/heads/<name>`: a page whose head has lines of its own, in one piece or by the byte."""
    name, _, slowly = request.rest.partition("/")
    data = HEADS[name].replace(b"LENGTH", b"%d" % len(PAGE)) + PAGE
    for at in range(0, 300, 1) if slowly else ():
        writer.write(data[at : at + 1])
        await writer.drain()
        await asyncio.sleep(0)
    writer.write(data[300:] if slowly else data)
    return False


_OK = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n"
_LENGTH = b"Content-Length: LENGTH\r\n"
HEADS = {
    "no-colon": _OK + _LENGTH + b"X-XSS-Protection=1;\r\n\r\n",
    "no-colon-first": b"HTTP/1.1 200 OK\r\nnonsense\r\n" + _OK[17:] + _LENGTH + b"\r\n",
    "blank-before-colon": _OK + b"Content-Length : LENGTH\r\nX-A\t: b\r\n\r\n",
    "name-utf-8": _OK + _LENGTH + b"X-T\xc3\xaftle: a\r\n\r\n",
    "name-latin-1": _OK + _LENGTH + b"X-T\xeftle: a\r\n\r\n",
    "name-empty": _OK + _LENGTH + b": a\r\n\r\n",
    "name-with-blank": _OK + _LENGTH + b"X A: a\r\n\r\n",
    "length-twice": _OK + _LENGTH + _LENGTH + b"\r\n",
    "length-in-a-list": _OK + b"Content-Length: LENGTH, LENGTH\r\n\r\n",
    "length-twice-otherwise": _OK + _LENGTH + b"Content-Length: 7\r\n\r\n",
    "folded": _OK + _LENGTH + b"X-A: b\r\n  c\r\nnonsense\r\n d\r\n\r\n",
    "folded-first": b"HTTP/1.1 200 OK\r\n folded\r\n" + _OK[17:] + _LENGTH + b"\r\n",
    "bare-lf": (_OK + _LENGTH + b"\r\n").replace(b"\r", b""),
    "after-hints": b"HTTP/1.1 103 Early Hints\r\nLink\r\n\r\n"
    + _OK
    + b"nonsense\r\n"
    + _LENGTH
    + b"\r\n",
    "etag-latin-1": _OK + _LENGTH + b'ETag: "\xe9"\r\n\r\n',
    "modified-latin-1": _OK + _LENGTH + b"Last-Modified: mi\xe9, 18 nov 2026 10:00:00 GMT\r\n\r\n",
    "charset-latin-1": b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=\xfctf-8\r\n"
    + _LENGTH
    + b"\r\n",
    "encoding-latin-1": _OK + _LENGTH + b"Content-Encoding: gz\xefp\r\n\r\n",
    "robots-latin-1": _OK + _LENGTH + b"X-Robots-Tag: \xe9\xe8\r\nTDM-Policy: \xff\r\n\r\n",
    "type-latin-1": _OK.replace(b"text/html", b"\xe9/pdf") + _LENGTH + b"\r\n",
}


@trick
async def length_too_long(request: Request, writer: asyncio.StreamWriter) -> bool:
    writer.write(head(Content_Type=HTML, Content_Length=len(PAGE) + 1000) + PAGE)
    return False


@trick
async def length_too_short(request: Request, writer: asyncio.StreamWriter) -> bool:
    writer.write(head(Content_Type=HTML, Content_Length=len(PAGE) - 100) + PAGE)
    return True


@trick
async def length_of_a_gigabyte(request: Request, writer: asyncio.StreamWriter) -> bool:
    writer.write(head(Content_Type=HTML, Content_Length=10**9) + PAGE)
    await asyncio.sleep(60)
    return False


@trick
async def length_negative(request: Request, writer: asyncio.StreamWriter) -> bool:
    writer.write(head(Content_Type=HTML, Content_Length=-5) + PAGE)
    return False


@trick
async def reset_early(request: Request, writer: asyncio.StreamWriter) -> bool:
    reset(writer)
    return False


@trick
async def reset_midway(request: Request, writer: asyncio.StreamWriter) -> bool:
    writer.write(head(Content_Type=HTML, Content_Length=len(PAGE)) + PAGE[:500])
    await writer.drain()
    await asyncio.sleep(0.05)
    reset(writer)
    return False


@trick
async def close_at_once(request: Request, writer: asyncio.StreamWriter) -> bool:
    return False


@trick
async def http09(request: Request, writer: asyncio.StreamWriter) -> bool:
    writer.write(PAGE)
    return False


@trick
async def garbage(request: Request, writer: asyncio.StreamWriter) -> bool:
    writer.write(bytes(range(256)) * 20)
    return False


@trick
async def nul_in_headers(request: Request, writer: asyncio.StreamWriter) -> bool:
    writer.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nX-A: a\0b\r\n\r\n" + PAGE)
    return False


@trick
async def length_beside_chunks(request: Request, writer: asyncio.StreamWriter) -> bool:
    """Both a length and chunks, which count."""
    both = head(Content_Type=HTML, Content_Length=3, Transfer_Encoding="chunked")
    writer.write(both + b"%x\r\n%s\r\n0\r\n\r\n" % (len(PAGE), PAGE))
    return False


@trick
async def switching(request: Request, writer: asyncio.StreamWriter) -> bool:
    writer.write(head(101, Upgrade="websocket", Connection="upgrade"))
    await asyncio.sleep(0.2)
    return False

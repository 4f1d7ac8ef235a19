"""What the hostile server does, one trick a path: `/<trick>/...`.

A trick writes its answer and says whether the connection may be used again.
"""

import asyncio
import gzip
import socket
import struct
import zlib
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from functools import cache
from typing import Any
from urllib.parse import unquote

import brotli
import zstandard

BOMB_BYTES = 200_000_000
PAGE = (
    b"<!doctype html><html lang=en><head><title>A storm</title></head><body><article><h1>A storm"
    b"</h1>" + b"<p>The storm reached the coast at night, and the harbour was closed.</p>" * 40
    + b"</article></body></html>"
)  # fmt: skip
HTML = "text/html; charset=utf-8"


@dataclass(frozen=True, slots=True)
class Request:
    """What was asked."""

    target: str
    headers: dict[str, str]
    number: int = 1
    """Which request it is on its connection."""

    @property
    def rest(self) -> str:
        """The path after the trick's name."""
        return self.target.lstrip("/").partition("/")[2]


Trick = Callable[[Request, asyncio.StreamWriter], Awaitable[bool]]
TRICKS: dict[str, Trick] = {}


def trick(function: Trick) -> Trick:
    """Offer a trick under its name."""
    TRICKS[function.__name__] = function
    return function


def head(status: int | str = 200, **headers: object) -> bytes:
    """Give a status line and headers; underscores in names become hyphens."""
    lines = [f"HTTP/1.1 {status} Whatever" if isinstance(status, int) else status]
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    return ("\r\n".join(lines) + "\r\n\r\n").encode("latin-1")


def whole(body: bytes = PAGE, status: int = 200, **headers: object) -> bytes:
    """Give an honest answer."""
    headers = {"Content_Type": HTML, "Content_Length": len(body), **headers}
    return head(status, **headers) + body


@trick
async def good(request: Request, writer: asyncio.StreamWriter) -> bool:
    writer.write(whole())
    return True


@trick
async def echo(request: Request, writer: asyncio.StreamWriter) -> bool:
    """Say what was asked, one header a line."""
    lines = {"target": request.target, **request.headers}
    writer.write(whole("".join(f"{k}: {v}\n" for k, v in lines.items()).encode()))
    return True


@trick
async def status(request: Request, writer: asyncio.StreamWriter) -> bool:
    """`/status/<code>` or `/status/<code>/<Retry-After>`."""
    code, _, after = request.rest.partition("/")
    extra = {"Retry_After": after.replace("_", " ")} if after else {}
    body = b"" if code in ("204", "304") else b"<p>no</p>"
    length = {} if not body else {"Content_Length": len(body)}
    writer.write(head(int(code), Content_Type=HTML, **length, **extra) + body)
    return True


# ------------------------------------------------------------------ robots.txt

FORBIDS = b"User-agent: *\nDisallow: /private\n"
COMMENT = b"# " + b"x" * 997 + b"\n"
TEXT: dict[str, Any] = {"Content_Type": "text/plain"}


async def robots(request: Request, writer: asyncio.StreamWriter) -> bool:
    """`<how>.robots.test`: what the file is; any other host has none."""
    how, _, rest = request.headers.get("host", "").partition(".")
    if not rest.startswith("robots.test"):
        how = "missing"
    if how in ROBOTS:
        writer.write(ROBOTS[how])
        return True
    if how == "drips":
        writer.write(head(**TEXT))
        return await _drip(writer, FORBIDS)
    if how == "silent":
        await asyncio.sleep(60)
    return False


TRICKS["robots.txt"] = robots


@trick
async def moved(request: Request, writer: asyncio.StreamWriter) -> bool:
    """`/moved/<number>`: so many redirects to a robots.txt that forbids."""
    left = int(request.rest)
    answer = whole(b"", 302, Location=f"/moved/{left - 1}") if left else whole(FORBIDS, **TEXT)
    writer.write(answer)
    return True


def _robots_files() -> dict[str, bytes]:
    files = {
        "missing": whole(b"no", 404),
        "forbids": whole(FORBIDS, **TEXT),
        "page": whole(PAGE),
        "huge": whole(FORBIDS + COMMENT * 5_000, **TEXT),
        "huge-later": whole(COMMENT * 5_000 + FORBIDS, **TEXT),
        "moved": whole(b"", 301, Location="/moved/0"),
        "moved-5-times": whole(b"", 301, Location="/moved/4"),
        "moved-6-times": whole(b"", 301, Location="/moved/5"),
        "moved-away": whole(b"", 302, Location="ftp://robots.test/robots.txt"),
        "bomb": whole(gzip.compress(bytes(20_000_000)) * 20, Content_Encoding="gzip"),
        "garbage-gzip": whole(b"\x1f\x8b\x08\xff" + b"\xff" * 100, Content_Encoding="gzip"),
        "nul": whole(b"\0\0\n" + FORBIDS + b"\0", **TEXT),
    }
    return files | {f"status-{code}": whole(FORBIDS, code) for code in (401, 429, 500)}


ROBOTS = _robots_files()


# ------------------------------------------------------------------ slow


@trick
async def silent(request: Request, writer: asyncio.StreamWriter) -> bool:
    await asyncio.sleep(60)
    return False


@trick
async def slow(request: Request, writer: asyncio.StreamWriter) -> bool:
    """`/slow/<seconds>`: an honest answer, late."""
    await asyncio.sleep(float(request.rest))
    writer.write(whole())
    return True


@trick
async def drip_headers(request: Request, writer: asyncio.StreamWriter) -> bool:
    return await _drip(writer, head(Content_Type=HTML, Content_Length=len(PAGE)) + PAGE)


@trick
async def drip_body(request: Request, writer: asyncio.StreamWriter) -> bool:
    writer.write(head(Content_Type=HTML, Content_Length=len(PAGE)))
    return await _drip(writer, PAGE)


@trick
async def early_hints_for_ever(request: Request, writer: asyncio.StreamWriter) -> bool:
    while True:
        writer.write(head(103, Link="</x.css>; rel=preload"))
        await writer.drain()
        await asyncio.sleep(0.02)


async def _drip(writer: asyncio.StreamWriter, data: bytes) -> bool:
    for byte in data:
        writer.write(bytes([byte]))
        await writer.drain()
        await asyncio.sleep(1)
    return False


# ------------------------------------------------------------------ much


@trick
async def endless_body(request: Request, writer: asyncio.StreamWriter) -> bool:
    writer.write(head(Content_Type=HTML))
    while True:
        writer.write(b"<p>more</p>" * 5000)
        await writer.drain()


@trick
async def endless_chunks(request: Request, writer: asyncio.StreamWriter) -> bool:
    writer.write(head(Content_Type=HTML, Transfer_Encoding="chunked"))
    while True:
        writer.write(b"c000\r\n" + b"<p>more</p> " * 4096 + b"\r\n")
        await writer.drain()


@trick
async def chunks_of_one_byte(request: Request, writer: asyncio.StreamWriter) -> bool:
    writer.write(head(Content_Type=HTML, Transfer_Encoding="chunked"))
    writer.write(b"".join(b"1\r\n%c\r\n" % byte for byte in PAGE) + b"0\r\n\r\n")
    return True


@trick
async def chunks_that_stall(request: Request, writer: asyncio.StreamWriter) -> bool:
    writer.write(head(Content_Type=HTML, Transfer_Encoding="chunked") + b"5\r\nhello\r\n")
    await asyncio.sleep(60)
    return False


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
async def sized(request: Request, writer: asyncio.StreamWriter) -> bool:
    """`/sized/<bytes>`: an honest page of that length, in one text node."""
    size = int(request.rest)
    body = b"<!doctype html><html><body><p>" + b"word " * (size // 5)
    body = body[:size]
    writer.write(whole(body))
    return True


@trick
async def headers(request: Request, writer: asyncio.StreamWriter) -> bool:
    """`/headers/<number>/<bytes of each>/<name>`."""
    number, size, name = request.rest.split("/")
    lines = b"".join(b"%s: %s\r\n" % (name.encode(), b"a" * int(size)) for _ in range(int(number)))
    writer.write(head(Content_Type=HTML, Content_Length=len(PAGE))[:-2] + lines + b"\r\n" + PAGE)
    return True


@trick
async def bomb(request: Request, writer: asyncio.StreamWriter) -> bool:
    """`/bomb/<Content-Encoding>`."""
    body = bomb_of(request.rest)
    writer.write(whole(body, Content_Encoding=SAID.get(request.rest, request.rest)))
    return True


BOMBS = ("gzip", "deflate", "deflate-raw", "br", "zstd", "gzip-in-gzip", "gzip-in-br")


SAID = {"deflate-raw": "deflate", "gzip-in-gzip": "gzip, gzip", "gzip-in-br": "gzip, br"}


@cache
def bomb_of(encoding: str) -> bytes:
    """Give 200 MB of one line, packed."""
    block = b"<p>aaaaaaaaaaaa</p>\n" * 50_000
    blocks = BOMB_BYTES // len(block)
    match encoding:
        case "br":
            packer = brotli.Compressor(quality=1)
            return b"".join(packer.process(block) for _ in range(blocks)) + bytes(packer.finish())
        case "zstd":
            zstd = zstandard.ZstdCompressor(level=1).compressobj()
            return b"".join(zstd.compress(block) for _ in range(blocks)) + zstd.flush()
        case "gzip-in-gzip":
            return gzip.compress(bomb_of("gzip"))
        case "gzip-in-br":
            return bytes(brotli.compress(bomb_of("gzip"), quality=1))
        case "deflate-raw":
            raw = zlib.compressobj(1, zlib.DEFLATED, -15)
            return b"".join(raw.compress(block) for _ in range(blocks)) + raw.flush()
    # the trailing checksum is left out: nobody comes so far
    start = {"gzip": gzip.compress(b"")[:10], "deflate": b"\x78\x01"}[encoding]
    return start + bomb_of("deflate-raw")


@trick
async def empty_members(request: Request, writer: asyncio.StreamWriter) -> bool:
    """A gzip of 10 GB of gzip members that are all empty."""
    writer.write(head(Content_Type=HTML, Content_Encoding="gzip, gzip"))
    for _ in range(10_000):
        writer.write(empty_members_packed())
        await writer.drain()
    return False


@cache
def empty_members_packed() -> bytes:
    return gzip.compress(gzip.compress(b"") * 50_000)


# ------------------------------------------------------------------ false


@trick
async def packed(request: Request, writer: asyncio.StreamWriter) -> bool:
    """`/packed/<how>`: encodings right and wrong."""
    encoding, body = packings()[request.rest]
    writer.write(whole(body, Content_Encoding=encoding))
    return True


@cache
def packings() -> dict[str, tuple[str, bytes]]:
    """Give the Content-Encoding and the body of each."""
    zipped = gzip.compress(PAGE)
    raw = zlib.compressobj(9, zlib.DEFLATED, -15)
    window = zstandard.ZstdCompressionParameters.from_level(3, window_log=27)
    wide = zstandard.ZstdCompressor(compression_params=window).compressobj()
    half = len(PAGE) // 2
    return {
        "gzip": ("gzip", zipped),
        "x-gzip": ("X-GZIP", zipped),
        "br": ("br", brotli.compress(PAGE)),
        "zstd": ("zstd", zstandard.compress(PAGE)),
        "zstd-two-frames": (
            "zstd", zstandard.compress(PAGE[:half]) + zstandard.compress(PAGE[half:])
        ),
        "deflate": ("deflate", zlib.compress(PAGE)),
        "deflate-raw": ("deflate", raw.compress(PAGE) + raw.flush()),
        "gzip-two-members": ("gzip", gzip.compress(PAGE[:half]) + gzip.compress(PAGE[half:])),
        "gzip-then-garbage": ("gzip", zipped + b"\0\0garbage"),
        "gzip-in-br": ("gzip, br", brotli.compress(zipped)),
        "gzip-in-gzip": ("gzip, gzip", gzip.compress(zipped)),
        "gzip-that-is-plain": ("gzip", PAGE),
        "invented": ("utf-8", PAGE),
        "none": ("identity", PAGE),
        "gzip-cut-off": ("gzip", zipped[:-20]),
        "gzip-damaged": ("gzip", zipped[:30] + b"\xff" * 40 + zipped[70:]),
        "br-that-is-plain": ("br", PAGE),
        "zstd-that-is-plain": ("zstd", PAGE),
        "zstd-wide-window": ("zstd", wide.compress(PAGE) + wide.flush()),
        "fifty": (", ".join(["gzip"] * 50), zipped),
    }  # fmt: skip


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
async def until_close(request: Request, writer: asyncio.StreamWriter) -> bool:
    """No length at all, as HTTP/1.0 did it: an honest page."""
    writer.write(head("HTTP/1.0 200 OK", Content_Type=HTML) + PAGE)
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


_counts: dict[str, int] = {}


@trick
async def counted_close(request: Request, writer: asyncio.StreamWriter) -> bool:
    _counts[request.rest] = _counts.get(request.rest, 0) + 1
    return False


@trick
async def count(request: Request, writer: asyncio.StreamWriter) -> bool:
    """`/count/<name>`: say how often `/counted_close/<name>` was asked."""
    writer.write(whole(str(_counts.get(request.rest, 0)).encode()))
    return True


@trick
async def once(request: Request, writer: asyncio.StreamWriter) -> bool:
    """Answer the first request of a connection, and hang up on the second."""
    if request.number > 1:
        return False
    writer.write(whole())
    return True


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
async def smuggled(request: Request, writer: asyncio.StreamWriter) -> bool:
    """Both a length and chunks."""
    both = head(Content_Type=HTML, Content_Length=3, Transfer_Encoding="chunked")
    writer.write(both + b"%x\r\n%s\r\n0\r\n\r\n" % (len(PAGE), PAGE))
    return False


@trick
async def switching(request: Request, writer: asyncio.StreamWriter) -> bool:
    writer.write(head(101, Upgrade="websocket", Connection="upgrade"))
    await asyncio.sleep(0.2)
    return False


# ------------------------------------------------------------------ elsewhere


@trick
async def to(request: Request, writer: asyncio.StreamWriter) -> bool:
    """`/to/<status>?<Location, quoted>`; `{port}` in it is this server's."""
    code, _, location = request.rest.partition("?")
    port = writer.get_extra_info("sockname")[1]
    target = unquote(location).replace("{port}", str(port)).encode()
    writer.write(head(int(code), Content_Length=5)[:-2] + b"Location: " + target + b"\r\n\r\nmoved")
    return True


@trick
async def nowhere(request: Request, writer: asyncio.StreamWriter) -> bool:
    writer.write(whole(b"moved", 302))
    return True


@trick
async def hops(request: Request, writer: asyncio.StreamWriter) -> bool:
    """`/hops/<number>`: that many redirects, then a page."""
    left = int(request.rest)
    writer.write(whole(b"", 301, Location=f"/hops/{left - 1}") if left else whole())
    return True


@trick
async def cookie_wall(request: Request, writer: asyncio.StreamWriter) -> bool:
    if "cookie" in request.headers:
        writer.write(whole())
    else:
        writer.write(whole(b"", 302, Location="/cookie_wall", Set_Cookie="seen=1; Path=/"))
    return True


@trick
async def cookie_echo(request: Request, writer: asyncio.StreamWriter) -> bool:
    """Sets cookies, and answers 403 where one comes back."""
    code = 403 if "cookie" in request.headers else 200
    writer.write(whole(PAGE, code, Set_Cookie="id=1; Path=/"))
    return True


@trick
async def typed(request: Request, writer: asyncio.StreamWriter) -> bool:
    """`/typed/<name>`: bodies that are not what, or not said as, they should be."""
    content_type, body = bodies()[request.rest]
    said = {"Content_Type": content_type} if content_type else {}
    writer.write(head(Content_Length=len(body), **said) + body)
    return True


@cache
def bodies() -> dict[str, tuple[str, bytes]]:
    """Give the Content-Type and the body of each."""
    feed = b'<?xml version="1.0"?><rss version="2.0"><channel><title>News</title></channel></rss>'
    refresh = b'<meta http-equiv="refresh" content="0; url=http://10.0.0.1/">'
    return {
        "pdf": (HTML, b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n" + b"1 0 obj <<>> endobj\n" * 200),
        "jpeg": (HTML, b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01" + bytes(2000)),
        "feed": (HTML, feed),
        "json": (HTML, b'{"articles": [{"title": "A storm"}]}'),
        "empty": (HTML, b""),
        "endless-pdf": ("application/pdf", b"%PDF-1.7\n" + bytes(9_900_000)),
        "no-type": ("", PAGE),
        "refresh": (HTML, b"<!doctype html><head>" + refresh + b"</head>" + PAGE[15:]),
        "charset-wrong": ("text/html; charset=utf-8", PAGE + "é".encode("latin-1")),
        "charset-invented": ("text/html; charset=iso-utf-8", PAGE),
        "charset-missing": ("text/html", PAGE),
        "charset-quoted": ('text/html; charset="Windows-1256"', PAGE),
        "utf-16": ("text/html; charset=utf-16", PAGE.decode().encode("utf-16")),
        "windows-1256": ("text/html; charset=windows-1256", PAGE + "سلام".encode("cp1256")),
        "gb18030": ("text/html; charset=gb18030", PAGE + "新闻".encode("gb18030")),
        "euc-kr": ("text/html; charset=euc-kr", PAGE + "뉴스".encode("euc-kr")),
        "control": (HTML, PAGE.replace(b"storm", b"st\x00\x01\x02\x1borm")),
    }


_edition = iter(range(10**9))


@trick
async def etag_that_lies(request: Request, writer: asyncio.StreamWriter) -> bool:
    """Give a new body each time, under the same ETag."""
    body = PAGE.replace(b"night", b"night %d" % next(_edition))
    writer.write(whole(body, ETag='"same"', Last_Modified="Mon, 02 Mar 2026 10:00:00 GMT"))
    return True


@trick
async def etag_that_changes(request: Request, writer: asyncio.StreamWriter) -> bool:
    """Give the same body each time, under a new ETag."""
    writer.write(whole(ETag=f'"{next(_edition)}"'))
    return True


@trick
async def etag_honest(request: Request, writer: asyncio.StreamWriter) -> bool:
    if request.headers.get("if-none-match") == '"v1"':
        writer.write(head(304, ETag='"v1"'))
    else:
        writer.write(whole(ETag='"v1"'))
    return True


def reset(writer: asyncio.StreamWriter) -> None:
    """Close with RST instead of FIN."""
    sock = writer.get_extra_info("socket")
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    writer.transport.abort()

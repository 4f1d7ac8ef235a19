"""Bodies that are not what they are said to be, or not as they were."""

import asyncio
from functools import cache

from tests.harness.hostile.tricks.answers import HTML, PAGE, Request, head, trick, whole


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

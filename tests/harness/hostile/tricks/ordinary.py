"""Honest answers, and what is wrong in no more than their status."""

import asyncio
import gzip

from tests.harness.hostile.tricks.answers import HTML, PAGE, Request, counts, head, trick, whole


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


@trick
async def challenge(request: Request, writer: asyncio.StreamWriter) -> bool:
    """`/challenge/<code>/<how>`: a page that asks for a human."""
    code, _, how = request.rest.partition("/")
    body = b"<title>Just a moment...</title><script>window._cf_chl_opt={}</script>" + b"<p>wait</p>"
    if how == "gzip":
        writer.write(whole(gzip.compress(body), int(code), Content_Encoding="gzip"))
        return True
    if how == "endless":
        writer.write(head(int(code), Content_Type=HTML) + body)
        while True:
            writer.write(b"<!-- more -->" * 5000)
            await writer.drain()
    length = len(body) + (1000 if how == "silent" else 0)
    writer.write(whole(body, int(code), Content_Length=length))
    await asyncio.sleep(60 if how == "silent" else 0)
    return True


@trick
async def slow(request: Request, writer: asyncio.StreamWriter) -> bool:
    """`/slow/<seconds>`: an honest answer, late."""
    await asyncio.sleep(float(request.rest))
    writer.write(whole())
    return True


@trick
async def sized(request: Request, writer: asyncio.StreamWriter) -> bool:
    """`/sized/<bytes>`: an honest page of that length, in one text node."""
    size = int(request.rest)
    body = b"<!doctype html><html><body><p>" + b"word " * (size // 5)
    body = body[:size]
    writer.write(whole(body))
    return True


@trick
async def until_close(request: Request, writer: asyncio.StreamWriter) -> bool:
    """No length at all, as HTTP/1.0 did it: an honest page."""
    writer.write(head("HTTP/1.0 200 OK", Content_Type=HTML) + PAGE)
    return False


@trick
async def counted_close(request: Request, writer: asyncio.StreamWriter) -> bool:
    counts[request.rest] = counts.get(request.rest, 0) + 1
    return False


@trick
async def count(request: Request, writer: asyncio.StreamWriter) -> bool:
    """`/count/<name>`: say how often `/counted_close/<name>` was asked."""
    writer.write(whole(str(counts.get(request.rest, 0)).encode()))
    return True


@trick
async def once(request: Request, writer: asyncio.StreamWriter) -> bool:
    """Answer the first request of a connection, and hang up on the second."""
    if request.number > 1:
        return False
    writer.write(whole())
    return True

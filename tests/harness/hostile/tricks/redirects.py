"""Redirects, and the cookies that some sites set on the way."""

import asyncio
from urllib.parse import unquote

from tests.harness.hostile.tricks.answers import PAGE, Request, head, trick, whole


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

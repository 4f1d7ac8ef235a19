"""Answers that are far too much."""

import asyncio

from tests.harness.hostile.tricks.answers import HTML, PAGE, Request, counts, head, trick


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
async def chunked(request: Request, writer: asyncio.StreamWriter) -> bool:
    """`/chunked/<bytes>/<bytes of each chunk>`, each with an extension of 1 kB if said."""
    size, each, *extended = request.rest.split("/")
    extension = b";x=" + b"a" * 1000 if extended else b""
    block = b"%x%s\r\n%s\r\n" % (int(each), extension, (b"<p>" + b"a" * int(each))[: int(each)])
    together = max(1, 65_536 // len(block))
    writer.write(head(Content_Type=HTML, Transfer_Encoding="chunked"))
    for _ in range(int(size) // int(each) // together):
        writer.write(block * together)
        await writer.drain()
    writer.write(b"0\r\n\r\n")
    return True


@trick
async def moved_with_body(request: Request, writer: asyncio.StreamWriter) -> bool:
    """`/moved_with_body/<chunked or long>`: a redirect that also sends 64 MB."""
    length = {"Content_Length": 64_000_000} if request.rest == "long" else {}
    chunks = {} if length else {"Transfer_Encoding": "chunked"}
    block = b"a" * 60_000 if length else b"1\r\na\r\n" * 10_000
    writer.write(head(302, Location="/good", **length, **chunks))
    for _ in range(64_000_000 // len(block)):
        counts[request.target] = counts.get(request.target, 0) + len(block)
        writer.write(block)
        await writer.drain()
    return False


@trick
async def headers(request: Request, writer: asyncio.StreamWriter) -> bool:
    """`/headers/<number>/<bytes of each>/<name>`."""
    number, size, name = request.rest.split("/")
    lines = b"".join(b"%s: %s\r\n" % (name.encode(), b"a" * int(size)) for _ in range(int(number)))
    writer.write(head(Content_Type=HTML, Content_Length=len(PAGE))[:-2] + lines + b"\r\n" + PAGE)
    return True

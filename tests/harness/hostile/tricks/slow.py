"""Answers that come late, by the byte, or never to an end."""

import asyncio

from tests.harness.hostile.tricks.answers import HTML, PAGE, Request, drip, head, trick


@trick
async def silent(request: Request, writer: asyncio.StreamWriter) -> bool:
    await asyncio.sleep(60)
    return False


@trick
async def drip_headers(request: Request, writer: asyncio.StreamWriter) -> bool:
    return await drip(writer, head(Content_Type=HTML, Content_Length=len(PAGE)) + PAGE)


@trick
async def drip_body(request: Request, writer: asyncio.StreamWriter) -> bool:
    writer.write(head(Content_Type=HTML, Content_Length=len(PAGE)))
    return await drip(writer, PAGE)


@trick
async def early_hints_for_ever(request: Request, writer: asyncio.StreamWriter) -> bool:
    while True:
        writer.write(head(103, Link="</x.css>; rel=preload"))
        await writer.drain()
        await asyncio.sleep(0.02)


@trick
async def chunks_that_stall(request: Request, writer: asyncio.StreamWriter) -> bool:
    writer.write(head(Content_Type=HTML, Transfer_Encoding="chunked") + b"5\r\nhello\r\n")
    await asyncio.sleep(60)
    return False

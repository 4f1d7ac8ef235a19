"""What `robots.txt` may be."""

import asyncio
import gzip
from typing import Any

from tests.harness.hostile.tricks.answers import PAGE, TRICKS, Request, drip, head, trick, whole

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
        return await drip(writer, FORBIDS)
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

"""An operator looks at all that was sent: no command may stumble over it."""

import asyncio
import os
import sys
from collections.abc import Iterable, Mapping

WORDS = tuple[str, ...]
LOOK: tuple[WORDS, ...] = (
    ("dlq", "list"),
    ("outcomes", "--from-beginning", "--until-end"),
    ("tail", "--from-beginning", "--until-end"),
    ("status",),
    ("open",),
    ("failed",),
    ("trace", "good-0"),
    ("outcomes", "--from-beginning", "--until-end", "--host", "a.example"),
    ("dlq", "drop", "--host", "a.example", "--dry-run"),
)
TIDY: WORDS = ("dlq", "drop", "--all")
TIMEOUT_SECONDS = 90.0
AT_ONCE = 2
"""Most of a command's time is spent on waiting for broker and ledger."""


async def stumbles(environment: Mapping[str, str]) -> Iterable[str]:
    """Run every command; name each that ends in a traceback, or does not end."""
    turns = asyncio.Semaphore(AT_ONCE)

    async def look(words: WORDS) -> str | None:
        async with turns:
            return await _stumble(words, environment)

    found = [*await asyncio.gather(*map(look, LOOK)), await _stumble(TIDY, environment)]
    return filter(None, found)


async def _stumble(words: WORDS, environment: Mapping[str, str]) -> str | None:
    child = await asyncio.create_subprocess_exec(
        sys.executable, "-P", "-m", "services.cli.main", *words,
        env={**os.environ, **environment, "COLUMNS": "200"},
        stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT,
    )  # fmt: skip
    try:
        output, _ = await asyncio.wait_for(child.communicate(), TIMEOUT_SECONDS)
    except TimeoutError:
        child.kill()
        return f"newsreel {' '.join(words)}: no end"
    if b"Traceback" in output or child.returncode not in (0, 1):
        return f"newsreel {' '.join(words)}: {output[-2_000:].decode('utf-8', 'replace')}"
    return None

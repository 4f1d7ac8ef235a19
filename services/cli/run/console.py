"""`newsreel console`, and the console beside `newsreel up`: a process of its own."""

import asyncio
import contextlib
import os
import sys
import time
from collections.abc import AsyncIterator, Mapping
from pathlib import Path
from typing import NoReturn

from services.local.child import Child

START_SECONDS = 60.0
WHERE = "console       http"
"""How the line begins in which it says where it listens."""


def console_command(*given: str) -> list[str]:
    """Start the console without this folder on its path, as the stages are."""
    return [sys.executable, "-P", "-m", "services.console", *given]


def become_console(given: list[str], port: int | None) -> NoReturn:
    """Serve the console in the place of this process, which has read the settings."""
    if port is not None:
        os.environ["NEWSREEL_CONSOLE_PORT"] = str(port)
    command = console_command(*given)
    os.execv(command[0], command)


@contextlib.asynccontextmanager
async def console_beside(environment: Mapping[str, str], log: Path) -> AsyncIterator[str]:
    """Run the console while the block lasts; gives the line that says where, or why it is not."""
    child = Child("console", console_command(), log, env=environment, cwd=Path.cwd())
    before = await asyncio.to_thread(_size, log)
    child.start()
    try:
        yield await _where(child, log, before)
    finally:
        await asyncio.to_thread(child.stop, timeout_seconds=5)


async def _where(child: Child, log: Path, before: int) -> str:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        ended = not child.running
        lines = (await asyncio.to_thread(log.read_bytes))[before:].decode("utf-8").splitlines()
        for line in lines:
            if line.startswith(WHERE):
                return line
        if ended:
            said = lines[-1].removeprefix("newsreel: ") if lines else "it ended at once"
            return f"console       none: {said}"
        await asyncio.sleep(0.1)
    return f"console       not there yet; log: {log}"


def _size(file: Path) -> int:
    return file.stat().st_size if file.exists() else 0

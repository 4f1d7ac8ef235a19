"""Asking the ledger; one that does not answer is one clear line."""

from typing import Any

import aiohttp

from services.cli.clients.stages import TIMEOUT
from services.cli.errors import Problem
from services.settings import Settings
from services.silent import why_silent
from services.stage.health.process_registry import read_port_files


async def ask_ledger(settings: Settings, path: str, **query: str) -> Any:
    """GET a path of the ledger; a clear `Problem` where none runs."""
    address = settings.ledger_url or _local_ledger(settings)
    try:
        async with (
            aiohttp.ClientSession(timeout=TIMEOUT) as session,
            session.get(f"{address}{path}", params=query) as response,
        ):
            response.raise_for_status()
            return await response.json(content_type=None)
    except (aiohttp.ClientError, TimeoutError, OSError, ValueError) as error:
        raise Problem(f"the ledger at {address} does not answer: {why_silent(error)}") from error


def _local_ledger(settings: Settings) -> str:
    for note in read_port_files(settings.run_dir):
        if note.stage == "ledger":
            return f"http://127.0.0.1:{settings.ledger_port or note.port}"
    raise Problem(
        f"no ledger runs here (no note in {settings.run_dir}/): start one with `newsreel up`,"
        " or set NEWSREEL_LEDGER_URL"
    )

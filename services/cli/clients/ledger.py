"""Asking the ledger; one that does not answer is one clear line."""

from typing import Any

import aiohttp

from schemas.url import comparable_url
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


async def submissions_of(settings: Settings, query: str) -> list[dict[str, Any]]:
    """Ask for the submissions of a URL, submission id or article id, newest first.

    The ledger knows a URL as it was submitted; where nobody submitted it so, as intake writes it.
    A URL may lack its scheme, as browsers show it.
    """
    schemes = ("https://", "http://") if "." in query and "://" not in query else ()
    urls = [query, *(scheme + query for scheme in schemes)]
    for each in dict.fromkeys(form for url in urls for form in (url, comparable_url(url))):
        lines: list[dict[str, Any]] = await ask_ledger(settings, "/trace", of=each)
        if lines:
            return lines
    return []


def _local_ledger(settings: Settings) -> str:
    for note in read_port_files(settings.run_dir):
        if note.stage == "ledger":
            return f"http://127.0.0.1:{settings.ledger_port or note.port}"
    raise Problem(
        f"no ledger runs here (no note in {settings.run_dir}/): start one with `newsreel up`,"
        " or set NEWSREEL_LEDGER_URL"
    )

"""`newsreel site HOST`: its pace, what came of its URLs, and what is taken for its boilerplate."""

from datetime import datetime
from typing import Any

from rich.console import Console
from rich.text import Text

from schemas.url.hosts import site_of
from services.cli.clients.ledger import ask_ledger
from services.cli.clients.store import read_if_made
from services.cli.errors import Problem
from services.cli.look.pace import pace_of
from services.cli.look.sites import show_visits
from services.cli.output.terminal import print_json, print_line
from services.cli.output.times import to_minute
from services.extract.site_boilerplate.boilerplate import SiteMemory, believed
from services.extract.site_boilerplate.packing import unpack
from services.extract.site_boilerplate.store import load
from services.extract.tables import SITES
from services.settings import Settings


async def site(settings: Settings, host: str, as_json: bool, console: Console) -> int:
    """Print what is known of a host; exit code 1 where nothing is.

    Visits are those of its whole site, as far as a ledger answers; the rest is the host's.
    """
    memory, pace = _memory(settings, host), await pace_of(settings, host)
    visits, trouble = await _visits(settings, host)
    if memory is None and visits is None and not pace.is_special:
        why = trouble or "a site is its host's name as in `outcomes`"
        raise Problem(f"nothing is known of {host!r}; {why}")
    if as_json:
        print_json(_as_json(host, memory, visits) | {"pace": pace.data})
        return 0
    print_line(host, console, "bold")
    for said in pace.words:
        print_line(f"  {said}", console)
    if visits is not None:
        show_visits(visits, console)
    if memory is not None:
        _show_boilerplate(memory, console)
    return 0


def _memory(settings: Settings, host: str) -> SiteMemory | None:
    (found,) = read_if_made(settings, "extract", SITES, lambda each: load(each, [host])) or [None]
    return None if found is None else unpack(found.memory)


async def _visits(settings: Settings, host: str) -> tuple[dict[str, Any] | None, str | None]:
    """Ask what came of a site's URLs; None without a visit, and why where no ledger answers."""
    try:
        found = await ask_ledger(settings, "/site", name=site_of(host))
    except Problem as problem:
        return None, str(problem)
    return (found if found["visits"] else None), None


def _as_json(host: str, memory: SiteMemory | None, visits: dict[str, Any] | None) -> dict[str, Any]:
    lines = _boilerplate(memory) if memory else []
    return {
        "host": host,
        "pages": len(memory.pages) if memory else 0,
        "boilerplate": [{"line": text, "since": since} for since, text in lines],
        "visits": visits,
    }


def _show_boilerplate(memory: SiteMemory, console: Console) -> None:
    console.print(f"  {len(memory.pages)} pages, the latest of {to_minute(memory.pages[-1].at)}")
    lines = _boilerplate(memory)
    for since, text in lines:
        console.print(Text(f"  since {to_minute(since)}  {text}"))
    if not lines:
        console.print("  no line is taken for boilerplate")


def _boilerplate(memory: SiteMemory) -> list[tuple[datetime, str]]:
    """Return the lines that are taken for it, each behind since when, oldest first."""
    return sorted((memory.since[key], text) for key, text in believed(memory).items())

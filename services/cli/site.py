"""`newsreel site HOST`: what extraction takes for a site's boilerplate, and since when."""

import orjson
from rich.console import Console
from rich.text import Text

from services.cli.errors import Problem
from services.cli.stores import connected
from services.extract.site_boilerplate.boilerplate import believed
from services.extract.site_boilerplate.store import load, unpack
from services.extract.tables import SITES
from services.settings import Settings


def site(settings: Settings, host: str, as_json: bool, console: Console) -> int:
    """Print the lines taken for the site's boilerplate; exit code 1 where nothing is known."""
    with connected(settings, "extract") as connection:
        there = connection.dialect.has_table(connection, SITES.name)
        (found,) = load(connection, [host]) if there else [None]
    if found is None:
        raise Problem(f"nothing is known of {host!r}; a site is its host's name as in `outcomes`")
    memory = unpack(found.memory)
    lines = [(memory.since[key], text) for key, text in believed(memory).items()]
    if as_json:
        held = [{"line": text, "since": since} for since, text in sorted(lines)]
        print(
            orjson.dumps({"host": host, "pages": len(memory.pages), "boilerplate": held}).decode()
        )
        return 0
    console.print(Text(host, style="bold"))
    console.print(
        f"  {len(memory.pages)} pages, the latest of {memory.pages[-1].at:%Y-%m-%d %H:%M} UTC"
    )
    for since, text in sorted(lines):
        console.print(Text(f"  since {since:%Y-%m-%d %H:%M} UTC  {text}"))
    if not lines:
        console.print("  no line is taken for boilerplate")
    return 0

"""`newsreel sites`: which sites are not as usual, and since when; `newsreel site`: its doors."""

from typing import Any

from rich.console import Console
from rich.text import Text

from schemas.events import SiteState
from services.cli.clients.ledger import ask_ledger
from services.cli.output.terminal import print_json, print_line
from services.settings import Settings

COLOURS = {"quiet": "yellow", "worse": "magenta", "blocked": "red"}


async def list_sites(settings: Settings, wanted: set[str], as_json: bool, console: Console) -> int:
    """Print the sites that have one of the states, or any; exit code 0."""
    found = await ask_ledger(settings, "/sites")
    chosen = [each for each in found if not wanted or wanted & _names(each)]
    for site in chosen:
        if as_json:
            print_json(site)
            continue
        for state in map(SiteState.model_validate, site["states"]):
            if not wanted or state.name in wanted:
                text = Text(f"{state.name:<8} ", COLOURS.get(state.name, ""))
                text.append(f"{site['site']}  ", "default")
                text.append(in_words(state), "dim")
                print_line(text, console)
    if not chosen and not as_json:
        states = " or ".join(sorted(wanted))
        console.print(f"no site is {states}" if wanted else "every site is as usual")
    return 0


def in_words(state: SiteState) -> str:
    """Say what shows a state, and since when."""
    since = f"since {state.since:%Y-%m-%d}"
    if state.sign == "articles":
        return f"{since}: {state.observed:.0f} new articles, {state.expected:.0f} expected"
    return f"{since}: {state.sign} {state.observed:.2f}, usual {state.expected:.2f}"


def show_visits(visits: dict[str, Any], console: Console) -> None:
    """Print what came of a site's URLs in four weeks: shares of doors and of what was read."""
    console.print(f"  {visits['visits']:,.0f} visits in 28 days, {visits['new']:,.0f} new articles")
    for door, share in sorted(visits["doors"].items(), key=lambda each: -each[1]):
        console.print(Text(f"  {door:<18} {share:6.1%} of the visits", "red"))
    for sign, value in visits["shares"].items():
        console.print(f"  {sign:<18} {value:6.2f}")


def _names(site: dict[str, Any]) -> set[str]:
    return {state["name"] for state in site["states"]}

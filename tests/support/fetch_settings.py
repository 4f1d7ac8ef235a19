"""Settings as they are by default, but for what a test changes, be it out of their bounds."""

from typing import Any

from services.fetch.hosts.frontier import Frontier
from services.settings import Settings

DEFAULTS = Settings()


def settings_with(of: Settings = DEFAULTS, /, **changes: Any) -> Settings:
    """Change settings of fetch, which are named without their `fetch_`."""
    return of.model_copy(update={f"fetch_{name}": value for name, value in changes.items()})


def new_frontier(**changes: Any) -> Frontier:
    """Make an empty frontier under these settings."""
    return Frontier(settings_with(**changes))

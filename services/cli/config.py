"""`newsreel config`: which settings are in force and where each came from."""

import os
import re

from rich.console import Console
from rich.text import Text

from services.cli.environment import settings
from services.misspelt import PREFIX, misspelt
from services.settings import Settings

SECRETS = ("_password", "_token", "_secret")
_PASSWORD = re.compile(r"(://[^:/@]*):[^@]*@")


def show_config(console: Console, everything: bool) -> int:
    """Print settings as shell lines with their source; exit code 2 where a variable is unknown."""
    own = set(os.environ)
    in_force = settings()
    for name in Settings.model_fields:
        variable = PREFIX + name.upper()
        source = _source(variable, own)
        if everything or source != "default":
            line = Text(f"{variable}={shown(name, in_force)}")
            console.print(line.append(f"  # {source}", style="dim"), soft_wrap=True)
    strangers = misspelt(os.environ)
    for stranger in strangers:
        console.print(Text(stranger, style="red"), soft_wrap=True)
    return 2 if strangers else 0


def _source(variable: str, own: set[str]) -> str:
    if variable in own:
        return "environment"
    return "the running stack" if variable in os.environ else "default"


def shown(name: str, in_force: Settings) -> str:
    """Return a value for people: no password is in it."""
    value = getattr(in_force, name)
    if value is None:
        return ""
    if name.endswith(SECRETS):
        return "***"
    if isinstance(value, tuple):
        return ",".join(map(str, value))
    if isinstance(value, bool):
        return str(value).lower()
    return _PASSWORD.sub(r"\1:***@", str(value))

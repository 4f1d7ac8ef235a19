"""`newsreel config`: which settings are in force and where each came from."""

import difflib
import os
import re
from collections.abc import Iterable, Mapping

from rich.console import Console
from rich.text import Text

from services.cli.environment import settings
from services.settings import Settings

PREFIX = "NEWSREEL_"
FOREIGN = {"NEWSREEL_IMAGE"}
"""Of the compose file alone."""
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
    strangers = unknown(os.environ)
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


def unknown(variables: Mapping[str, str] | Iterable[str]) -> list[str]:
    """Name each NEWSREEL_ variable that is not a setting, with the nearest one that is."""
    known = [PREFIX + name.upper() for name in Settings.model_fields]
    lines = []
    for name in sorted(set(variables) - set(known) - FOREIGN):
        if name.startswith(PREFIX):
            near = difflib.get_close_matches(name, known, 1)
            lines.append(
                f"{name} is not a setting" + (f"; did you mean {near[0]}?" if near else "")
            )
    return lines

"""`newsreel config`: which settings are in force and where each came from."""

import os
import shlex

from rich.console import Console
from rich.text import Text

from services.cli.clients.store import without_password
from services.cli.environment import settings
from services.cli.output.runnable import runnable
from services.cli.output.terminal import print_line, stderr
from services.misspelt import misspelt
from services.settings import Settings, variable_of

ANY_PORT = "fetch_allowed_ports"
"""The one setting whose None has a word: `any`."""
SECRETS = ("_password", "_token", "_secret")


def show_config(console: Console, everything: bool) -> int:
    """Print settings as shell lines with their source; exit code 2 where one is misspelt."""
    own = set(os.environ)
    in_force = settings()
    for name in Settings.model_fields:
        source = _source(variable_of(name), own)
        if everything or source != "default":
            line = Text(shown(name, in_force))
            print_line(line.append(f"  # {source}", style="dim"), console)
    is_any_set = any(variable_of(name) in os.environ for name in Settings.model_fields)
    if not is_any_set and not everything:
        hint = runnable("nothing is set: `newsreel config --all` shows the defaults")
        print_line(hint, stderr())
    strangers = misspelt(os.environ)
    for stranger in strangers:
        print_line(stranger, console, "red")
    return 2 if strangers else 0


def _source(variable: str, own: set[str]) -> str:
    if variable in own:
        return "environment"
    return "the running stack" if variable in os.environ else "default"


def shown(name: str, in_force: Settings) -> str:
    """Return a setting as a shell line that is read back as it is; a comment where that cannot be.

    That is where it is unset, or a password is in it, which is hidden.
    """
    variable, value = variable_of(name), getattr(in_force, name)
    if value is None and name != ANY_PORT:
        return f"# {variable}="
    if value and name.endswith(SECRETS):
        return f"# {variable}=***"
    text = without_password(plain := _text(value))
    return f"{'' if text == plain else '# '}{variable}={shlex.quote(text)}"


def _text(value: object) -> str:
    """Write a value as it is read from the environment."""
    if value is None:
        return "any"
    if isinstance(value, tuple):
        return ",".join(map(str, value))
    return str(value).lower() if isinstance(value, bool) else str(value)

"""Hints name commands; where `newsreel` is not on the path, by what can be run in its place."""

import shutil
import sys
from pathlib import Path


def runnable(hint: str) -> str:
    """Write each `newsreel …` of a hint so that it can be run from this folder as it stands."""
    return hint if shutil.which("newsreel") else hint.replace("`newsreel ", f"`{_called()} ")


def _called() -> str:
    """Return by what this process was called, from this folder if it is below it."""
    program = Path(sys.argv[0]).absolute()
    if program.name != "newsreel" or not program.exists():
        return f"{sys.executable} -m services.cli.main"
    return str(program.relative_to(Path.cwd()) if program.is_relative_to(Path.cwd()) else program)

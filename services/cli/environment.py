"""What every command needs of its surroundings: the settings, and where to write."""

import os
from pathlib import Path

from pydantic import ValidationError
from rich.console import Console

from services.cli.errors import Problem
from services.stage.notes import stack_environment
from services.stage.settings import Settings
from services.stage.settings import settings as read

RUN_FOLDER = Path(".run")
"""State, logs and notes of `newsreel up`."""


def settings() -> Settings:
    """Read the settings, or name the variable that is wrong.

    Without another NEWSREEL_KAFKA the stack is meant that `newsreel up` runs from this folder.
    """
    local = stack_environment(RUN_FOLDER)
    kafka = local.get("NEWSREEL_KAFKA")
    if os.environ.get("NEWSREEL_KAFKA", kafka) == kafka:
        for name, value in local.items():
            os.environ.setdefault(name, value)
    try:
        return read()
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        name = "NEWSREEL_" + str(first["loc"][0]).upper()
        raise Problem(f"{name} is {first['input']!r}: {first['msg']}", 2) from error


def stderr() -> Console:
    """Where everything goes that is not the command's output."""
    return Console(stderr=True, highlight=False)

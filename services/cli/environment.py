"""What every command needs of its surroundings: the settings, and where to write."""

import os
from pathlib import Path

from rich.console import Console

from services.cli.terminal import Terminal
from services.settings import Settings
from services.settings import settings as read
from services.stage.health.process_registry import stack_environment

RUN_FOLDER = Path(".run")
"""State, logs and notes of `newsreel up`."""


def settings() -> Settings:
    """Read the settings, or raise `BadSettings` with the variable that is wrong.

    Without another NEWSREEL_KAFKA the stack is meant that `newsreel up` runs from this folder.
    """
    local = stack_environment(RUN_FOLDER)
    kafka = local.get("NEWSREEL_KAFKA")
    if os.environ.get("NEWSREEL_KAFKA", kafka) == kafka:
        for name, value in local.items():
            os.environ.setdefault(name, value)
    return read()


def stderr() -> Console:
    """Where everything goes that is not the command's output."""
    return Terminal(stderr=True)

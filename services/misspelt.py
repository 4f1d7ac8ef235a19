"""Misspelt words: the nearest that is known; NEWSREEL_ variables which would do nothing."""

import difflib
import os
from collections.abc import Iterable, Sequence

from services.settings import Settings

PREFIX = "NEWSREEL_"
FOREIGN = {"NEWSREEL_IMAGE"}
"""Of the compose file alone."""


def nearest(word: str, known: Sequence[str]) -> str | None:
    """Return the known word that is spelt most like this one, if any is."""
    return next(iter(difflib.get_close_matches(word, known, 1)), None)


def misspelt(variables: Iterable[str]) -> list[str]:
    """Name each NEWSREEL_ variable that is not a setting, with the nearest one that is."""
    known = [PREFIX + name.upper() for name in Settings.model_fields]
    lines = []
    for name in sorted(set(variables) - set(known) - FOREIGN):
        if name.startswith(PREFIX):
            near = nearest(name, known)
            lines.append(f"{name} is not a setting" + (f"; did you mean {near}?" if near else ""))
    return lines


def log_misspelt() -> None:
    """Log, at the start of a process, what of its environment is no setting: one line for all."""
    from services.logs import logger  # commands, which log nothing, start without it

    if lines := misspelt(os.environ):
        logger().warning("settings_misspelt", problem=" ".join(lines))

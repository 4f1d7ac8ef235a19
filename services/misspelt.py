"""Misspelt words: the nearest that is known; NEWSREEL_ variables which would do nothing."""

import difflib
import os
from collections.abc import Iterable, Sequence

from services.settings import PREFIX, Settings, variable_of

FOREIGN = {"NEWSREEL_IMAGE"}
"""Of the compose file alone."""
LIKE_LEAST = 0.85
"""How like one of ours another's variable must be to be taken for it, and its prefix too; of 1."""


def nearest(word: str, known: Sequence[str]) -> str | None:
    """Return the known word that is spelt most like this one, if any is."""
    return next(iter(difflib.get_close_matches(word, known, 1)), None)


def misspelt(variables: Iterable[str]) -> list[str]:
    """Name each variable that is meant for a setting and is none, with the nearest one that is."""
    known = list(map(variable_of, Settings.model_fields))
    lines = []
    for name in sorted(set(variables) - set(known) - FOREIGN):
        is_ours = name.startswith(PREFIX)
        near = nearest(name, known) if is_ours else _meant_by(name, known)
        if is_ours or near:
            lines.append(f"{name} is not a setting" + (f"; did you mean {near}?" if near else ""))
    return lines


def _meant_by(name: str, known: Sequence[str]) -> str | None:
    """Return the setting of a variable whose prefix is misspelt (`NEWSREAL_KAFKA`), if any."""
    beginning = difflib.SequenceMatcher(None, name[: len(PREFIX)], PREFIX)
    if beginning.ratio() < LIKE_LEAST:
        return None
    return next(iter(difflib.get_close_matches(name, known, 1, LIKE_LEAST)), None)


def log_misspelt() -> None:
    """Log, at the start of a process, what of its environment is no setting: one line for all."""
    from services.logs import logger  # commands, which log nothing, start without it

    if lines := misspelt(os.environ):
        logger().warning("settings_misspelt", problem=" ".join(lines))

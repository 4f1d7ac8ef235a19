"""Places of dead letters as users name them: `extract.dlq.v1/0/3`."""

import re

from schemas.pipeline import PIPELINE
from services.cli.errors import Problem

_TOPICS = "|".join(re.escape(step.dead_letters.name) for step in PIPELINE)
_PLACE = re.compile(rf"(?:{_TOPICS})/[0-9]+/[0-9]+")


def require_place(text: str) -> str:
    """Return a place as it is; raise `Problem` with exit code 2 where no letter can be there."""
    if not _PLACE.fullmatch(text):
        example = f"{PIPELINE[0].dead_letters.name}/0/3"
        named = f"it is TOPIC/PARTITION/OFFSET, such as {example}; `newsreel dlq list` names them"
        raise Problem(f"{text!r} is not the place of a dead letter: {named}", 2)
    return text

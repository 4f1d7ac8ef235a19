"""Words that users choose from what there is: reasons, languages, places of dead letters, a why."""

import re
from collections.abc import Collection

from schemas.control import WHY_MAX_CHARACTERS
from schemas.outcomes import Reason
from schemas.pipeline import PIPELINE
from services.cli.errors import Problem
from services.misspelt import nearest

_LANGUAGE = re.compile("[a-z]{2,3}")
"""ISO 639-1, or 639-3 for what has no shorter one."""
_TOPICS = "|".join(re.escape(step.dead_letters.name) for step in PIPELINE)
_PLACE = re.compile(rf"(?:{_TOPICS})/[0-9]+/[0-9]+")


def require_reason(word: str, outcomes: Collection[str]) -> None:
    """Refuse a word that is no reason of these outcomes: what is misspelt would fit nothing."""
    known = [reason.value for reason in Reason if reason.outcome in outcomes]
    if word not in known:
        near = nearest(word, known)
        hint = f"did you mean {near}?" if near else "docs/outcomes.md lists them"
        raise Problem(f"there is no reason {word!r} of {' or '.join(sorted(outcomes))}; {hint}", 2)


def require_place(text: str) -> str:
    """Return a place as it is; raise `Problem` with exit code 2 where no letter can be there."""
    if not _PLACE.fullmatch(text):
        example = f"{PIPELINE[0].dead_letters.name}/0/3"
        named = f"it is TOPIC/PARTITION/OFFSET, such as {example}; `newsreel dlq list` names them"
        raise Problem(f"{text!r} is not the place of a dead letter: {named}", 2)
    return text


def language_named(text: str) -> str:
    """Bring a language's code into the spelling of articles, or raise `Problem` with exit code 2.

    What stands behind it in a BCP 47 tag (`fa-IR`) is left out: articles state the language alone.
    """
    code = re.split("[-_]", text.strip().lower())[0]
    if not _LANGUAGE.fullmatch(code):
        raise Problem(f"{text!r} is not the code of a language; write e.g. `en` or `fa`", 2)
    return code


def read_why(text: str) -> str:
    """Fold a text into one line; raise `Problem` with exit code 2 where it is empty or too long."""
    line = " ".join(text.split())
    if not line:
        raise Problem("--why is empty: say it in one line, for those who ask later", 2)
    if len(line) > WHY_MAX_CHARACTERS:
        most = f"{len(line):,} characters; {WHY_MAX_CHARACTERS} are the most"
        raise Problem(f"--why has {most}", 2)
    return line

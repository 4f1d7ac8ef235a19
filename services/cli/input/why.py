"""Why a command is given, as its user says it: one line, for whoever asks later."""

from schemas.control import WHY_MAX_CHARACTERS
from services.cli.errors import Problem


def read_why(text: str) -> str:
    """Fold a text into one line; raise `Problem` with exit code 2 where it is empty or too long."""
    line = " ".join(text.split())
    if not line:
        raise Problem("--why is empty: say it in one line, for those who ask later", 2)
    if len(line) > WHY_MAX_CHARACTERS:
        most = f"{len(line):,} characters; {WHY_MAX_CHARACTERS} are the most"
        raise Problem(f"--why has {most}", 2)
    return line

"""A user's error: one line that says what to do."""

from collections.abc import Collection


class Problem(Exception):
    """Ends the command with one clear line on stderr."""

    def __init__(self, message: str, exit_code: int = 1) -> None:
        super().__init__(message)
        self.exit_code = exit_code


def require_known(kind: str, name: str, known: Collection[str]) -> None:
    """Raise `Problem` with exit code 2 for a name that is none of a closed list, and name those."""
    if name not in known:
        raise Problem(f"there is no {kind} {name!r}; there are: {', '.join(known)}", 2)

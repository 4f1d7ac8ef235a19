"""A user's error: one line that says what to do."""


class Problem(Exception):
    """Ends the command with one clear line on stderr."""

    def __init__(self, message: str, exit_code: int = 1) -> None:
        super().__init__(message)
        self.exit_code = exit_code

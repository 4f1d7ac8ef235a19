"""The three named ways a stage ends besides success. Anything else is a bug, and is parked.

`Rejected` is an answer and is returned; the two errors are raised, since they cut work short.
"""

from dataclasses import dataclass

from schemas.outcomes import Reason


@dataclass(frozen=True, slots=True)
class Rejected:
    """The URL's way ends here, as foreseen: `reason` becomes its outcome."""

    reason: Reason
    detail: str | None = None
    """One line for people: what exactly was wrong."""


class StageError(Exception):
    """Base of the two errors a stage may raise on purpose."""

    def __init__(self, reason: Reason, detail: str | None = None) -> None:
        super().__init__(f"{reason}: {detail}" if detail else str(reason))
        self.reason = reason
        self.detail = detail


class TransientError(StageError):
    """Try again later; `retry_after_seconds` where the other side named a time."""

    def __init__(
        self, reason: Reason, detail: str | None = None, retry_after_seconds: float | None = None
    ) -> None:
        super().__init__(reason, detail)
        self.retry_after_seconds = retry_after_seconds


class PermanentError(StageError):
    """Trying again would not help: `reason` becomes the outcome."""

"""The named ways a stage ends besides success. Anything else is a bug: a dead letter.

`Ended`, `Published`, `Done` and `Said` are answers and are returned; the two errors are raised,
since they cut work short.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from schemas.envelope import Message
from schemas.events import ArticleSigns, Event
from schemas.outcomes import Reason
from schemas.topic import Topic


@dataclass(frozen=True, slots=True)
class Ended:
    """The URL's way ends here, as foreseen: `reason` becomes its outcome."""

    reason: Reason
    detail: str | None = None
    """One line for people: what exactly was wrong."""
    article_id: str | None = None
    """The article that the answer is about, where there is one."""
    revision: int | None = None
    before: tuple[tuple[Topic, Message], ...] = ()
    """What is sent before the outcome, the same on every redelivery."""
    signs: ArticleSigns | None = None
    """Where the article has been sent already, what its own answer tells of it."""


LookAgain = Callable[[], Awaitable[tuple[tuple[Topic, Message], ...]]]
"""Called once an article is confirmed: returns what must follow it, if things changed meanwhile."""


@dataclass(frozen=True, slots=True)
class Published:
    """The URL's way ends here with an article: it is sent first, then the outcome."""

    article: Event
    reason: Reason
    article_id: str
    revision: int
    before: tuple[tuple[Topic, Message], ...] = ()
    """What is sent before the article, the same on every redelivery."""
    signs: ArticleSigns | None = None
    look_again: LookAgain | None = None


@dataclass(frozen=True, slots=True)
class Done:
    """Nothing to send: what was asked is safely kept elsewhere (a row), or needs no answer."""


@dataclass(frozen=True, slots=True)
class Said:
    """The event was handled before: its messages, to be sent again word for word."""

    messages: tuple[tuple[Topic, Message], ...]
    outcome: str
    """`passed`; `done` where another stage has answered the URL; else the outcome's name."""
    reason: str = ""


class StageError(Exception):
    """Base of the two errors a stage may raise on purpose."""

    def __init__(self, reason: Reason, detail: str | None = None) -> None:
        super().__init__(f"{reason}: {detail}" if detail else str(reason))
        self.reason = reason
        self.detail = detail


class TransientError(StageError):
    """Try again later; `retry_after_seconds` where the other side named a time."""

    def __init__(
        self,
        reason: Reason,
        detail: str | None = None,
        retry_after_seconds: float | None = None,
        status: int | None = None,
    ) -> None:
        super().__init__(reason, detail)
        self.retry_after_seconds = retry_after_seconds
        self.status = status
        """HTTP status, where there was an answer."""


class PermanentError(StageError):
    """Trying again would not help: `reason` becomes the outcome."""

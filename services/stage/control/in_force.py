"""Which commands are in force: a fold over `control.v1`. Pure."""

from collections.abc import Iterator

from schemas.control import Control, ended_withdrawal, read_control
from schemas.url.hosts import with_parents

ENDS = ("resume", "unblock")
"""Actions after which nothing is in force."""


class InForce:
    """The latest command about each stage, host and submission."""

    def __init__(self) -> None:
        self._latest: dict[str, Control] = {}

    def read(self, key: bytes | None, value: bytes | None) -> Control | None:
        """Let a message's command hold, and return it; None where the message ends one.

        Raises `BadControl`.
        """
        if over := ended_withdrawal(key, value):
            self._latest.pop(over, None)
            return None
        control = read_control(key, value)
        self.take(control)
        return control

    def take(self, control: Control) -> None:
        """Let a command hold; the log's order decides, not its clock."""
        if control.action in ENDS or _is_reset(control):
            self._latest.pop(control.key, None)
        else:
            self._latest[control.key] = control

    def pause_of(self, stage: str) -> Control | None:
        """Return the command by which a stage pauses."""
        return self._latest.get(f"stage:{stage}")

    def block_of(self, host: str) -> Control | None:
        """Return the command by which a host, or a parent of it, is blocked."""
        return next(self._about("host", host), None)

    def paces_of(self, host: str) -> list[Control]:
        """Return the commands that set the pace of a host and of its parents, nearest first."""
        return list(self._about("pace", host))

    def cancel_of(self, submission_id: str) -> Control | None:
        """Return the command that withdraws a submission."""
        return self._latest.get(f"submission:{submission_id}")

    def cancels(self) -> list[Control]:
        """Return what is withdrawn."""
        return [each for each in self._latest.values() if each.action == "cancel"]

    def __iter__(self) -> Iterator[Control]:
        return iter(self._latest.values())

    def __len__(self) -> int:
        return len(self._latest)

    def _about(self, about: str, host: str) -> Iterator[Control]:
        for name in with_parents(host) if self._latest else ():
            if control := self._latest.get(f"{about}:{name}"):
                yield control


def _is_reset(control: Control) -> bool:
    """Tell a pace that names neither a delay nor a number: back to what settings and rules say."""
    unset = control.delay_seconds is None and control.concurrency is None
    return control.action == "pace" and unset


def reason_in(control: Control) -> str:
    """Say by whom and why, for the detail of an outcome."""
    return f"by {control.by}: {control.why}"

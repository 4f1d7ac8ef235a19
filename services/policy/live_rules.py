"""The operator's rules with what `control.v1` says over them."""

from dataclasses import dataclass

from schemas.outcomes import Reason
from schemas.url import Url
from services.policy.rules import HostRule, Rules
from services.stage.control.in_force import InForce, reason_in
from services.stage.endings import Ended


@dataclass(frozen=True, slots=True)
class LiveRules:
    """Rules that change while the process runs; ask anew each time."""

    file: Rules
    in_force: InForce

    def check(self, url: Url) -> Ended | None:
        """Refuse a URL of a blocked host, or as the file's rules do."""
        return self.block(url.host) or self.file.check(url)

    def block(self, host: str) -> Ended | None:
        """Refuse a host that a command blocks, or the file; the detail says by whom and why."""
        control = self.in_force.block_of(host)
        if control is None:
            return self.file.block(host)
        return Ended(Reason.HOST_BLOCKED, f"blocked host {control.target} {reason_in(control)}")

    def for_host(self, host: str) -> HostRule:
        """Return what is special about a host; a command's pace before the file's."""
        rule = self.file.for_host(host)
        named: dict[str, float] = {}
        for control in self.in_force.paces_of(host):
            pace = {"delay_seconds": control.delay_seconds, "concurrency": control.concurrency}
            named = {name: value for name, value in pace.items() if value is not None} | named
        return rule.model_copy(update=named) if named else rule


AnyRules = Rules | LiveRules
"""The rules of a file, or those of a file with the commands in force over them."""

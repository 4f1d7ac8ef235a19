"""The operator's rules with what `control.v1` says over them."""

from dataclasses import dataclass, fields
from typing import Self

from schemas.outcomes import Reason
from schemas.url import Url
from services.policy.rules import HostRule, Rules
from services.stage.control.in_force import InForce, reason_in
from services.stage.endings import Ended


@dataclass(frozen=True, slots=True)
class LiveRules(Rules):
    """Rules that change while the process runs; ask anew each time."""

    in_force: InForce

    @classmethod
    def over(cls, rules: Rules, in_force: InForce) -> Self:
        """Put the commands in force over the rules of the file."""
        return cls(
            **{each.name: getattr(rules, each.name) for each in fields(rules)}, in_force=in_force
        )

    def check(self, url: Url) -> Ended | None:
        """Refuse a URL of a blocked host, or as the file's rules do."""
        return self.block(url.host) or Rules.check(self, url)

    def block(self, host: str) -> Ended | None:
        """Refuse a host that a command blocks; the detail says by whom and why."""
        control = self.in_force.block_of(host)
        if control is None:
            return None
        return Ended(Reason.HOST_BLOCKED, f"blocked host {control.target} {reason_in(control)}")

    def for_host(self, host: str) -> HostRule:
        """Return what is special about a host; a command's pace before the file's."""
        rule = Rules.for_host(self, host)
        named: dict[str, float] = {}
        for control in self.in_force.paces_of(host):
            pace = {"delay_seconds": control.delay_seconds, "concurrency": control.concurrency}
            named = {name: value for name, value in pace.items() if value is not None} | named
        return rule.model_copy(update=named) if named else rule

"""Whether a robots.txt may be followed to another host, where it is asked for without a turn."""

from dataclasses import dataclass

from schemas.url import Url
from services.clock import unix
from services.fetch.hosts.frontier import Frontier
from services.fetch.politeness import Politeness


@dataclass(frozen=True, slots=True)
class OtherHosts:
    """What this process knows of hosts: the operator's rules, and which of them want a rest."""

    politeness: Politeness
    frontier: Frontier

    def allow(self, url: Url) -> bool:
        """Tell whether the URL's host is not blocked, and not known to cool or to be down."""
        if self.politeness.rules.block(url.host) is not None:
            return False
        group = self.politeness.group_of(url.host, url.site)
        return self.frontier.record(group).health.open_at <= unix()

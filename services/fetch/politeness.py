"""How hosts are treated: by the settings, and by the operator's rules over them. Pure."""

from dataclasses import dataclass

from schemas.url import Url
from services.fetch.hosts.host import Limits
from services.policy.live_rules import AnyRules
from services.settings import Settings


@dataclass(frozen=True, slots=True)
class Treatment:
    """What a URL's host is owed before a request."""

    group: str
    """What politeness counts the URL to: its host or its site."""
    limits: Limits
    obeys_robots: bool
    """Whether its robots.txt counts."""


@dataclass(frozen=True, slots=True)
class Politeness:
    """One for the process. The rules may change while it runs."""

    settings: Settings
    rules: AnyRules

    def of(self, url: Url) -> Treatment:
        """Return how the URL's host is to be treated."""
        rule = self.rules.for_host(url.host)
        obey = rule.obey_robots
        return Treatment(
            self.group_of(url.host, url.site),
            Limits.of(self.settings, rule),
            self.settings.fetch_obey_robots if obey is None else obey,
        )

    def group_of(self, host: str, site: str) -> str:
        """Name what politeness counts a host's URLs to: the host or its site."""
        by = self.rules.for_host(host).group_by or self.settings.fetch_group_by
        return site if by == "site" else host

"""How hosts are treated: by the settings, and by the operator's rules over them. Pure."""

from dataclasses import dataclass

from schemas.url import Url
from services.fetch.hosts.host import Limits
from services.fetch.limits import host_limits
from services.policy.rules import Rules
from services.settings import Settings


@dataclass(frozen=True, slots=True)
class Politeness:
    """One for the process. The rules may change while it runs."""

    settings: Settings
    rules: Rules

    def group_of(self, host: str, site: str) -> str:
        """Name what politeness counts a URL to: its host or its site."""
        return self.rules.group_of(host, site, self.settings.fetch_group_by)

    def limits_of(self, url: Url) -> Limits:
        """Return how the URL's host may be used."""
        rule = self.rules.for_host(url.host, url.site)
        return host_limits(self.settings, rule.delay_seconds, rule.concurrency)

    def obeys_robots(self, url: Url) -> bool:
        """Tell whether the robots.txt of the URL's host counts."""
        obey = self.rules.for_host(url.host, url.site).obey_robots
        return self.settings.fetch_obey_robots if obey is None else obey

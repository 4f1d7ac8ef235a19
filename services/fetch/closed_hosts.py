"""Which hosts are closed for now: a visit of their URLs would only defer these."""

from dataclasses import dataclass

from schemas.events import UrlAccepted
from schemas.url import Url
from services.clock import unix
from services.fetch.deferral import Deferred, deferred_by_host
from services.fetch.hosts.frontier import Frontier
from services.fetch.politeness import Politeness


@dataclass(frozen=True, slots=True)
class ClosedHosts:
    """What the memory of this process knows of hosts; it asks nobody."""

    politeness: Politeness
    frontier: Frontier

    def is_closed(self, accepted: UrlAccepted) -> bool:
        """Tell whether a visit would only be deferred now; of an unknown host, no."""
        group = self.politeness.group_of(accepted.host, accepted.site)
        return self.frontier.is_closed(group, unix(), accepted.from_schedule)

    def defer(self, accepted: UrlAccepted) -> tuple[Deferred, str] | None:
        """Defer a URL of a closed host: until when, and what politeness counts it to.

        None where the host is not closed, or this was the last try.
        """
        group = self.politeness.group_of(accepted.host, accepted.site)
        no_turn = self.frontier.defer(group, unix(), accepted.from_schedule)
        if no_turn is None:
            return None
        delays_seconds = self.politeness.settings.fetch_retry_delays_seconds
        deferred = deferred_by_host(no_turn, accepted.attempt, delays_seconds)
        return (deferred, group) if isinstance(deferred, Deferred) else None

    def may_ask(self, url: Url) -> bool:
        """Tell whether a host may be asked without a turn, as where a robots.txt leads there."""
        if self.politeness.rules.block(url.host) is not None:
            return False
        group = self.politeness.group_of(url.host, url.site)
        return self.frontier.record(group).health.open_at <= unix()

"""The work on accepted URLs, with a host whose results a test sets."""

import asyncio

from schemas.events import PageFetched, UrlAccepted
from services.fetch.closed_hosts import ClosedHosts
from services.fetch.deferral import Deferred
from services.fetch.flights import Flights
from services.fetch.http.types import Conditional
from services.fetch.politeness import Politeness
from services.fetch.url_process import UrlProcess
from services.fetch.visit.progress import Refuse
from services.fetch.visit.visit import Visit
from services.policy.live_rules import LiveRules
from services.policy.rules import NO_RULES, Rules
from services.settings import Settings
from services.stage.control.in_force import InForce
from services.stage.endings import Ended
from services.stage.store.store import Store
from tests.support.fetch_settings import new_frontier


class Host:
    """Answers each visit that is still wanted with the next result, after one request."""

    def __init__(self, *results: PageFetched | Ended | Deferred, wait_seconds: float = 0.0) -> None:
        self.results = list(results)
        self.wait_seconds = wait_seconds

    async def visit(
        self, accepted: UrlAccepted, conditional: Conditional | None, refuse: Refuse
    ) -> Visit:
        await asyncio.sleep(self.wait_seconds)
        return Visit(refuse() or self.results.pop(0), requests=1, group=accepted.host)


def url_process(store: Store, host: Host, rules_file: Rules | None = None) -> UrlProcess:
    """Make what works on URLs of this host."""
    settings, in_force = Settings(), InForce()
    rules = LiveRules(rules_file or NO_RULES, in_force)
    politeness = Politeness(settings, rules)
    return UrlProcess(
        settings=settings,
        store=store,
        rules=rules,
        in_force=in_force,
        politeness=politeness,
        closed_hosts=ClosedHosts(politeness, new_frontier()),
        visitor=host,  # type: ignore[arg-type]
        flights=Flights(),
    )

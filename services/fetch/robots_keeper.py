"""robots.txt of each origin: from memory, the store, or the host, which is asked once."""

import time
from collections import OrderedDict

from schemas.outcomes import Reason
from schemas.url import Url
from services.fetch.attempt import CONNECTION
from services.fetch.client import Client
from services.fetch.hosts import RobotsRecord, load_robots, save_robots
from services.fetch.robots import (
    ROBOTS_MAX_BYTES,
    ROBOTS_REDIRECTS_MAX,
    RobotsVerdicts,
    parse_robots,
    robots_url,
)
from services.stage.endings import Rejected, StageError
from services.stage.in_order import InOrder
from services.stage.store import Store

ORIGINS_IN_MEMORY = 20_000


class RobotsKeeper:
    """Gives the rules that govern a URL, fresh enough by RFC 9309 section 2.4."""

    def __init__(self, store: Store, client: Client) -> None:
        self._store = store
        self._client = client
        self._known: OrderedDict[str, tuple[RobotsVerdicts, float]] = OrderedDict()
        self._asking = InOrder()

    def remembered(self, url: Url) -> RobotsVerdicts | None:
        """Return the rules if they are in memory and fresh."""
        verdicts, expires_at = self._known.get(url.origin, (None, 0.0))
        return verdicts if expires_at > time.time() else None

    async def of(self, url: Url) -> RobotsVerdicts:
        """Return the rules, asking the host if need be.

        Raises what `Client.get` raises where nobody was reached: that says nothing of robots.txt,
        so it is not kept, and each further URL has to knock again.
        """
        verdicts = self.remembered(url)
        if verdicts is not None:
            return verdicts
        async with self._asking.of(url.origin):
            return self.remembered(url) or await self._stored(url) or await self._asked(url)

    async def _stored(self, url: Url) -> RobotsVerdicts | None:
        record = await self._store.call(load_robots, url.origin)
        if record is None or record.expires_at <= time.time():
            return None
        return self._keep(url.origin, parse_robots(record.status, record.body), record.expires_at)

    async def _asked(self, url: Url) -> RobotsVerdicts:
        status, body = await self._fetched(url)
        verdicts = parse_robots(status, body)
        fetched_at = time.time()
        expires_at = fetched_at + verdicts.keep_seconds
        record = RobotsRecord(url.origin, status, verdicts.body, fetched_at, expires_at)
        await self._store.call(save_robots, record)
        return self._keep(url.origin, verdicts, expires_at)

    async def _fetched(self, url: Url) -> tuple[int | None, bytes]:
        try:
            answer = await self._client.get(
                robots_url(url),
                truncate_at_bytes=ROBOTS_MAX_BYTES + 1,
                redirects_max=ROBOTS_REDIRECTS_MAX,
            )
        except StageError as error:
            if _nobody_answered(error):
                raise
            return None, b""
        if isinstance(answer, Rejected):
            return 404, b""  # too many redirects, or one that cannot be followed: RFC 9309 2.3.1.2
        return answer.status, answer.body

    def _keep(self, origin: str, verdicts: RobotsVerdicts, expires_at: float) -> RobotsVerdicts:
        self._known[origin] = verdicts, expires_at
        self._known.move_to_end(origin)
        while len(self._known) > ORIGINS_IN_MEMORY:
            self._known.popitem(last=False)
        return verdicts


def _nobody_answered(error: StageError) -> bool:
    """Tell a host that is not there from one whose robots.txt cannot be read."""
    if error.reason is Reason.TIMEOUT:
        return error.detail == CONNECTION
    return error.reason in (Reason.DNS_ERROR, Reason.CONNECT_ERROR, Reason.TLS_ERROR)

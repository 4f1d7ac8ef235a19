"""tdmrep.json of each origin: from memory, the store, or the host, which is asked once a day."""

import asyncio
import time
from collections import OrderedDict

from schemas.outcomes import Reason
from schemas.url import Url, host_of
from services.fetch.client import Client
from services.fetch.hosts import RobotsRecord, load_robots, save_robots
from services.fetch.tdmrep import TDMREP_MAX_BYTES, TdmRules, keep_seconds, parse_tdmrep, tdmrep_url
from services.stage.endings import Rejected, StageError
from services.stage.in_order import InOrder
from services.stage.store import Store

ORIGINS_IN_MEMORY = 20_000


class TdmrepKeeper:
    """Gives what an origin's file states; a file that cannot be had states nothing, for a while."""

    def __init__(self, store: Store, client: Client) -> None:
        self._store = store
        self._client = client
        self._known: OrderedDict[str, tuple[TdmRules, float]] = OrderedDict()
        self._asking = InOrder()

    def remembered(self, url: Url) -> TdmRules | None:
        """Return the statements if they are in memory and fresh."""
        rules, expires_at = self._known.get(url.origin, (None, 0.0))
        return rules if expires_at > time.time() else None

    async def of(self, url: Url) -> TdmRules:
        """Return the statements, asking the host if need be; never raises what the web does."""
        async with self._asking.of(url.origin):
            return self.remembered(url) or await self._stored(url) or await self._asked(url)

    async def _stored(self, url: Url) -> TdmRules | None:
        record = await self._store.call(load_robots, tdmrep_url(url))
        if record is None or record.expires_at <= time.time():
            return None
        return await self._keep(url, record)

    async def _asked(self, url: Url) -> TdmRules:
        status, body = await self._fetched(url)
        now = time.time()
        kept = body if len(body) <= TDMREP_MAX_BYTES else b""
        record = RobotsRecord(tdmrep_url(url), status, kept, now, now + keep_seconds(status))
        await self._store.call(save_robots, record)
        return await self._keep(url, record)

    async def _fetched(self, url: Url) -> tuple[int | None, bytes]:
        async def check_hop(href: str) -> Rejected | None:
            """Stay where the turn is held; what another host says is no word of this one."""
            return None if host_of(href) == url.host else Rejected(Reason.BAD_REDIRECT, href[:200])

        try:
            answer = await self._client.get(
                tdmrep_url(url), check_hop=check_hop, truncate_at_bytes=TDMREP_MAX_BYTES + 1
            )
        except StageError:
            return None, b""
        return (404, b"") if isinstance(answer, Rejected) else (answer.status, answer.body)

    async def _keep(self, url: Url, record: RobotsRecord) -> TdmRules:
        # a file of the greatest size takes tens of milliseconds
        rules = await asyncio.to_thread(parse_tdmrep, record.status, record.body)
        self._known[url.origin] = rules, record.expires_at
        self._known.move_to_end(url.origin)
        while len(self._known) > ORIGINS_IN_MEMORY:
            self._known.popitem(last=False)
        return rules

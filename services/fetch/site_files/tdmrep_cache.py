"""tdmrep.json of each origin: from memory, the store, or the host, which is asked once a day."""

import asyncio

from schemas.outcomes import Reason
from schemas.url import Url
from services.clock import unix
from services.fetch.http.client import Client
from services.fetch.http.redirects import parsed_target
from services.fetch.site_files.cache import SiteFileCache
from services.fetch.site_files.table import SiteFile
from services.fetch.site_files.tdmrep import (
    TDMREP_MAX_BYTES,
    TdmRules,
    keep_seconds,
    parse_tdmrep,
    tdmrep_url,
)
from services.stage.endings import Ended, StageError
from services.stage.store.store import Store


class TdmrepCache:
    """Gives what an origin's file states; a file that cannot be had states nothing, for a while."""

    def __init__(self, store: Store, client: Client) -> None:
        self._client = client
        self._files = SiteFileCache(store, tdmrep_url, _read)

    def remembered(self, url: Url) -> TdmRules | None:
        """Return the statements if they are in memory and fresh."""
        return self._files.remembered(url)

    async def get(self, url: Url) -> TdmRules:
        """Return the statements, asking the host if need be; never raises what the web does."""
        return await self._files.get(url, self._ask)

    async def _ask(self, url: Url) -> SiteFile:
        status, body = await self._fetch(url)
        now = unix()
        kept = body if len(body) <= TDMREP_MAX_BYTES else b""
        return SiteFile(tdmrep_url(url), status, kept, now, now + keep_seconds(status))

    async def _fetch(self, url: Url) -> tuple[int | None, bytes]:
        async def check_hop(href: str) -> Ended | None:
            """Stay where the turn is held; what another host says is no word of this one."""
            there = parsed_target(href)
            if isinstance(there, Ended):
                return there
            return None if there.host == url.host else Ended(Reason.BAD_REDIRECT, href[:200])

        try:
            response = await self._client.get(
                tdmrep_url(url), check_hop=check_hop, truncate_at_bytes=TDMREP_MAX_BYTES + 1
            )
        except StageError:
            return None, b""
        return (404, b"") if isinstance(response, Ended) else (response.status, response.body)


async def _read(file: SiteFile) -> TdmRules:
    # a file of the greatest size takes tens of milliseconds
    return await asyncio.to_thread(parse_tdmrep, file.status, file.body, file.name)

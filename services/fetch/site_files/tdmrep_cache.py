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


def tdmrep_cache(store: Store) -> SiteFileCache[TdmRules]:
    """Make the cache of what the files of all origins state."""
    return SiteFileCache(store, tdmrep_url, _read)


async def ask_tdmrep(client: Client, url: Url) -> SiteFile:
    """Ask a URL's host for its file; one that cannot be had states nothing, for a while."""
    status, body = await _fetch(client, url)
    now = unix()
    kept = body if len(body) <= TDMREP_MAX_BYTES else b""
    return SiteFile(tdmrep_url(url), status, kept, now, now + keep_seconds(status))


async def _fetch(client: Client, url: Url) -> tuple[int | None, bytes]:
    async def check_hop(href: str) -> Ended | None:
        """Stay where the turn is held; what another host says is no word of this one."""
        there = parsed_target(href)
        if isinstance(there, Ended):
            return there
        return None if there.host == url.host else Ended(Reason.BAD_REDIRECT, href[:200])

    try:
        response = await client.get(
            tdmrep_url(url), check_hop=check_hop, truncate_at_bytes=TDMREP_MAX_BYTES + 1
        )
    except StageError:
        return None, b""
    return (404, b"") if isinstance(response, Ended) else (response.status, response.body)


async def _read(file: SiteFile) -> TdmRules:
    # a file of the greatest size takes tens of milliseconds
    return await asyncio.to_thread(parse_tdmrep, file.status, file.body, file.name)

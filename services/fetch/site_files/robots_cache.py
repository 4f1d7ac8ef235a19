"""robots.txt of each origin: from memory, the store, or the host, which is asked once."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

from schemas.events import Rights
from schemas.outcomes import Reason
from schemas.url import Url, host_of
from services import metrics
from services.clock import unix
from services.fetch.http.client import Client
from services.fetch.http.redirects import parsed_target
from services.fetch.http.timing import CONNECTION
from services.fetch.http.types import Response
from services.fetch.site_files.cache import MEMORY_BYTES, SiteFileCache
from services.fetch.site_files.robots import (
    ROBOTS_MAX_BYTES,
    ROBOTS_REDIRECTS_MAX,
    RobotsRules,
    parse_robots,
    robots_url,
)
from services.fetch.site_files.table import SiteFile
from services.retry_after import retry_after_seconds
from services.stage.endings import Ended, StageError, TransientError
from services.stage.store.store import Store


@dataclass(frozen=True, slots=True)
class Refusal:
    """What a host said of itself instead of giving its robots.txt."""

    status: int | None = None
    """HTTP status; None where no response of its own came."""
    retry_after_seconds: float | None = None


class RobotsUnreachable(TransientError):
    """robots.txt cannot be read (RFC 9309, 2.3.1.4): nothing may be fetched until it can."""

    def __init__(self, status: int | None, wait_seconds: float, refusal: Refusal | None) -> None:
        """`wait_seconds`: until the next request for it. `refusal`: None where none was made."""
        asked_for = (refusal and refusal.retry_after_seconds) or 0.0
        super().__init__(
            Reason.ROBOTS_DENIED,
            f"robots.txt cannot be read (status {status}): nothing may be fetched",
            retry_after_seconds=max(wait_seconds, asked_for),
            status=status,
        )
        self.refusal = refusal


class RobotsCache:
    """Gives the rules that govern a URL, fresh enough by RFC 9309 section 2.4."""

    def __init__(
        self,
        store: Store,
        client: Client,
        may_ask: Callable[[Url], bool] = lambda url: True,
        memory_bytes: int = MEMORY_BYTES,
    ) -> None:
        """`may_ask` tells whether a redirect may lead to a URL of another host."""
        self._client = client
        self._may_ask = may_ask
        self.files = SiteFileCache(store, lambda url: url.origin, _read, memory_bytes)

    async def ask(self, url: Url) -> tuple[Rights, float | None]:
        """Return what the file says of a URL, and how many seconds it wants between requests.

        The first tells whether the URL may be asked for, and how its page may be used. Raises
        `RobotsUnreachable` while the file cannot be read, and what `get` raises.
        """
        rules, refusal = await self.get(url)
        rights = await self.stated(rules, url)
        metrics.ROBOTS.labels(rights.robots).inc()
        if rights.robots == "unreachable":
            wait_seconds = self.files.expires_at(url) - unix()
            raise RobotsUnreachable(rules.status, wait_seconds, refusal)
        return rights, rules.crawl_delay_seconds(self._client.user_agent_for(url.host))

    async def get(self, url: Url) -> tuple[RobotsRules, Refusal | None]:
        """Return the rules, asking the host if need be, and how it refused where it was asked.

        Raises what `Client.get` raises where nobody was reached: that says nothing of robots.txt,
        so it is not kept, and each further URL has to knock again.
        """
        refusal: Refusal | None = None

        async def ask(url: Url) -> SiteFile:
            nonlocal refusal
            status, body, said = await self._fetch(url)
            rules = parse_robots(status, body)
            refusal = said if rules.access == "unreachable" else None
            now = unix()
            return SiteFile(url.origin, status, rules.body, now, now + rules.keep_seconds)

        return await self.files.get(url, ask), refusal

    async def stated(self, rules: RobotsRules, url: Url) -> Rights:
        """Return what a file says of a URL; read in a thread where that takes long."""
        user_agent = self._client.user_agent_for(url.host)
        if rules.heavy:
            return await asyncio.to_thread(rules.stated, url, user_agent)
        return rules.stated(url, user_agent)

    async def _fetch(self, url: Url) -> tuple[int | None, bytes, Refusal]:
        is_moved = False

        async def check_hop(href: str) -> Ended | None:
            """Let the file be out of reach where it lies with a host that is not to be asked."""
            nonlocal is_moved
            is_moved = True
            there = parsed_target(href)
            if isinstance(there, Ended):
                return there
            if there.host != url.host and not self._may_ask(there):
                raise TransientError(Reason.ROBOTS_DENIED, f"robots.txt lies with {there.host}")
            return None

        try:
            response = await self._client.get(
                robots_url(url),
                check_hop=check_hop,
                truncate_at_bytes=ROBOTS_MAX_BYTES + 1,
                redirects_max=ROBOTS_REDIRECTS_MAX,
            )
        except StageError as error:
            if _nobody_answered(error) and not is_moved:
                raise  # once the host has answered, only its file is out of reach
            return None, b"", Refusal()
        if isinstance(response, Ended):
            # too many redirects, or one that cannot be followed: RFC 9309 2.3.1.2
            return 404, b"", Refusal()
        return response.status, response.body, _refusal(url, response)


async def _read(file: SiteFile) -> RobotsRules:
    return parse_robots(file.status, file.body)


def _refusal(url: Url, response: Response) -> Refusal:
    """Read a response as a refusal; of what another host says, nothing is the host's own word."""
    if host_of(response.final_url) != url.host:
        return Refusal()
    wait_seconds = retry_after_seconds(response.headers.get("Retry-After"), datetime.now(UTC))
    return Refusal(response.status, wait_seconds)


def _nobody_answered(error: StageError) -> bool:
    """Tell a host that is not there from one whose robots.txt cannot be read."""
    if error.reason is Reason.TIMEOUT:
        return error.detail == CONNECTION
    return error.reason in (Reason.DNS_ERROR, Reason.CONNECT_ERROR, Reason.TLS_ERROR)

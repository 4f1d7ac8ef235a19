"""The HTTP client: one URL in, one bounded response out, on a web that means harm.

Redirects are followed here and not by aiohttp, so that every hop is checked. Cookies are sent
within one chain of redirects, and forgotten at its end.
"""

import asyncio
import ssl
from collections.abc import Mapping
from time import perf_counter
from typing import Self

import aiohttp
from aiohttp.abc import AbstractResolver
from yarl import URL

from schemas.outcomes import Reason
from services import metrics
from services.content_types import ACCEPT
from services.fetch.http.connector import GuardedConnector
from services.fetch.http.download import Downloads, ReadOptions
from services.fetch.http.errors import WIRE_ERRORS, translate
from services.fetch.http.file_limit import raise_open_files_limit
from services.fetch.http.redirects import REDIRECT_STATUSES, RedirectChain, Redirected
from services.fetch.http.resolver import CaresResolver
from services.fetch.http.timing import CONNECTION, Attempt, PhaseClock, current_attempt
from services.fetch.http.tls import tls_context, unverified_tls_context
from services.fetch.http.types import (
    CheckHop,
    CheckStart,
    Conditional,
    LeadsTo,
    Response,
)
from services.fetch.http.user_agent import user_agent
from services.fetch.http.wire.header_text import location
from services.fetch.signing.wanted import signing
from services.policy.addresses import AddressPolicy, address_policy, refusal
from services.policy.live_rules import AnyRules
from services.policy.rules import NO_RULES
from services.settings import Settings
from services.stage.endings import Ended

_HEADERS = {
    "Accept": ACCEPT,
    "Accept-Encoding": "gzip, deflate, br, zstd",
}


class Client:
    """Fetches politely named, guarded and bounded; use as an async context manager.

    `get` returns a `Response` of any status, or `Ended`: `blocked_address`, `blocked_port`,
    `bad_redirect`, `too_many_redirects`, `bad_url`, or what `check_hop` says. It raises
    `TransientError` (`timeout`, `connect_error`, `dns_error`) and `PermanentError`
    (`tls_error`, `too_large`, `decompression_limit`, `no_decode`, and `dns_error` where DNS knows
    no such name).
    """

    def __init__(
        self,
        settings: Settings,
        policy: AddressPolicy | None = None,
        *,
        rules: AnyRules = NO_RULES,
        tls: ssl.SSLContext | None = None,
        resolver: AbstractResolver | None = None,
    ) -> None:
        """Set up, or raise `BadSettings` of a wrong key; `rules` may change meanwhile.

        `policy`: None: as the settings have it.
        """
        self._settings = settings
        self.policy = policy or address_policy(settings)
        self.user_agent = user_agent(settings.fetch_contact)
        self._rules = rules
        self._sign = signing(settings)
        self._tls = tls or tls_context()
        self._tls_unverified = unverified_tls_context()
        self._resolver = resolver
        self._timeout = aiohttp.ClientTimeout(
            total=None, sock_connect=self._settings.fetch_connect_timeout_seconds
        )
        self._downloads = Downloads(settings)
        self._session: aiohttp.ClientSession

    async def __aenter__(self) -> Self:
        """Open the pool of connections."""
        settings = self._settings
        # connections in use, and kept ones
        raise_open_files_limit(2 * settings.fetch_connections_max)
        resolver = self._resolver or CaresResolver(list(settings.fetch_dns_servers) or None)
        self._own_resolver = resolver if self._resolver is None else None
        self._session = aiohttp.ClientSession(
            connector=GuardedConnector(
                None if settings.fetch_proxy else self.policy,
                settings,
                resolver,
            ),
            headers={"User-Agent": self.user_agent, **_HEADERS},
            cookie_jar=aiohttp.DummyCookieJar(),
            timeout=self._timeout,
            auto_decompress=False,
            max_line_size=settings.fetch_header_max_bytes,
            max_field_size=settings.fetch_header_max_bytes,
            max_headers=settings.fetch_headers_max,
            proxy=settings.fetch_proxy,
        )
        # aiohttp would ask again on new connections too (aiohttp.test_utils switches it off so)
        self._session._retry_connection = False
        return self

    async def __aexit__(self, *_: object) -> None:
        """Close all connections."""
        await self._session.close()
        if self._own_resolver:
            await self._own_resolver.close()

    def user_agent_for(self, host: str) -> str:
        """Return the name under which a host is asked, by which its robots.txt calls us too."""
        return self._rules.for_host(host).user_agent or self.user_agent

    async def get(
        self,
        url: str,
        *,
        conditional: Conditional | None = None,
        check_hop: CheckHop | None = None,
        check_start: CheckStart | None = None,
        leads_to: LeadsTo | None = None,
        truncate_at_bytes: int | None = None,
        redirects_max: int | None = None,
    ) -> Response | Ended:
        """Fetch a URL and follow its redirects. `conditional` goes where it came from.

        The body is read where the status is 2xx; `leads_to` may say that it is a redirect. With
        `truncate_at_bytes` it is cut there, which is no error. `redirects_max` is the setting
        where None.
        """
        chain = RedirectChain(url, perf_counter(), ReadOptions(check_start, truncate_at_bytes))
        loop = asyncio.get_running_loop()
        deadline = loop.time() + self._settings.fetch_timeout_seconds
        most = self._settings.fetch_redirects_max if redirects_max is None else redirects_max
        while True:
            asked = conditional.headers(chain.url) if conditional else None
            got = await self._hop(chain, asked, deadline)
            if leads_to is not None and isinstance(got, Response):
                target = leads_to(got)
                got = got if target is None else Redirected(got.status, target)
            if not isinstance(got, Redirected):
                return got
            refused = chain.follow(got, most)
            if refused is None and check_hop is not None:
                asked_at = loop.time()
                refused = await check_hop(chain.url)
                deadline += loop.time() - asked_at
            if refused is not None:
                return refused

    async def _hop(
        self, chain: RedirectChain, headers: Mapping[str, str] | None, deadline: float
    ) -> Response | Ended | Redirected:
        """Ask one URL: a response, or where it leads."""
        try:
            target = URL(chain.url, encoded=True)
            host, port = target.raw_host or "", target.port or 0
        except ValueError as error:
            return Ended(Reason.BAD_URL, str(error)[:200])
        blocked = refusal(host, port, self.policy)
        if blocked is not None:
            return blocked
        attempt = Attempt(PhaseClock(deadline, self._settings), started=perf_counter())
        current_attempt.set(attempt)
        try:
            with attempt.clock:
                return await self._ask(chain, target, headers, attempt)
        except WIRE_ERRORS as error:
            end = translate(error, attempt)
            if isinstance(end, Ended):
                return end
            raise end from error

    async def _ask(
        self, chain: RedirectChain, target: URL, headers: Mapping[str, str] | None, attempt: Attempt
    ) -> Response | Ended | Redirected:
        rule = self._rules.for_host(target.raw_host or "")
        if rule.user_agent:
            headers = {"User-Agent": rule.user_agent, **(headers or {})}
        if cookie := chain.ask():
            headers = {"Cookie": cookie, **(headers or {})}
        tls = self._tls_unverified if rule.verify_tls is False else self._tls
        response = await self._send(target, headers, tls, attempt)
        attempt.first_byte = perf_counter()
        attempt.status = response.status
        try:
            if response.status in REDIRECT_STATUSES:
                chain.cookies.keep(response)
                return Redirected(response.status, location(response.headers))
            body = await self._downloads.read(response, attempt.clock, chain.options)
            return body if isinstance(body, Ended) else chain.response(response, body, attempt)
        except BaseException:
            response.close()
            raise
        finally:
            response.release()  # closes the connection where the body was not read to its end

    async def _send(
        self, target: URL, headers: Mapping[str, str] | None, tls: ssl.SSLContext, attempt: Attempt
    ) -> aiohttp.ClientResponse:
        """Send one request; a second time only where a kept connection turns out to be closed.

        A server that hangs up on a new connection is in trouble: to ask again at once is impolite.
        """
        try:
            return await self._get_signed(target, headers, tls)
        except (aiohttp.ServerDisconnectedError, aiohttp.ClientOSError) as error:
            if attempt.socket_made or isinstance(error, aiohttp.ClientConnectorError):
                raise
        attempt.connected = 0.0
        attempt.clock.enter(CONNECTION, self._settings.fetch_connect_timeout_seconds)
        return await self._get_signed(target, headers, tls)

    async def _get_signed(
        self, target: URL, headers: Mapping[str, str] | None, tls: ssl.SSLContext
    ) -> aiohttp.ClientResponse:
        signed = {**(headers or {}), **self._sign(target.host_port_subcomponent or "")}
        return await self._session.get(
            target, headers=signed or None, allow_redirects=False, ssl=tls
        )


def count_page(response: Response) -> None:
    """Count a response as that of a page."""
    metrics.HTTP_RESPONSES.labels(f"{response.status // 100}xx").inc()
    for phase, milliseconds in response.phases_ms.items():
        if milliseconds:  # a kept connection and plain HTTP have fewer phases
            metrics.FETCH_PHASE.labels(phase).observe(milliseconds / 1000)

"""Connections that reach only what the policy allows, whatever a URL, a redirect or a name says.

What the guard says, and when a socket was made, goes into the attempt that wanted it.
"""

import socket
from collections.abc import Callable
from functools import partial
from time import perf_counter
from typing import Any, cast

import aiohttp
from aiohttp.abc import AbstractResolver
from aiohttp.client_proto import ResponseHandler
from aiohttp.client_reqrep import ClientRequest
from aiohttp.connector import Connection

from services.fetch.http.timing import current_attempt, mark
from services.fetch.http.wire.head_first import HeadFirst
from services.policy.addresses import AddressPolicy
from services.policy.guarded_socket import AddressInfo, BlockedAddress, guarded_socket
from services.settings import Settings

SocketFactory = Callable[[AddressInfo], socket.socket]

DNS_CACHE_HOSTS = 50_000


class GuardedConnector(aiohttp.TCPConnector):
    """A connector whose sockets only reach what the policy allows.

    With a proxy the guard has limits: the socket leads to the proxy, so only the names and
    literals of URLs are checked here (by the client), and what a name resolves to is the proxy's
    affair. Run the proxy where it cannot reach what must not be reached.
    """

    def __init__(
        self,
        policy: AddressPolicy | None,
        settings: Settings,
        resolver: AbstractResolver,
        **kwargs: Any,
    ) -> None:
        """Guard with `policy`; None guards nothing, for the connections to a proxy."""
        super().__init__(
            socket_factory=noting_socket(policy),
            resolver=resolver,
            limit=settings.fetch_connections_max,
            keepalive_timeout=settings.fetch_keepalive_seconds,
            ttl_dns_cache=settings.fetch_dns_cache_seconds,
            dns_cache_max_size=DNS_CACHE_HOSTS,
            **kwargs,
        )
        self._factory = cast("partial[ResponseHandler]", partial(HeadFirst, loop=self._loop))
        self._first_byte_timeout_seconds = settings.fetch_first_byte_timeout_seconds

    async def connect(
        self,
        req: ClientRequest,
        traces: list[Any],
        timeout: aiohttp.ClientTimeout,  # noqa: ASYNC109
    ) -> Connection:
        """Get a connection, and begin to wait for the first byte."""
        connection = await super().connect(req, traces, timeout)
        attempt = current_attempt.get()
        if attempt is not None:
            attempt.connected = perf_counter()
            attempt.clock.enter("first byte", self._first_byte_timeout_seconds)
        return connection


def noting_socket(policy: AddressPolicy | None) -> SocketFactory:
    """Make a socket factory that tells the current attempt what became of it."""

    def make_and_note(address_info: AddressInfo) -> socket.socket:
        try:
            made = guarded_socket(policy, address_info)
        except BlockedAddress as error:
            if (attempt := current_attempt.get()) is not None:
                attempt.blocked = error.strerror
            raise
        mark("socket_made")
        return made

    return make_and_note

"""The address guard, where the socket is made.

Every attempt, every redirect hop and every resolved address passes `guarded_socket`, and the
address that was checked is the one that is connected to. So a name whose answer changes between
check and use (DNS rebinding) gains nothing.
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
from services.fetch.http.types import ClientLimits
from services.fetch.http.wire.head_first import HeadFirst
from services.policy.addresses import AddressPolicy, blocked_address, blocked_port

SocketFactory = Callable[[tuple[Any, ...]], socket.socket]


class BlockedAddress(OSError):
    """The guard refused an address. An `OSError`, so that the next address is tried."""


class GuardedConnector(aiohttp.TCPConnector):
    """A connector whose sockets only reach what the policy allows.

    With a proxy the guard has limits: the socket leads to the proxy, so only the names and
    literals of URLs are checked here (by the client), and what a name resolves to is the proxy's
    affair. Run the proxy where it cannot reach what must not be reached.
    """

    def __init__(
        self,
        policy: AddressPolicy | None,
        limits: ClientLimits,
        resolver: AbstractResolver,
        **kwargs: Any,
    ) -> None:
        """Guard with `policy`; None guards nothing, for the connections to a proxy."""
        super().__init__(
            socket_factory=guarded_socket(policy),
            resolver=resolver,
            limit=limits.connections_max,
            keepalive_timeout=limits.keepalive_seconds,
            ttl_dns_cache=limits.dns_cache_seconds,
            dns_cache_max_size=limits.dns_cache_hosts,
            **kwargs,
        )
        self._factory = cast("partial[ResponseHandler]", partial(HeadFirst, loop=self._loop))
        self._first_byte_timeout_seconds = limits.first_byte_timeout_seconds

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


def guarded_socket(policy: AddressPolicy | None) -> SocketFactory:
    """Make a socket factory that raises `BlockedAddress` for what the policy forbids."""

    def make(address_info: tuple[Any, ...]) -> socket.socket:
        family, kind, protocol, _, address = address_info
        if policy is not None:
            _refuse(address[0], address[1], policy)
        mark("socket_made")
        return socket.socket(family=family, type=kind, proto=protocol)

    return make


def _refuse(address: str, port: int, policy: AddressPolicy) -> None:
    blocked = blocked_address(address, policy) or blocked_port(port, policy)
    if blocked is None:
        return
    attempt = current_attempt.get()
    if attempt is not None:
        attempt.blocked = blocked
    raise BlockedAddress(None, blocked)

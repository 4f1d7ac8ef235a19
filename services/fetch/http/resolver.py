"""Names to addresses with c-ares: thousands of lookups at once, no thread is held by a slow one."""

import socket

import aiodns
from aiohttp.abc import AbstractResolver, ResolveResult

from services.fetch.http.timing import mark

_NUMERIC = socket.AI_NUMERICHOST | socket.AI_NUMERICSERV
_NO_SUCH_NAME = {aiodns.error.ARES_ENOTFOUND, aiodns.error.ARES_ENODATA, aiodns.error.ARES_EBADNAME}


class NameNotResolved(OSError):
    """The lookup failed; `permanent` where DNS says that there is no such name."""

    def __init__(self, detail: str, permanent: bool) -> None:
        super().__init__(None, detail)
        self.detail = detail
        self.permanent = permanent


class CaresResolver(AbstractResolver):
    """Resolve names with the system's configuration, or with given servers."""

    def __init__(
        self, servers: list[str] | None = None, timeout_seconds: float = 2.0, tries: int = 2
    ) -> None:
        """`servers` are `address` or `address:port`; a try lasts `timeout_seconds`."""
        self._resolver = aiodns.DNSResolver(
            nameservers=servers, timeout=timeout_seconds, tries=tries
        )

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_UNSPEC
    ) -> list[ResolveResult]:
        """Look a name up, or raise `NameNotResolved`."""
        try:
            answer = await self._resolver.getaddrinfo(
                host, port=port, type=socket.SOCK_STREAM, family=family, flags=socket.AI_ADDRCONFIG
            )
        except aiodns.error.DNSError as error:
            raise NameNotResolved(str(error.args[-1]), error.args[0] in _NO_SUCH_NAME) from None
        finally:
            mark("dns_done")
        found = [
            ResolveResult(
                hostname=host, host=_text(node.addr[0]), port=port, family=node.family,
                proto=0, flags=_NUMERIC,
            )
            for node in answer.nodes
        ]  # fmt: skip
        if not found:
            raise NameNotResolved("no address", permanent=True)
        return found

    async def close(self) -> None:
        """End all lookups."""
        await self._resolver.close()


def _text(address: bytes | str) -> str:
    return address.decode("ascii") if isinstance(address, bytes) else address

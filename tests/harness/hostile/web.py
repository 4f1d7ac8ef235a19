"""The hostile server as a process of its own, and a client that may reach it and nothing else."""

import json
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import cache
from ipaddress import ip_network

from aiohttp.abc import AbstractResolver, ResolveResult

from schemas.events import PageFetched, UrlAccepted
from services.fetch.fetch import check_kind, read_response
from services.fetch.http.client import Client
from services.fetch.http.resolver import NameNotResolved
from services.fetch.http.tls import tls_context
from services.fetch.http.types import Conditional
from services.fetch.visit.refresh import refresh_target
from services.policy.addresses import AddressPolicy
from services.policy.rules import HostRule, Rules
from services.settings import Settings
from services.stage.endings import Ended
from tests.harness.hostile.cases import Case
from tests.harness.hostile.server import ADDRESS, Site
from tests.support.fetch_settings import settings_with

SHORT = settings_with(
    contact="https://newsreel.example/bot",
    connect_timeout_seconds=2.0,
    first_byte_timeout_seconds=1.0,
    timeout_seconds=8.0,
    least_rate_bytes_per_second=2_000,
    rate_grace_seconds=0.7,
)
"""Limits for tests: what takes 30 s in production takes one here."""

EXCEPTED = Rules(hosts={"excepted.test": HostRule(verify_tls=False)})

NAMES = {
    "good.test": [ADDRESS],
    "other.test": [ADDRESS],
    "excepted.test": [ADDRESS],
    "inside.test": ["10.0.0.1"],
    "mapped.test": ["::ffff:127.0.0.1"],
    "mixed.test": ["192.168.0.1", ADDRESS],
}


class StaticResolver(AbstractResolver):
    """Names from a table; `broken-dns.test` fails for now, every other name for good."""

    def __init__(self, names: dict[str, list[str]] = NAMES) -> None:
        self._names = names

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_UNSPEC
    ) -> list[ResolveResult]:
        if host not in self._names:
            raise NameNotResolved("no such name", permanent=host != "broken-dns.test")
        return [
            ResolveResult(hostname=host, host=address, port=port, proto=0, flags=0,
                          family=socket.AF_INET6 if ":" in address else socket.AF_INET)
            for address in self._names[host]
        ]  # fmt: skip

    async def close(self) -> None:
        pass


async def fetch_page(
    client: Client, accepted: UrlAccepted, conditional: Conditional | None = None
) -> PageFetched | Ended:
    """Fetch as the fetch service does, but at once and without a look at robots.txt."""
    response = await client.get(
        accepted.url, conditional=conditional, check_start=check_kind, leads_to=refresh_target
    )
    if isinstance(response, Ended):
        return response
    return read_response(accepted, response, datetime.now(UTC), conditional=conditional)


@contextmanager
def hostile_site() -> Iterator[Site]:
    """Run the server in a process of its own."""
    command = [sys.executable, "-m", "tests.harness.hostile.server"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        try:
            yield Site(**json.loads(process.stdout.readline()))
        finally:
            process.kill()


def closed_port() -> int:
    """Give a port that nobody listens on."""
    with socket.socket() as sock:
        sock.bind((ADDRESS, 0))
        port: int = sock.getsockname()[1]
    return port


def policy_for(site: Site, *ports: int) -> AddressPolicy:
    """Allow the server's address and ports, and 80 and 443 as ever."""
    listening = {site.http, site.https, site.expired, site.self_signed, site.wrong_host}
    return AddressPolicy((ip_network(ADDRESS),), frozenset({80, 443, *listening, *ports}))


def url_of(case: Case, host: str, site: Site, closed: int) -> str:
    """Return a row's URL at a host of the server; a row with an address of its own keeps it."""
    url = case.url if "://" in case.url[:8] else f"http://{host}:{{http}}{case.url}"
    ports = {slot: getattr(site, slot) for slot in Site.__slots__} | {"closed": closed}
    for name, port in ports.items():
        url = url.replace(f"{{{name}}}", str(port))
    return url


_context = cache(tls_context)


def client_for(
    site: Site,
    policy: AddressPolicy,
    settings: Settings = SHORT,
    resolver: AbstractResolver | None = None,
) -> Client:
    """Make a client that knows the server's names and its certificate authority."""
    return Client(
        settings,
        policy,
        tls=_context(site.ca_file),
        rules=EXCEPTED,
        resolver=resolver or StaticResolver(),
    )

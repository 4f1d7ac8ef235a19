"""The guard at the socket: first URLs, redirects, names, names that change, and a proxy."""

import asyncio
import socket
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from ipaddress import ip_network
from pathlib import Path
from urllib.parse import quote

import pytest

from schemas.outcomes import Reason
from services.fetch.http.client import Client
from services.fetch.http.resolver import CaresResolver
from services.fetch.http.tls import tls_context
from services.fetch.http.types import Response
from services.policy.addresses import AddressPolicy
from services.settings import Settings
from services.stage.endings import Ended, StageError, TransientError
from tests.harness.hostile.server import ADDRESS, Site
from tests.harness.hostile.tricks.answers import PAGE
from tests.harness.hostile.web import SHORT, StaticResolver, client_for, hostile_site, policy_for
from tests.support.dns import changing_dns
from tests.support.fetch_settings import settings_with

BLOCKED = Path(__file__).parents[2] / "policy" / "addresses_blocked.txt"
NEVER = BLOCKED.read_text(encoding="utf-8").split()
NO_URL = {"[fe80::1%25eth0]", "[fe80::1%eth0]", "1.2.3.4.5", "256.256.256.256", "4294967296",
          "08.8.8.8", "[1::2::3]"}  # fmt: skip
"""What the URL standard does not take as a host in the first place."""


@pytest.fixture(scope="module")
def site() -> Iterator[Site]:
    with hostile_site() as site:
        yield site


@asynccontextmanager
async def listener(address: str, port: int = 0) -> AsyncIterator[tuple[int, list[bytes]]]:
    """Listen, answer with a page, and note what was asked."""
    seen: list[bytes] = []

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        seen.append(await reader.readuntil(b"\r\n\r\n"))
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nhi")
        writer.close()

    server = await asyncio.start_server(answer, address, port)
    async with server:
        yield server.sockets[0].getsockname()[1], seen


@pytest.mark.parametrize("host", NEVER)
async def test_a_redirect_to_a_forbidden_address_is_refused(host: str, site: Site) -> None:
    url = f"http://good.test:{site.http}/to/302?{quote(f'http://{host}/')}"
    async with client_for(site, policy_for(site)) as client:
        end = await client.get(url)
    assert isinstance(end, Ended)
    assert end.reason == (Reason.BAD_REDIRECT if host in NO_URL else Reason.BLOCKED_ADDRESS)


@pytest.mark.parametrize("host", NEVER)
async def test_a_forbidden_address_is_refused_as_the_first_url(host: str) -> None:
    async with Client(SHORT) as client:
        end = await client.get(f"http://{host}/")
    assert isinstance(end, Ended)
    assert end.reason in (Reason.BLOCKED_ADDRESS, Reason.BAD_URL)


@pytest.mark.parametrize(
    "address",
    ["127.0.0.1", "10.0.0.1", "169.254.169.254", "0.0.0.0", "::1", "::ffff:127.0.0.1",
     "64:ff9b::7f00:1", "fe80::1", "fd00::1", "224.0.0.1", "198.18.0.1", "100.64.0.1"],
)  # fmt: skip
async def test_a_name_that_resolves_to_a_forbidden_address_is_refused(address: str) -> None:
    async with Client(SHORT, resolver=StaticResolver({"a.test": [address, address]})) as client:
        end = await client.get("http://a.test/")
    assert isinstance(end, Ended)
    assert end.reason is Reason.BLOCKED_ADDRESS


@pytest.mark.parametrize("addresses", [[ADDRESS, "10.0.0.1"], ["10.0.0.1", ADDRESS]])
async def test_a_name_with_an_allowed_address_too_fails_only_while_that_refuses(
    addresses: list[str],
) -> None:
    with socket.socket() as closed:
        closed.bind((ADDRESS, 0))
        port = closed.getsockname()[1]
        policy = AddressPolicy((ip_network(ADDRESS),), frozenset({port}))
        resolver = StaticResolver({"a.test": addresses})
        async with Client(SHORT, policy, resolver=resolver) as client:
            with pytest.raises(TransientError) as caught:
                await client.get(f"http://a.test:{port}/")
    assert caught.value.reason is Reason.CONNECT_ERROR


async def test_a_name_that_answers_differently_the_second_time_reaches_nothing_forbidden() -> None:
    limits = settings_with(SHORT, dns_cache_seconds=0)
    async with listener(ADDRESS) as (port, public), listener("127.0.0.1", port) as (_, secret):
        policy = AddressPolicy((ip_network(ADDRESS),), frozenset({port}))
        with changing_dns({"rebind.test": [ADDRESS, "127.0.0.1"]}) as dns:
            resolver = CaresResolver([dns.address])
            async with Client(limits, policy, resolver=resolver) as client:
                first = await client.get(f"http://rebind.test:{port}/")
                asked = len(dns.asked)
                second = await client.get(f"http://rebind.test:{port}/")
            await resolver.close()
    assert isinstance(first, Response)
    assert asked == 1, "the address that was checked is the one that was connected to"
    assert second == Ended(Reason.BLOCKED_ADDRESS, "127.0.0.1 is loopback")
    assert (len(public), secret) == (1, [])


async def test_a_name_that_does_not_exist_fails_for_good() -> None:
    with changing_dns({}) as dns:
        resolver = CaresResolver([dns.address])
        async with Client(SHORT, resolver=resolver) as client:
            with pytest.raises(StageError) as caught:
                await client.get("http://nowhere.test/")
        await resolver.close()
    assert type(caught.value).__name__ == "PermanentError"
    assert caught.value.reason is Reason.DNS_ERROR


async def test_a_name_server_that_is_silent_is_asked_again_later() -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as silent:
        silent.bind(("127.0.0.1", 0))
        resolver = CaresResolver([f"127.0.0.1:{silent.getsockname()[1]}"], 0.2, 1)
        async with Client(SHORT, resolver=resolver) as client:
            with pytest.raises(StageError) as caught:
                await client.get("http://nowhere.test/")
        await resolver.close()
    assert isinstance(caught.value, TransientError)
    assert caught.value.reason is Reason.DNS_ERROR


def behind(port: int) -> Settings:
    return settings_with(SHORT, proxy=f"http://127.0.0.1:{port}")


async def test_through_a_proxy_names_go_to_it_unresolved_and_literals_are_still_checked() -> None:
    async with (
        listener("127.0.0.1") as (port, seen),
        Client(behind(port), resolver=StaticResolver({})) as client,
    ):
        page = await client.get("http://news.test/a")
        refused = await client.get("http://169.254.169.254/")
    assert isinstance(page, Response)
    assert isinstance(refused, Ended)
    assert [request.split(b"\r\n")[0] for request in seen] == [b"GET http://news.test/a HTTP/1.1"]


@asynccontextmanager
async def tunnel() -> AsyncIterator[tuple[int, list[bytes]]]:
    """Play an HTTP proxy that resolves every name to the hostile site."""
    seen: list[bytes] = []

    async def pipe(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while data := await reader.read(65_536):
            writer.write(data)
        writer.close()

    async def connect(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        seen.append((await reader.readuntil(b"\r\n\r\n")).split(b"\r\n")[0])
        port = int(seen[-1].split(b" ")[1].rpartition(b":")[2])
        there_reader, there_writer = await asyncio.open_connection(ADDRESS, port)
        writer.write(b"HTTP/1.1 200 Connection established\r\n\r\n")
        await asyncio.gather(pipe(reader, there_writer), pipe(there_reader, writer))

    server = await asyncio.start_server(connect, "127.0.0.1", 0)
    async with server:
        yield server.sockets[0].getsockname()[1], seen


async def test_through_a_proxy_tls_is_verified_end_to_end(site: Site) -> None:
    async with tunnel() as (port, seen):
        client = Client(
            behind(port), policy_for(site),
            tls=tls_context(site.ca_file), resolver=StaticResolver({}),
        )  # fmt: skip
        async with client:
            page = await client.get(f"https://good.test:{site.https}/good")
            with pytest.raises(StageError) as caught:
                await client.get(f"https://good.test:{site.wrong_host}/good")
    assert isinstance(page, Response)
    assert page.body == PAGE
    assert caught.value.reason is Reason.TLS_ERROR
    assert seen[0] == f"CONNECT good.test:{site.https} HTTP/1.1".encode()

"""Sites that set a cookie with a redirect, and want it back before they show the page."""

import asyncio
from dataclasses import dataclass, field
from ipaddress import ip_network

import pytest

from schemas.outcomes import Reason
from services.fetch.http.client import Client
from services.fetch.http.types import Response
from services.policy.addresses import AddressPolicy
from services.stage.endings import Ended
from tests.harness.hostile.server import ADDRESS
from tests.harness.hostile.web import SHORT, StaticResolver


@dataclass
class Gate:
    """Shows its page to those who bring `wanted`, and sends all others through `moves`."""

    wanted: str
    moves: dict[str, tuple[str, str]]
    """By path: the Location, and what is set with it."""
    port: int = 0
    brought: list[str] = field(default_factory=list)

    async def talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = (await reader.readuntil(b"\r\n\r\n")).decode()
        cookie = next((x[8:] for x in head.splitlines() if x.startswith("Cookie: ")), "")
        self.brought.append(cookie)
        path = head.split(" ")[1]
        if self.wanted == cookie and path == "/page":
            writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nstory")
        else:
            location, cookie = self.moves[path]
            head = f"Location: {location.format(self)}\r\nSet-Cookie: {cookie}"
            writer.write(f"HTTP/1.1 302 Found\r\n{head}\r\nContent-Length: 0\r\n\r\n".encode())
        writer.close()


async def visit(gate: Gate, host: str = "good.test") -> Response | Ended:
    listening = await asyncio.start_server(gate.talk, ADDRESS, 0)
    gate.port = listening.sockets[0].getsockname()[1]
    policy = AddressPolicy((ip_network(ADDRESS),), frozenset({gate.port}))
    async with Client(SHORT, policy, resolver=StaticResolver()) as client:
        for _ in range(2):  # the second visit brings nothing of the first
            got = await client.get(f"http://{host}:{gate.port}/page")
    listening.close()
    return got


SET = {
    "itself": ("seen=1", {"/page": ("/page", "seen=1; Path=/; HttpOnly")}),
    "a-gate": ("a=b=c", {"/page": ("/gate", "x=1; Path=/gate"),
                         "/gate": ("/page", "a=b=c; Domain=good.test; Max-Age=60; Path=/")}),
    "the-newest": ("n=2", {"/page": ("/gate", "n=1; Path=/"), "/gate": ("/page", "n=2; Path=/")}),
    "two": ("a=1; b=2", {"/page": ("/page", "a=1\r\nSet-Cookie: b=2; SameSite=Lax")}),
}  # fmt: skip


@pytest.mark.parametrize(
    ("name", "host"),
    [*((name, "good.test") for name in SET), ("itself", ADDRESS), ("two", ADDRESS)],
)
async def test_a_page_that_wants_the_cookie_of_its_redirect_is_read(name: str, host: str) -> None:
    gate = Gate(*SET[name])
    got = await visit(gate, host)
    assert isinstance(got, Response), got
    assert got.body == b"story"
    half = len(gate.brought) // 2
    assert gate.brought[:half] == gate.brought[half:]


KEPT_BACK = {
    "for-tls-alone": ("/page", "seen=1; Secure"),
    "of-another-path": ("/page", "seen=1; Path=/other"),
    "of-another-site": ("/page", "seen=1; Domain=other.test"),
    "expired": ("/page", "seen=1; Max-Age=0"),
    "not-wanted": ("/page", "seen=2"),
}


@pytest.mark.parametrize("name", KEPT_BACK)
async def test_a_cookie_goes_only_where_it_belongs_and_the_rest_is_a_loop(name: str) -> None:
    got = await visit(Gate("seen=1", {"/page": KEPT_BACK[name]}))
    assert isinstance(got, Ended)
    assert got.reason is Reason.TOO_MANY_REDIRECTS


async def test_a_cookie_that_is_new_each_time_ends_after_the_allowed_redirects() -> None:
    gate = Gate("never", {"/page": ("/page", "n=0; Path=/")})
    count = iter(range(1000))

    class Counting(dict[str, tuple[str, str]]):
        def __getitem__(self, path: str) -> tuple[str, str]:
            return "/page", f"n={next(count)}; Path=/"

    gate.moves = Counting()
    got = await visit(gate)
    assert isinstance(got, Ended)
    assert got.detail == f"more than {SHORT.fetch_redirects_max}"

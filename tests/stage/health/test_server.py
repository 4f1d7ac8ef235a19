"""Where the probes answer, and a stage's own routes."""

from socket import socket

import pytest
from aiohttp import ClientSession, web

from services.settings import BadSettings
from services.stage.health.server import HealthServer, json_response

PATHS = ("/metrics", "/health/live", "/health/ready", "/own")


def free_port() -> int:
    with socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


async def own(_: web.Request) -> web.StreamResponse:
    return json_response({"mine": True})


async def answers(port: int) -> list[int]:
    """Ask for every path; return the status codes."""
    found = []
    async with ClientSession() as session:
        for path in PATHS:
            async with session.get(f"http://127.0.0.1:{port}{path}") as response:
                found.append(response.status)
    return found


@pytest.mark.parametrize("apart", [False, True])
async def test_the_routes_of_a_stage_are_beside_the_probes_or_on_a_port_of_their_own(
    apart: bool,
) -> None:
    server = HealthServer(list, lambda: ["Kafka is away"])
    server.add("/own", own)
    routes = free_port() if apart else None
    await server.start("127.0.0.1", 0, routes)
    try:
        assert await answers(server.port) == [200, 200, 503, 404 if apart else 200]
        if routes is not None:
            assert await answers(routes) == [404, 404, 404, 200]
    finally:
        await server.stop()


async def test_a_stage_without_routes_takes_no_second_port() -> None:
    with socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        server = HealthServer(list, list)
        await server.start("127.0.0.1", 0, int(taken.getsockname()[1]))
        await server.stop()


@pytest.mark.parametrize("setting", ["NEWSREEL_HTTP_PORT", "NEWSREEL_LEDGER_PORT"])
async def test_a_port_that_is_taken_is_told_with_its_setting(setting: str) -> None:
    server = HealthServer(list, list)
    server.add("/own", own)
    with socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        ports = (port, None) if setting == "NEWSREEL_HTTP_PORT" else (0, port)
        with pytest.raises(BadSettings) as told:
            await server.start("127.0.0.1", *ports)
    await server.stop()
    assert str(told.value) == f"{setting}: 127.0.0.1:{port}: address already in use"


async def test_a_host_that_is_not_ours_is_told_with_its_setting() -> None:
    server = HealthServer(list, list)
    with pytest.raises(BadSettings, match=r"^NEWSREEL_HTTP_HOST: no-such-host.invalid:0: "):
        await server.start("no-such-host.invalid", 0)
    await server.stop()

"""Asking the running stages: where they listen, their metrics, the ledger's answers."""

import asyncio
import socket
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

import aiohttp
from prometheus_client.parser import text_string_to_metric_families

from services.cli.errors import Problem
from services.settings import Settings
from services.stage.health.process_registry import read_port_files

TIMEOUT = aiohttp.ClientTimeout(total=5)


@dataclass(frozen=True, slots=True)
class StageView:
    """One process of a stage, as its metrics tell."""

    stage: str
    address: str
    problems: list[str]
    samples: dict[str, list[tuple[dict[str, str], float]]] = field(default_factory=dict)

    def total(self, name: str, **labels: str) -> float:
        """Sum of the samples of a metric that carry the labels."""
        return sum(
            value for found, value in self.samples.get(name, []) if labels.items() <= found.items()
        )


def addresses(settings: Settings, given: Iterable[str]) -> list[tuple[str, str]]:
    """Stage and address of each process: as given (`host:port`), or from the local notes."""
    chosen = [("", each) for each in given]
    return chosen or [(n.stage, f"127.0.0.1:{n.port}") for n in read_port_files(settings.run_dir)]


async def processes(found: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """Put every address of a name in its place: of a service with several processes, each."""
    each = await asyncio.gather(*(_behind(address) for _, address in found))
    return [
        (stage, address)
        for (stage, _), behind in zip(found, each, strict=True)
        for address in behind
    ]


async def _behind(address: str) -> list[str]:
    host, _, port = address.rpartition(":")
    try:
        told = await asyncio.get_running_loop().getaddrinfo(
            host, port, family=socket.AF_INET, type=socket.SOCK_STREAM
        )
    except OSError:
        return [address]  # an IPv6 address, or a name that says nothing: asking it tells more
    return sorted({f"{each[4][0]!s}:{port}" for each in told})


async def look(stage: str, address: str) -> StageView:
    """Read one process's metrics and readiness."""
    try:
        async with aiohttp.ClientSession(timeout=TIMEOUT) as session:
            async with session.get(f"http://{address}/metrics") as response:
                text = await response.text()
            async with session.get(f"http://{address}/health/ready") as response:
                problems = (await response.json())["problems"]
    except (aiohttp.ClientError, TimeoutError, OSError) as error:
        return StageView(stage or "?", address, [f"does not answer: {error}"])
    samples: dict[str, list[tuple[dict[str, str], float]]] = {}
    for family in text_string_to_metric_families(text):
        for sample in family.samples:
            samples.setdefault(sample.name, []).append((dict(sample.labels), sample.value))
    ready = samples.get("newsreel_ready", [])
    return StageView(stage or (ready[0][0]["stage"] if ready else "?"), address, problems, samples)


async def ask_ledger(settings: Settings, path: str, **query: str) -> Any:
    """GET a path of the ledger; a clear `Problem` where none runs."""
    address = settings.ledger_url or _local_ledger(settings)
    try:
        async with (
            aiohttp.ClientSession(timeout=TIMEOUT) as session,
            session.get(f"{address}{path}", params=query) as response,
        ):
            response.raise_for_status()
            return await response.json()
    except (aiohttp.ClientError, TimeoutError, OSError) as error:
        raise Problem(f"the ledger at {address} does not answer: {error}") from error


def _local_ledger(settings: Settings) -> str:
    for note in read_port_files(settings.run_dir):
        if note.stage == "ledger":
            return f"http://127.0.0.1:{note.port}"
    raise Problem(
        f"no ledger runs here (no note in {settings.run_dir}/): start one with `newsreel up`,"
        " or set NEWSREEL_LEDGER_URL"
    )

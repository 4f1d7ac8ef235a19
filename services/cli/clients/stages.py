"""Asking the running stages: where they listen, and what their metrics tell."""

import asyncio
import socket
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import aiohttp
import orjson
from prometheus_client.parser import text_string_to_metric_families

from services.settings import Settings
from services.silent import why_silent
from services.stage.health.process_registry import read_port_files

TIMEOUT = aiohttp.ClientTimeout(total=5)
"""Of a question to a stage."""
NO_STAGE = "what answers there is not a stage: give the port of its /metrics"


@dataclass(frozen=True, slots=True)
class StageView:
    """One process of a stage, as its metrics tell."""

    stage: str
    address: str
    problems: list[str]
    samples: dict[str, list[tuple[dict[str, str], float]]] = field(default_factory=dict)
    at: float = field(default_factory=time.monotonic)
    """When the samples came, by the monotonic clock."""

    def total(self, name: str, **labels: str) -> float:
        """Sum of the samples of a metric that carry the labels."""
        return sum(
            value for found, value in self.samples.get(name, []) if labels.items() <= found.items()
        )


def expired_words(views: Iterable[StageView]) -> list[str]:
    """Say, for each topic, how many messages Kafka deleted before the stages had read them."""
    counts: dict[str, float] = {}
    for view in views:
        for labels, count in view.samples.get("newsreel_expired_messages_total", []):
            counts[labels["topic"]] = counts.get(labels["topic"], 0) + count
    return [
        f"retention of {topic} deleted {messages(int(count))} before they were read: URLs that stay"
        " without an answer may be submitted again"
        for topic, count in counts.items()
        if count
    ]


def messages(count: int) -> str:
    """Write a number of messages."""
    return "1 message" if count == 1 else f"{count:,} messages"


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
                metrics = await response.read()
            at = time.monotonic()
            async with session.get(f"http://{address}/health/ready") as response:
                ready = await response.read()
    except (aiohttp.ClientError, TimeoutError, OSError) as error:
        return StageView(stage or "?", address, [f"does not answer: {why_silent(error)}"])
    try:
        problems = list(orjson.loads(ready)["problems"])
        samples = _samples(metrics.decode())
    except (ValueError, LookupError, TypeError):
        return StageView(stage or "?", address, [NO_STAGE])
    said = samples.get("newsreel_ready", [])
    name = stage or (said[0][0]["stage"] if said else "?")
    return StageView(name, address, problems, samples, at)


def _samples(text: str) -> dict[str, list[tuple[dict[str, str], float]]]:
    samples: dict[str, list[tuple[dict[str, str], float]]] = {}
    for family in text_string_to_metric_families(text):
        for sample in family.samples:
            samples.setdefault(sample.name, []).append((dict(sample.labels), sample.value))
    return samples

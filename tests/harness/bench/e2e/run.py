"""One broker: the loop, all services, the loop again; one ratio."""

import asyncio
import os
import sys
import tempfile
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from deploy.kafka.node import ApacheKafka
from services.local.stack import LocalOptions, LocalStack
from tests.harness.bench.e2e.client import Client
from tests.harness.bench.e2e.loop import pages_per_second
from tests.harness.bench.e2e.site import url_of
from tests.harness.bench.e2e.usage import Usage, usages

WARM_UP_URLS = 300
LIMIT_SECONDS = 900.0
SETTINGS = {
    "NEWSREEL_FETCH_ALLOWED_NETWORKS": "127.0.0.0/8",
    "NEWSREEL_FETCH_ALLOWED_PORTS": "any",
    "NEWSREEL_FETCH_DELAY_SECONDS": "0",
    "NEWSREEL_FETCH_CONCURRENCY_PER_HOST": "8",
    "NEWSREEL_LOG_LEVEL": "WARNING",
}
"""Hosts are our own: politeness would measure politeness."""


@dataclass(frozen=True, slots=True)
class Plan:
    """How much is sent."""

    urls: int
    trickle: int
    """URLs at half the rate that was measured, for the latencies."""


def measure(broker: str, pages: Mapping[str, bytes], port: int, plan: Plan) -> dict[str, Any]:
    """Run loop, services and loop on one broker."""
    before = pages_per_second("trafilatura", sys.executable, pages, plan.urls)
    if broker == "apache":
        with ApacheKafka() as kafka:
            found = asyncio.run(_services(kafka.bootstrap, list(pages), port, plan))
    else:
        found = asyncio.run(_services(None, list(pages), port, plan))
    after = pages_per_second("trafilatura", sys.executable, pages, plan.urls)
    loop = (before + after) / 2
    found |= {"broker": broker, "loop_per_second": [before, after]}
    return found | {"ratio": found["articles_per_second"] / loop}


async def _services(kafka: str | None, names: list[str], port: int, plan: Plan) -> dict[str, Any]:
    mark = os.urandom(3).hex()
    urls = [
        url_of(port, number, mark, names[number % len(names)])
        for number in range(WARM_UP_URLS + plan.urls + plan.trickle)
    ]
    with tempfile.TemporaryDirectory() as folder:
        options = LocalOptions(Path(folder), kafka, environment=SETTINGS)
        async with LocalStack(options) as stack:
            client = Client(stack.kafka, mark)
            try:
                return await asyncio.to_thread(_load, client, stack.pids(), urls, plan)
            finally:
                client.close()


def _load(client: Client, pids: Mapping[str, int], urls: list[str], plan: Plan) -> dict[str, Any]:
    client.send(urls[:WARM_UP_URLS])
    client.wait(WARM_UP_URLS, LIMIT_SECONDS)
    before, begun = usages(pids), time.perf_counter()
    client.send(urls[WARM_UP_URLS : WARM_UP_URLS + plan.urls])
    answers = client.wait(plan.urls, LIMIT_SECONDS)
    seconds, after = time.perf_counter() - begun, usages(pids)
    answered = len(answers.latencies_seconds)
    rate = answered / seconds
    client.send(urls[WARM_UP_URLS + plan.urls :], pause_seconds=2 / rate)
    trickled = sorted(client.wait(plan.trickle, 60).latencies_seconds)
    return {
        "answered": answered,
        "sent": plan.urls,
        "reasons": dict(answers.reasons),
        "articles_per_second": rate,
        "cpu_ms": {name: _cpu_ms(before[name], after[name], answered) for name in pids},
        "memory_mb": {name: after[name].pss_mb for name in pids},
        "half_load_ms": {f"p{p}": _percentile_ms(trickled, p) for p in (50, 99)},
    }


def _cpu_ms(before: Usage, after: Usage, articles: int) -> dict[str, float]:
    return {
        "own": 1000 * (after.own_cpu_seconds - before.own_cpu_seconds) / articles,
        "workers": 1000 * (after.workers_cpu_seconds - before.workers_cpu_seconds) / articles,
    }


def _percentile_ms(ordered: list[float], percent: int) -> float:
    if not ordered:
        return float("nan")
    return 1000 * ordered[min(len(ordered) - 1, len(ordered) * percent // 100)]

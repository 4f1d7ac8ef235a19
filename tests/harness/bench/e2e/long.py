"""`make bench-long`: a million small pages, one after another; what changes on the way.

Pages are generated, each another story. So many URLs are in flight, and the rate and the memory of
each tenth are told, and what a URL leaves in the store.
"""

import argparse
import asyncio
import os
import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from services.local.stack import LocalOptions, LocalStack
from tests.harness.bench.e2e.client import Client
from tests.harness.bench.e2e.run import LIMIT_SECONDS, SETTINGS
from tests.harness.bench.e2e.site import serving, url_of
from tests.harness.bench.e2e.usage import usages
from tests.harness.bench.report import report_path, write_report

IN_FLIGHT = 1_000
PARTS = 10
WARM_UP_URLS = 500
WORDS = 20_000
SENTENCES = 12
WORDS_A_SENTENCE = 14


def page(number: int) -> str:
    """Write a story of its own about nothing, some two kilobytes."""
    dice = random.Random(number)
    words = [f"{_word(dice.randrange(WORDS))}" for _ in range(SENTENCES * WORDS_A_SENTENCE)]
    sentences = [
        " ".join(words[at : at + WORDS_A_SENTENCE]).capitalize() + "."
        for at in range(0, len(words), WORDS_A_SENTENCE)
    ]
    title = " ".join(words[:6]).capitalize()
    paragraphs = "".join(
        f"<p>{' '.join(sentences[at : at + 3])}</p>" for at in range(0, len(sentences), 3)
    )
    return (
        f"<!doctype html><html lang='en'><head><title>{title}</title>"
        "<meta property='article:published_time' content='2026-03-01T10:00:00Z'></head>"
        f"<body><article><h1>{title}</h1>{paragraphs}</article></body></html>"
    )


def _word(number: int) -> str:
    letters = ""
    for base in ("bdfgklmnprstvz", "aeiou", "lmnrst", "aeiou", "dgklmnrst"):
        number, at = divmod(number, len(base))
        letters += base[at]
    return letters


def _serve(port: int) -> None:
    from aiohttp import web

    async def story(request: web.Request) -> web.Response:
        number = int(request.match_info["copy"].rpartition("-")[2])
        return web.Response(text=page(number), content_type="text/html")

    app = web.Application()
    app.router.add_get("/{copy}/story", story)
    web.run_app(app, host="0.0.0.0", port=port, print=None, access_log=None)


async def run(port: int, count: int) -> dict[str, Any]:
    """Send all, a window at a time, on the embedded broker."""
    mark = os.urandom(3).hex()
    with tempfile.TemporaryDirectory() as name:
        options = LocalOptions(Path(name), None, environment=SETTINGS)
        async with LocalStack(options) as stack:
            client = Client(stack.kafka, mark)
            try:
                parts = await asyncio.to_thread(_load, client, stack, port, mark, count)
            finally:
                client.close()
            store = sum(path.stat().st_size for path in options.state.rglob("*") if path.is_file())
    return {"parts": parts, "store_bytes_per_url": store / (WARM_UP_URLS + count)}


def _load(client: Client, stack: LocalStack, port: int, mark: str, count: int) -> list[Any]:
    numbers = iter(range(WARM_UP_URLS + count))
    _send(client, port, mark, numbers, WARM_UP_URLS)
    client.wait(WARM_UP_URLS, LIMIT_SECONDS)
    _send(client, port, mark, numbers, min(IN_FLIGHT, count))
    parts: list[Any] = []
    answered = 0
    for part in range(1, PARTS + 1):
        begun, reasons = time.perf_counter(), Counter[str]()
        while (left := count * part // PARTS - answered - reasons.total()) > 0:
            came = client.wait(min(IN_FLIGHT // 4, left), LIMIT_SECONDS)
            if not came.reasons:
                sys.exit(f"nothing was answered within {LIMIT_SECONDS:.0f} s")
            reasons += came.reasons
            _send(client, port, mark, numbers, came.reasons.total())
        answered += reasons.total()
        seconds = time.perf_counter() - begun
        memory = {name: each.pss_mb for name, each in usages(stack.pids()).items()}
        parts.append(
            {"per_second": reasons.total() / seconds, "memory_mb": memory, "reasons": reasons}
        )
        total = sum(memory.values())
        print(f"tenth {part}: {reasons.total() / seconds:.1f} a second, {total:.0f} MB", flush=True)
    return parts


def _send(client: Client, port: int, mark: str, numbers: Iterator[int], most: int) -> None:
    client.send(url_of(port, number, mark, "story") for number in islice(numbers, most))


def show(found: dict[str, Any]) -> None:
    """Print the tenths."""
    table = Table("tenth", "articles/s", "MB", *found["parts"][0]["memory_mb"])
    for number, part in enumerate(found["parts"], 1):
        memory = part["memory_mb"]
        each = [f"{value:.0f}" for value in memory.values()]
        table.add_row(
            str(number), f"{part['per_second']:.1f}", f"{sum(memory.values()):.0f}", *each
        )
    Console(width=110).print(table)
    print(f"bytes per URL in the store: {found['store_bytes_per_url']:.0f}")


def main() -> None:
    """Run, print, keep."""
    parser = argparse.ArgumentParser(prog="make bench-long", description=__doc__)
    parser.add_argument("--urls", type=int, default=1_000_000)
    options = parser.parse_args()
    load_before = os.getloadavg()
    with serving(_serve) as (port, _):
        found = asyncio.run(run(port, options.urls))
    show(found)
    write_report(report_path("long"), load_before, found, urls=options.urls)


if __name__ == "__main__":
    main()

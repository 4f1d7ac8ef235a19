"""Reports of all benchmarks in, one table out: what was wanted, what was measured. Pure."""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

Report = Mapping[str, Any]

NAMES = ("e2e", "scale", "long", "peers", "startup")
"""Reports, as in `reports/bench-NAME.json`."""
WORKERS_ARE_PURE = ("extract", "enrich")
"""Stages whose workers do nothing but call the pure functions."""
PEERS = {"news-please": 5.0, "newspaper4k": 3.0, "Scrapy + trafilatura": 1.5}
"""Times a peer's rate that we want to reach."""


class Row(NamedTuple):
    """A figure beside what it should be."""

    what: str
    wanted: str
    measured: str


def rows(reports: Mapping[str, Report]) -> list[Row]:
    """Make the rows of those reports that are there."""
    made = {"e2e": _e2e, "scale": _scale, "long": _long, "peers": _peers, "startup": _startup}
    return [row for name in NAMES if name in reports for row in made[name](reports[name])]


def _e2e(report: Report) -> Iterator[Row]:
    for run in report["runs"]:
        broker, latency = run["broker"], run["half_load_ms"]
        wanted = {"embedded": "≥ 1.2", "apache": "≥ 1.1"}[broker]
        yield Row(f"{broker}: ratio to the bare loop", wanted, f"{run['ratio']:.2f}")
        pure = sum(run["cpu_ms"][stage]["workers"] for stage in WORKERS_ARE_PURE)
        whole = sum(each["own"] + each["workers"] for each in run["cpu_ms"].values())
        yield Row(f"{broker}: CPU beyond the pure functions", "≤ 30 %", _percent(whole / pure - 1))
        found = f"{latency['p50']:.0f}, {latency['p99']:.0f} ms"
        yield Row(f"{broker}: p50, p99 at half load", "≤ 80, 400 ms", found)
        memory = sum(run["memory_mb"].values())
        yield Row(f"{broker}: memory of all stages", "≤ 900 MB", f"{memory:.0f} MB")


def _scale(report: Report) -> Iterator[Row]:
    first = {row["what"]: row["cpu_ms_beyond_idle"] for row in reversed(report["rows"])}
    for what, cpu in first.items():
        others = [row for row in report["rows"] if row["what"] == what and row["count"] > 1]
        found = ", ".join(
            f"{row['count']}: {row['cpu_ms_beyond_idle'] / cpu - 1:+.0%}" for row in others
        )
        yield Row(f"{what}: CPU an article beside one", "within 10 %", found)


def _long(report: Report) -> Iterator[Row]:
    first, last = report["parts"][0], report["parts"][-1]
    memory = [sum(part["memory_mb"].values()) for part in (first, last)]
    urls = report["machine"]["urls"]
    rate = last["per_second"] / first["per_second"]
    yield Row(f"{urls:,} URLs: rate of the last tenth to the first", "within 10 %", f"{rate:.2f}")
    found = f"{memory[1] / memory[0]:.2f} ({memory[1]:.0f} MB)"
    yield Row(f"{urls:,} URLs: memory of the last tenth to the first", "within 10 %", found)
    yield Row("bytes per URL in the store", "stated", f"{report['store_bytes_per_url']:.0f}")


def _peers(report: Report) -> Iterator[Row]:
    found = report["per_second"]
    ours = found["newsreel, end to end"]
    for peer, times in PEERS.items():
        rate = found.get(peer)
        measured = "not installed" if rate is None else f"{ours / rate:.2f} times"
        yield Row(f"rate beside {peer}", f"≥ {times:g} times", measured)


def _startup(report: Report) -> Iterator[Row]:
    first = report["first_article_seconds"]
    yield Row("first article after the start, embedded", "≤ 6 s", f"{first:.1f} s")


def _percent(share: float) -> str:
    return f"{100 * share:.0f} %"

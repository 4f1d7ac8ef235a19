"""Reports of the benchmarks → the one table."""

from typing import Any

from tests.harness.bench.table import rows

CPU = {"own": 2.0, "workers": 0.0}
REPORTS: dict[str, Any] = {
    "e2e": {
        "runs": [
            {
                "broker": "embedded",
                "ratio": 0.804,
                "cpu_ms": {
                    "fetch": CPU,
                    "extract": {"own": 4.0, "workers": 15.0},
                    "enrich": {"own": 4.0, "workers": 5.0},
                },
                "half_load_ms": {"p50": 81.2, "p99": 300.7},
                "memory_mb": {"fetch": 80.0, "extract": 320.4},
            }
        ]
    },
    "scale": {
        "rows": [
            {"what": "fetch, processes", "count": 1, "cpu_ms_beyond_idle": 10.0},
            {"what": "fetch, processes", "count": 2, "cpu_ms_beyond_idle": 11.0},
            {"what": "fetch, processes", "count": 4, "cpu_ms_beyond_idle": 9.5},
        ]
    },
    "long": {
        "machine": {"urls": 20_000},
        "parts": [
            {"per_second": 20.0, "memory_mb": {"fetch": 100.0}},
            {"per_second": 19.0, "memory_mb": {"fetch": 104.0}},
        ],
        "store_bytes_per_url": 2345.6,
    },
    "peers": {"per_second": {"newsreel, end to end": 20.0, "newspaper4k": 10.0}},
    "startup": {"first_article_seconds": 5.94},
}


def test_each_figure_stands_beside_what_was_wanted() -> None:
    assert [tuple(row) for row in rows(REPORTS)] == [
        ("embedded: ratio to the bare loop", "≥ 1.2", "0.80"),
        ("embedded: CPU beyond the pure functions", "≤ 30 %", "50 %"),
        ("embedded: p50, p99 at half load", "≤ 80, 400 ms", "81, 301 ms"),
        ("embedded: memory of all stages", "≤ 900 MB", "400 MB"),
        ("fetch, processes: CPU an article beside one", "within 10 %", "2: +10%, 4: -5%"),
        ("20,000 URLs: rate of the last tenth to the first", "within 10 %", "0.95"),
        ("20,000 URLs: memory of the last tenth to the first", "within 10 %", "1.04 (104 MB)"),
        ("bytes per URL in the store", "stated", "2346"),
        ("rate beside news-please", "≥ 5 times", "not installed"),
        ("rate beside newspaper4k", "≥ 3 times", "2.00 times"),
        ("rate beside Scrapy + trafilatura", "≥ 1.5 times", "not installed"),
        ("first article after the start, embedded", "≤ 6 s", "5.9 s"),
    ]


def test_a_benchmark_that_was_not_run_has_no_row() -> None:
    assert rows({}) == []

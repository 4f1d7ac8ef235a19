"""Reports → the proof page."""

import json
from typing import Any

import pytest

from tests.harness.proof.__main__ import read_reports
from tests.harness.proof.page import COMMANDS, page

MACHINE = {"machine": {"python": "3.11.7", "cores": 2, "pages": 23}, "load": [[0.5], [2.5]]}
REPORTS: dict[str, Any] = {
    "chaos": {
        "command": "python -m tests.harness.chaos --seed 11",
        "at": "2026-11-27T11:29:33+00:00",
        "faults_done": {"broker_kill": 1, "kill fetch": 2, "join publish": 4},
        "account": {
            "submitted": 990,
            "answered": 989,
            "unanswered": 1,
            "answered_twice": 0,
            "conflicting": 2,
            "wrong": 0,
        },
    },
    "e2e": MACHINE
    | {
        "runs": [
            {
                "broker": "embedded",
                "articles_per_second": 20.04,
                "loop_per_second": [30.0, 20.0],
                "ratio": 0.8016,
                "half_load_ms": {"p50": 81.2, "p99": 300.7},
                "memory_mb": {"intake": 80.0, "extract": 320.4},
            }
        ]
    },
    "peers": MACHINE
    | {"per_second": {"newsreel, end to end": 20.0, "trafilatura": 25.0, "news-please": None}},
    "quality": {
        "sets": {
            "news B": [
                {"extractor": "newsreel", "body_f1": 0.98},
                {"extractor": "trafilatura", "body_f1": 0.951},
            ],
            "snippets B": [{"extractor": "newsreel", "body_f1": 0.947}],
        }
    },
}


@pytest.mark.parametrize(
    "line",
    [
        "`python -m tests.harness.chaos --seed 11`, 2026-11-27: 3 kills.",
        "| 990 | 989 | 1 | 0 | 2 | 0 |",
        "| embedded | 20.0 | 25.0 | **0.80** | 81 | 301 | 400 |",
        "2 cores, Python 3.11.7, 23 pages; load 0.5 before, 2.5 after. "
        "Real pages on loopback hosts, URLs on Kafka to answers on Kafka.",
        "| trafilatura | 25.0 | 0.80 |",
        "| news-please | not installed |  |",
        "| set | newsreel | trafilatura |",
        "| news B | 0.980 | 0.951 |",
        "| snippets B | 0.947 |  |",
    ],
)
def test_the_page_states_what_the_reports_say(line: str) -> None:
    assert line in page(REPORTS).splitlines()


@pytest.mark.parametrize("name", COMMANDS)
def test_what_was_not_measured_is_said_with_the_command_that_does_it(name: str) -> None:
    told = page({key: report for key, report in REPORTS.items() if key != name})
    assert f"not measured: `{COMMANDS[name]}`" in told.splitlines()


def test_reports_are_read_from_their_folder(tmp_path: Any) -> None:
    (tmp_path / "bench-e2e.json").write_text(json.dumps(REPORTS["e2e"]))
    assert read_reports(tmp_path) == {"e2e": REPORTS["e2e"]}

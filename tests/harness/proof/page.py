"""Reports in, a page out. Pure: what was not measured is said to be so."""

from collections.abc import Iterator, Mapping
from typing import Any

Report = Mapping[str, Any]
MISSING = "not measured: `{command}`"
COMMANDS = {
    "chaos": "make chaos",
    "e2e": "make bench-e2e CORPUS=folder",
    "peers": "make bench-peers CORPUS=folder",
    "quality": "make quality CORPUS=folder ARGS='--half C --json reports/quality.json'",
}
"""What writes each report."""
HEAD = """# The proof

Loss under kills, speed, quality and latency of one state of the code, beside what others build this
with. Made by `make proof CORPUS=folder` from the reports that it writes; not edited by hand. The
pages are third-party pages with gold and stay outside the repository; without a folder the sample
site serves, and quality is left out.
"""


def page(reports: Mapping[str, Report]) -> str:
    """Write the page from the reports by name, those of `COMMANDS`."""
    parts = [HEAD]
    for title, name, lines in (
        ("URLs lost under kills", "chaos", _losses),
        ("Articles a second, latency, memory", "e2e", _speed),
        ("Beside the others", "peers", _peers),
        ("Body F1", "quality", _quality),
    ):
        report = reports.get(name)
        body = list(lines(report)) if report else [MISSING.format(command=COMMANDS[name])]
        parts.append("\n".join([f"## {title}", "", *body, ""]))
    return "\n".join(parts)


def _losses(report: Report) -> Iterator[str]:
    account = report["account"]
    kills = sum(count for name, count in report["faults_done"].items() if "kill" in name)
    yield f"`{report['command']}`, {report['at'][:10]}: {kills} kills."
    yield ""
    facts = ("submitted", "answered", "unanswered", "answered_twice", "conflicting", "wrong")
    yield from _table(
        tuple(fact.replace("_", " ") for fact in facts), [[account[fact] for fact in facts]]
    )


def _speed(report: Report) -> Iterator[str]:
    yield f"{_machine(report)} Real pages on loopback hosts, URLs on Kafka to answers on Kafka."
    yield "The loop is `trafilatura.bare_extraction` with metadata, two processes, from memory."
    yield ""
    yield from _table(
        ("broker", "articles/s", "loop", "ratio", "p50 ms", "p99 ms", "whole stack MB"),
        [
            [
                run["broker"],
                f"{run['articles_per_second']:.1f}",
                f"{sum(run['loop_per_second']) / 2:.1f}",
                f"**{run['ratio']:.2f}**",
                f"{run['half_load_ms']['p50']:.0f}",
                f"{run['half_load_ms']['p99']:.0f}",
                f"{sum(run['memory_mb'].values()):.0f}",
            ]
            for run in report["runs"]
        ],
    )
    yield ""
    yield "p50 and p99 are from submission to answer at half of that rate."


def _peers(report: Report) -> Iterator[str]:
    found = report["per_second"]
    ours = found["newsreel, end to end"]
    yield f"{_machine(report)} Libraries read from memory; Scrapy crawls the same site as we do."
    yield ""
    rows = []
    for name, rate in found.items():
        if rate is None:
            rows.append([name, "not installed", ""])
        else:
            rows.append([name, f"{rate:.1f}", f"{ours / rate:.2f}"])
    yield from _table(("what", "articles/s", "newsreel is so many times as fast"), rows)


def _quality(report: Report) -> Iterator[str]:
    yield "Half C of each set: rules were chosen on half A, the text's weights fitted on A and B."
    yield ""
    sets = {name: {row["extractor"]: row for row in rows} for name, rows in report["sets"].items()}
    names = list(dict.fromkeys(each for rows in sets.values() for each in rows))
    yield from _table(
        ("set", *names),
        [[name, *(_f1(rows.get(each, {})) for each in names)] for name, rows in sets.items()],
    )


def _f1(row: Mapping[str, float]) -> str:
    found = row.get("body_f1")
    return "" if found is None else f"{found:.3f}"


def _machine(report: Report) -> str:
    machine, (before, after) = report["machine"], report["load"]
    return (
        f"{machine['cores']} cores, Python {machine['python']}, {machine['pages']} pages; load "
        f"{before[0]:.1f} before, {after[0]:.1f} after."
    )


def _table(head: tuple[str, ...], rows: list[list[Any]]) -> Iterator[str]:
    for row in (head, ["---"] * len(head), *rows):
        yield f"| {' | '.join(map(str, row))} |"

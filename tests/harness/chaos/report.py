"""The report of a run: what was killed, what was counted, how long it took."""

import statistics
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime

from tests.harness.chaos.inject import Done
from tests.harness.chaos.options import LAUNCHER, STAGES, Options
from tests.harness.chaos.supervisor import Tally


@dataclass(frozen=True, slots=True)
class Timing:
    """How long things took, seconds."""

    submit_seconds: float
    """Submitting and doing the faults."""
    drain_seconds: float
    """From then to the last answer."""
    total_seconds: float
    longest_silence_seconds: float
    """Between two new answers."""
    undelivered: int
    """Submissions that the broker never confirmed: the client knows, they are not lost."""


def report_of(
    options: Options,
    account: dict[str, object],
    tally: Tally,
    log: Sequence[Done],
    timing: Timing,
    takeovers: Sequence[float],
    usage: dict[str, object],
    site: dict[str, object],
    orphans: Sequence[int],
) -> dict[str, object]:
    """Put the report together; `ok` is true where nothing was lost and nothing was left behind."""
    wrong = sorted(account["examples"])  # type: ignore[call-overload]
    if "confirmed_but_not_on_topic" in account:
        wrong.append("confirmed_but_not_on_topic")
    if orphans:
        wrong.append("orphaned_children")
    if tally.unclean_stops:
        wrong.append("unclean_stops")
    if options.minutes and usage["leaks"]:
        wrong.append("leaks")
    return {
        "ok": not wrong,
        "wrong": wrong,
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
        "command": command(options),
        "account": {name: value for name, value in account.items() if name != "ok"},
        "orphaned_children": len(orphans),
        "faults_done": faults_done(log),
        "faults_without_target": sum(missed(done) for done in log),
        "processes_started": tally.starts,
        "crashes": tally.crashes,
        "not_alive": tally.not_alive,
        "unclean_stops": tally.unclean_stops,
        "stop_seconds": spread(tally.stop_seconds),
        "takeover_seconds": spread(takeovers),
        "timing": {name: round(value, 1) for name, value in asdict(timing).items()},
        "usage": usage,
        "site": site,
    }


def command(options: Options) -> str:
    """Return the command that repeats the run."""
    words = f"python -m tests.harness.chaos --urls {options.urls} --seed {options.seed}"
    words += f" --broker {options.broker} --store {options.store} --workers {options.workers}"
    if options.launcher != LAUNCHER:
        words += f' --launcher "{" ".join(options.launcher)}"'
    if options.minutes:
        return f"{words} --minutes {options.minutes:g}"
    if options.stages != STAGES:
        words += f' --stages "{" ".join(options.stages)}"'
    return f"{words} --kills {options.kills} --pause-seconds {options.pause_seconds:g}"


def faults_done(log: Sequence[Done]) -> dict[str, int]:
    """Count what was really hit, by fault and stage."""
    hit = (f"{done.event.fault} {done.event.stage}".strip() for done in log if not missed(done))
    return dict(sorted(Counter(hit).items()))


def missed(done: Done) -> bool:
    """Whether a fault found nothing to hit."""
    return done.pid is None and done.event.fault not in ("join", "leave", "thaw")


def spread(values: Sequence[float]) -> dict[str, float]:
    """Return count, median and greatest."""
    if not values:
        return {"count": 0}
    return {
        "count": len(values),
        "median": round(statistics.median(values), 1),
        "greatest": round(max(values), 1),
    }

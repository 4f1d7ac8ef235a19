"""How a run is asked for, and the settings that its service processes get."""

import argparse
import sys
from dataclasses import dataclass
from pathlib import Path

from schemas.pipeline import PIPELINE

SESSION_TIMEOUT_SECONDS = 6
REQUEST_TIMEOUT_SECONDS = 15
RETRY_DELAYS_SECONDS = "2,4"
"""Two further tries: a flapping page fails at most twice."""
PARTITIONS = {"apache": 12, "tansu": 4}
STAGES = tuple(step.stage for step in PIPELINE)
MARK = "NEWSREEL_CHAOS_RUN"
"""In the environment of every process of a run, so that none is left behind unnoticed."""
LAUNCHER = (sys.executable, "-m", "services.cli.main", "service")


@dataclass(frozen=True, slots=True)
class Options:
    """One run."""

    urls: int = 20_000
    seed: int = 7
    broker: str = "apache"
    store: str = "postgres"
    kills: int = 50
    pause_seconds: float = 3.0
    """Mean time between two faults."""
    stages: tuple[str, ...] = STAGES
    """The stages whose processes are hit."""
    workers: int = 2
    minutes: float = 0
    """Soak: submit for so long, and kill nothing."""
    drain_timeout_seconds: float = 300
    """Without a new answer for so long, what is missing is lost: nothing waits that long."""
    limit_seconds: float = 5400
    """The run stops by itself after that."""
    report: Path = Path("reports")
    keep: bool = False
    """Keep the logs of a run that went well."""
    launcher: tuple[str, ...] = LAUNCHER
    """Command that runs the stage named by one more word."""


def read_options(arguments: list[str] | None = None) -> Options:
    """Read the command line."""
    default = Options()
    parser = argparse.ArgumentParser(
        prog="python -m tests.harness.chaos",
        description="Kill everything at random, and prove that every URL gets one answer.",
        formatter_class=argparse.ArgumentDefaultsHelpFormatter,
    )
    add = parser.add_argument
    add("--urls", type=int, default=default.urls, help="submissions")
    add("--seed", type=int, default=default.seed, help="the same seed gives the same run")
    add("--broker", choices=("apache", "tansu"), default=default.broker)
    add("--store", choices=("postgres", "sqlite"), default=default.store)
    add("--kills", type=int, default=default.kills, help="kill -9 of services; others in ratio")
    add("--pause-seconds", type=float, default=default.pause_seconds, help="between faults, mean")
    add("--stages", type=_words, default=default.stages, help='hit these only: "fetch publish"')
    add("--workers", type=int, default=default.workers, help="processes of each stage")
    add("--minutes", type=float, default=default.minutes, help="soak: so long, without faults")
    add("--drain-timeout-seconds", type=float, default=default.drain_timeout_seconds)
    add("--limit-seconds", type=float, default=default.limit_seconds)
    add("--report", type=Path, default=default.report, help="folder for the JSON report")
    add("--keep", action="store_true", help="keep the logs of a run that went well")
    add("--launcher", type=_words, default=default.launcher, help="command that runs a stage")
    given = vars(parser.parse_args(arguments))
    if given["minutes"]:
        given["kills"] = 0
    return Options(**given)


def environment(
    options: Options, run_id: str, kafka: str, store: str, folder: Path
) -> dict[str, str]:
    """Return what the service processes are told."""
    return {
        MARK: run_id,
        "TMPDIR": str(folder / "tmp"),
        "NEWSREEL_KAFKA": kafka,
        "NEWSREEL_KAFKA_IDEMPOTENT": "true" if options.broker == "apache" else "false",
        "NEWSREEL_KAFKA_PARTITIONS_MAX": str(PARTITIONS[options.broker]),
        "NEWSREEL_KAFKA_SESSION_TIMEOUT_SECONDS": str(SESSION_TIMEOUT_SECONDS),
        "NEWSREEL_KAFKA_HEARTBEAT_SECONDS": "1",
        "NEWSREEL_KAFKA_REQUEST_TIMEOUT_SECONDS": str(REQUEST_TIMEOUT_SECONDS),
        "NEWSREEL_STALLED_AFTER_SECONDS": "45",
        "NEWSREEL_STORE": store,
        "NEWSREEL_RUN_DIR": str(folder / "run"),
        "NEWSREEL_HTTP_PORT": "0",
        "NEWSREEL_LOG_FORMAT": "json",
        "NEWSREEL_WORKER_PROCESSES": "1",
        "NEWSREEL_FETCH_DELAY_SECONDS": "0",
        "NEWSREEL_FETCH_DOWN_SECONDS": "20",
        "NEWSREEL_FETCH_RETRY_DELAYS_SECONDS": RETRY_DELAYS_SECONDS,
        "NEWSREEL_FETCH_ALLOWED_NETWORKS": "127.0.0.0/8",
        "NEWSREEL_FETCH_ALLOWED_PORTS": "any",
    }


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())

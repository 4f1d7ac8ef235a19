"""The whole fetch service on a real broker: accepted URLs in, pages out.

    python -m tests.harness.bench.fetch_service [--pages 20000] [--broker apache]
        [--path slow] [--profile FILE]

The URLs are on the topic before the service starts, so that it alone is measured; the first page of
each host, with its robots.txt, is warm-up. All settings are the defaults but for the network and
port of the site. CPU is the fetch process's own, all threads. `--profile FILE` records it with
py-spy, where that is installed.
"""

import argparse
import asyncio
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

import psutil
from confluent_kafka import Producer

from deploy.kafka.node import ApacheKafka
from schemas.pipeline import ACCEPTED
from services.cli.clients.stages import look
from services.local.child import Child
from services.local.tansu import EMBEDDED, Tansu
from services.settings import Settings
from services.stage.health.process_registry import read_port_files
from services.stage.kafka.topics import TopicAdmin
from tests.harness.bench.fetch_site import addresses, running_site
from tests.support.fetch_service import accepted

TIMEOUT_SECONDS = 200
POLL_SECONDS = 1.0
PROFILE_SECONDS = 15


@dataclass(frozen=True, slots=True)
class Figures:
    """What one run took, after its warm-up."""

    pages: float
    seconds: float
    cpu_ms: float
    """A page."""
    memory_mb: float
    """Peak of the process."""
    in_flight: float
    """Most events in work that were seen."""


def main() -> None:
    """Measure once and print the figures as JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=20_000)
    parser.add_argument("--hosts", type=int, default=2_000)
    parser.add_argument("--path", default="page")
    parser.add_argument("--broker", choices=("tansu", "apache"), default="tansu")
    parser.add_argument("--profile", type=Path)
    parser.add_argument("--set", action="append", default=[], metavar="NEWSREEL_X=VALUE")
    options = parser.parse_args()
    broker = Tansu() if options.broker == "tansu" else ApacheKafka()
    embedded = EMBEDDED if options.broker == "tansu" else {}
    settings = {**embedded, "NEWSREEL_KAFKA": broker.bootstrap}
    settings |= dict(each.split("=", 1) for each in options.set)
    with running_site(options.hosts) as port, broker, tempfile.TemporaryDirectory() as folder:
        hosts = addresses(options.hosts)
        urls = [
            f"http://{hosts[i % len(hosts)]}:{port}/{options.path}/{i}"
            for i in range(options.pages + options.hosts)
        ]
        with loaded_service(settings, urls, Path(folder)) as pid:
            followed = follow(Path(folder), pid, options.hosts, len(urls), options.profile)
            print(json.dumps(asdict(asyncio.run(followed))))


@contextmanager
def loaded_service(settings: Mapping[str, str], urls: list[str], folder: Path) -> Iterator[int]:
    """Run the fetch service with the URLs before it; gives its process id."""
    environment = {
        "NEWSREEL_STORE": f"sqlite:///{folder}/state",
        "NEWSREEL_RUN_DIR": f"{folder}/run",
        "NEWSREEL_FETCH_ALLOWED_NETWORKS": "127.0.0.0/8",
        "NEWSREEL_FETCH_ALLOWED_PORTS": "any",
        **settings,
    }
    os.environ.update(environment)
    asyncio.run(_make_topics())
    load(environment["NEWSREEL_KAFKA"], urls)
    command = [sys.executable, "-m", "services.cli.main", "service", "fetch"]
    child = Child("fetch", command, folder / "fetch.log", env=environment)
    child.start()
    try:
        yield child.pid
    except BaseException:
        print(child.tail(40), file=sys.stderr)
        raise
    finally:
        child.stop()


async def _make_topics() -> None:
    async with TopicAdmin(Settings()) as admin:
        await admin.create()


def load(kafka: str, urls: list[str]) -> None:
    """Put the URLs on the topic as intake would."""
    producer = Producer(
        {
            "bootstrap.servers": kafka, "linger.ms": 200, "batch.num.messages": 500,
            "queue.buffering.max.messages": 1_000_000,
        }
    )  # fmt: skip
    for number, url in enumerate(urls):
        message = accepted(f"bench-{number}", url)
        producer.produce(ACCEPTED.name, message.value, message.key, headers=[*message.headers])
    producer.flush(60)


async def follow(
    folder: Path, pid: int, warm_up: int, wanted: int, profile: Path | None
) -> Figures:
    """Wait until all is done; measure from the end of the warm-up on."""
    process = psutil.Process(pid)
    done = begun = cpu = before = most = 0.0
    deadline = time.monotonic() + TIMEOUT_SECONDS
    while done < wanted:
        await asyncio.sleep(POLL_SECONDS)
        if time.monotonic() > deadline:
            print(f"{done:.0f} of {wanted} after {TIMEOUT_SECONDS} s", file=sys.stderr)
            break
        for note in read_port_files(folder / "run"):
            view = await look(note.stage, f"127.0.0.1:{note.port}")
            done = view.total("newsreel_events_total", outcome="passed")
            most = max(most, view.total("newsreel_in_flight"))
        if done >= warm_up and not begun:
            begun, before, cpu = time.monotonic(), done, sum(process.cpu_times()[:2])
            if profile:
                record(pid, profile)
    if not begun:
        raise TimeoutError("not even the warm-up is done")
    pages, seconds = done - before, time.monotonic() - begun
    used = sum(process.cpu_times()[:2]) - cpu
    return Figures(pages, seconds, 1000 * used / pages, peak_mb(pid), most)


def peak_mb(pid: int) -> float:
    """Peak of a process's resident memory."""
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmHWM"):
            return int(line.split()[1]) / 1024
    raise ValueError(f"no VmHWM of {pid}")


def record(pid: int, profile: Path) -> None:
    """Sample the process for a while, in the background."""
    if shutil.which("py-spy") is None:
        raise SystemExit("--profile needs py-spy on the PATH")
    subprocess.Popen(
        ["py-spy", "record", "-p", str(pid), "-d", str(PROFILE_SECONDS), "-r", "200",
         "-f", "raw", "-t", "--nonblocking", "-o", str(profile)],
        stdout=subprocess.DEVNULL,
    )  # fmt: skip


if __name__ == "__main__":
    main()

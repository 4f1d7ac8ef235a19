"""`python -m tests.deploy.record_scrapes`: write `scrapes/*.yaml` anew, in about three minutes.

`quiet`: mixed traffic, as in the test with a real Prometheus. `trouble`: after some of that, a
message that is not an event, fetches that mostly fail, a second answer that differs, workers that
hang. A scrape of every process each second; whoever replays them lets it stand for a minute,
since the alerts' windows are of minutes and hours.
"""

import contextlib
import json
import re
import sys
import tempfile
import threading
import time
import urllib.request
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psutil
import yaml
from prometheus_client.parser import text_string_to_metric_families

from schemas.examples import message
from schemas.outcomes import Reason
from schemas.pipeline import EXTRACT, FETCHED, OUTCOMES, SUBMITTED
from services.local.child import free_port
from tests.deploy.test_watching import ROOT
from tests.support.mixed_traffic import ROUND_SECONDS, feed
from tests.support.newspaper import Newspaper
from tests.support.scrapes import Scrape, as_yaml, series
from tests.support.stack import ForeignClient, RunningStack

FOLDER = Path(__file__).with_name("scrapes")
ENVIRONMENT = {
    "NEWSREEL_FETCH_RETRY_DELAYS_SECONDS": "1",
    "NEWSREEL_EXTRACT_TIMEOUT_SECONDS": "1",
    "NEWSREEL_WORKER_PROCESSES": "2",
}
SECONDS = 40
FAILING_PER_SECOND = 30
PAGES_PER_SECOND = 4


Trouble = Callable[[RunningStack, ForeignClient, Newspaper], None]


def main() -> int:
    """Record both, each on a stack of its own; exit code 0."""
    for name, trouble in (("quiet", None), ("trouble", make_trouble)):
        with tempfile.TemporaryDirectory() as folder:
            found = recorded(Path(folder), trouble)
        head = f"# {name}: recorded by `python -m tests.deploy.record_scrapes`, not by hand\n"
        (FOLDER / f"{name}.yaml").write_text(head + "".join(as_yaml(series(found))))
        print(f"{name}: {len(found)} scrapes")
    return 0


def recorded(folder: Path, trouble: Trouble | None) -> list[Scrape]:
    """Scrape a stack under traffic; the trouble begins in the middle."""
    stack, paper, scrapes = RunningStack(folder, ENVIRONMENT), Newspaper(), list[Scrape]()
    stack.start(free_port())
    client = ForeignClient(stack.kafka)
    wanted, places = names(), addresses(stack)
    try:
        half = threading.Event()
        traffic = ThreadPoolExecutor(1).submit(feed_both, stack, client, paper, trouble, half)
        while len(scrapes) < 2 * SECONDS:
            if len(scrapes) == SECONDS:
                half.set()
            began = time.monotonic()
            scrapes.append(scraped(places, wanted))
            time.sleep(max(0.0, 1 - (time.monotonic() - began)))
        traffic.result()
    finally:
        paper.close()
        stack.stop()
    return scrapes


def feed_both(
    stack: RunningStack,
    client: ForeignClient,
    paper: Newspaper,
    trouble: Trouble | None,
    half: threading.Event,
) -> None:
    """Feed the stack as every day; after half of the scrapes comes the trouble."""
    feed(client, stack.site, paper, SECONDS - ROUND_SECONDS, wrong=False)
    half.wait()
    if trouble is None:
        feed(client, stack.site, paper, SECONDS, wrong=False)
    else:
        trouble(stack, client, paper)


def make_trouble(stack: RunningStack, client: ForeignClient, paper: Newspaper) -> None:
    """Let what the alerts of counters speak of happen."""
    client.send(FETCHED.name, b"not an event", b"nobody")
    sent = message(OUTCOMES)
    for reason in (Reason.TIMEOUT, Reason.HTTP_404):
        changed = {"outcome": reason.outcome, "reason": reason}
        value = json.dumps(json.loads(sent.value or b"") | changed).encode()
        client.send(OUTCOMES.name, value, sent.key, sent.headers)
    for second in range(SECONDS - 5):
        for number in range(FAILING_PER_SECOND):
            url = f"http://nowhere-{second}-{number}.invalid/article"
            client.send(SUBMITTED.name, json.dumps({"url": url}).encode())
        for number in range(PAGES_PER_SECOND):
            url = paper.url(f"/trouble/{second}/{number}")
            client.send(SUBMITTED.name, json.dumps({"url": url}).encode())
        halt_workers(stack.pid_of(EXTRACT.stage))
        time.sleep(1)


def halt_workers(stage: int) -> None:
    """Let a stage's worker processes hang, as they do on a page that takes for ever."""
    for each in psutil.Process(stage).children(recursive=True):
        with contextlib.suppress(psutil.NoSuchProcess):
            if not each.children():  # the one that forks the others goes on
                each.suspend()


def names() -> set[str]:
    """Return the counters that the alerts read."""
    rules = yaml.safe_load((ROOT / "deploy/prometheus/alerts.yml").read_text("utf-8"))
    told = " ".join(rule["expr"] for group in rules["groups"] for rule in group["rules"])
    return set(re.findall(r"newsreel_\w+_(?:total|bucket|count)", told))


def addresses(stack: RunningStack) -> dict[str, str]:
    """Stage → where it serves its metrics."""
    notes = [json.loads(note.read_bytes()) for note in (stack.folder / ".run/run").glob("*.json")]
    return {note["stage"]: f"http://127.0.0.1:{note['port']}/metrics" for note in notes}


def scraped(places: dict[str, str], wanted: set[str]) -> Scrape:
    """Scrape every process once; its stage is the instance."""
    found: Scrape = {}
    for stage, address in places.items():
        with urllib.request.urlopen(address, timeout=5) as response:
            text = response.read().decode()
        for family in text_string_to_metric_families(text):
            for sample in family.samples:
                if sample.name in wanted:
                    labels = sample.labels | {"instance": stage}
                    found[sample.name, tuple(sorted(labels.items()))] = sample.value
    return found


if __name__ == "__main__":
    sys.exit(main())

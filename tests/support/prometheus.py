"""A real Prometheus as a child process, and the questions it answers."""

import json
import math
import shutil
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Self

import yaml

from services.local.child import Child, free_port

START_SECONDS = 30.0
STEP_SECONDS = 2


def available() -> str | None:
    """Return why it cannot run here, or None."""
    return None if shutil.which("prometheus") else "there is no program `prometheus`"


class Prometheus:
    """The server; use as a context manager. `targets` are `host:port`, all of one job."""

    def __init__(
        self, folder: Path, targets: Sequence[str], rules: Path, every_seconds: int
    ) -> None:
        self.started_at = time.time()
        self.address = f"http://127.0.0.1:{free_port()}"
        pace = f"{every_seconds}s"
        paces = dict.fromkeys(("scrape_interval", "scrape_timeout", "evaluation_interval"), pace)
        scraped = {"job_name": "newsreel", "static_configs": [{"targets": [*targets]}]}
        config = {"global": paces, "rule_files": [str(rules)], "scrape_configs": [scraped]}
        (folder / "prometheus.yml").write_text(yaml.safe_dump(config))
        command = [
            "prometheus",
            f"--config.file={folder}/prometheus.yml",
            f"--storage.tsdb.path={folder}/data",
            f"--web.listen-address={self.address.removeprefix('http://')}",
        ]
        self._child = Child("prometheus", command, folder / "prometheus.log")

    def __enter__(self) -> Self:
        """Start it, and wait until it answers."""
        self._child.start()
        self._child.wait_until(self._ready, START_SECONDS)
        return self

    def __exit__(self, *_: object) -> None:
        """Stop it."""
        self._child.stop()

    def ask(self, path: str, **query: object) -> Any:
        """Ask its HTTP API; `ValueError` says what is wrong with a query."""
        url = f"{self.address}/api/v1/{path}?{urllib.parse.urlencode(query)}"
        try:
            with urllib.request.urlopen(url, timeout=30) as response:
                return json.load(response)["data"]
        except urllib.error.HTTPError as error:
            raise ValueError(f"{error.read().decode()}: {query}") from None

    def has_data(self, expression: str) -> bool:
        """Whether an expression gave any number between the start and now."""
        span = {"start": self.started_at, "end": time.time(), "step": STEP_SECONDS}
        told = self.ask("query_range", query=expression, **span)["result"]
        return any(not math.isnan(float(value)) for each in told for _, value in each["values"])

    def alerts(self) -> dict[str, str]:
        """Return the alerts that are not silent: name → `pending` or `firing`."""
        told = self.ask("alerts")["alerts"]
        return {each["labels"]["alertname"]: each["state"] for each in told}

    def unscraped(self) -> list[str]:
        """Return what is wrong with each target whose last scrape failed."""
        found = self.ask("targets")["activeTargets"]
        return [f"{t['scrapeUrl']}: {t['lastError']}" for t in found if t["health"] != "up"]

    def _ready(self) -> bool:
        try:
            with urllib.request.urlopen(f"{self.address}/-/ready", timeout=2):
                return True
        except OSError:
            return False

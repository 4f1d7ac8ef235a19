"""One stage as a process, on a broker and a store that the test has chosen."""

import json
import sys
import time
import urllib.request
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from services.local.child import Child
from services.local.tansu import EMBEDDED
from services.stage.health.process_registry import read_port_files
from tests.support.forked import forked

START_SECONDS = 90
METRIC_SECONDS = 30


@dataclass
class StageProcess:
    """A stage; start it as often as it is stopped."""

    stage: str
    kafka: str
    store: str
    folder: Path
    settings: Mapping[str, str] = field(default_factory=dict)
    module: str = ""
    """What is run with the words `service STAGE`, if not this version."""

    def start(self) -> Child:
        """Start it and wait until it is ready."""
        child = self.launch()
        self.wait_until_ready(child)
        return child

    def launch(self) -> Child:
        """Start it; others can start meanwhile."""
        environment = {
            **EMBEDDED,
            "NEWSREEL_KAFKA": self.kafka,
            "NEWSREEL_STORE": self.store,
            "NEWSREEL_RUN_DIR": f"{self.folder}/run",
            "NEWSREEL_LOG_FORMAT": "json",
            "NEWSREEL_CONTINUITY_SECONDS": "1",
            **self.settings,
        }
        child = self._child(["service", self.stage], environment)
        child.start()
        return child

    def wait_until_ready(self, child: Child) -> None:
        """Wait until it takes events."""
        child.wait_until(self._is_ready, START_SECONDS)

    @property
    def log_file(self) -> Path:
        """The log of all its processes."""
        return self.folder / f"{self.stage}.log"

    def logged(self, event: str) -> list[dict[str, Any]]:
        """Return the log lines of an event."""
        lines = (line for line in self.log_file.read_text().splitlines() if line.startswith("{"))
        return [line for line in map(json.loads, lines) if line.get("event") == event]

    def metric(self, name: str) -> float:
        """Return a series by its name and labels, as /metrics writes it; 0 where there is none."""
        for line in self._get("/metrics").splitlines():
            series, _, value = line.rpartition(" ")
            if series == name:
                return float(value)
        return 0.0

    def wait_for(self, series: str, value: float) -> None:
        """Wait until a metric has a value."""
        deadline = time.monotonic() + METRIC_SECONDS
        while self.metric(series) != value:
            assert time.monotonic() < deadline, series
            time.sleep(0.2)

    def _child(self, arguments: list[str], environment: dict[str, str]) -> Child:
        if not self.module:
            return forked(self.stage, arguments, self.log_file, environment)
        command = [sys.executable, "-m", self.module, *arguments]
        return Child(self.stage, command, self.log_file, env=environment)

    def _is_ready(self) -> bool:
        try:
            self._get("/health/ready")
        except (OSError, StopIteration):
            return False
        return True

    def _get(self, path: str) -> str:
        port = next(n.port for n in read_port_files(self.folder / "run") if n.stage == self.stage)
        with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=5) as answer:
            return str(answer.read().decode())

"""Memory, descriptors and temporary files of the services, sampled while the run goes on."""

import statistics
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import psutil

EVERY_SECONDS = 10.0
WARM_UP_SHARE = 0.25
"""Of a soak: what grows later than that is a leak."""
SAMPLES_LEAST = 8
"""Of a process that was seen for less than a minute nothing is said: it is still starting."""
GROWTH_MAX = 0.10
GROWTH_MAX_BYTES = 20_000_000
DESCRIPTORS_MAX = 20


@dataclass(frozen=True, slots=True)
class Use:
    """One process, its children included, at one moment."""

    at: float
    pid: int
    rss_bytes: int
    descriptors: int


class Usage(threading.Thread):
    """Samples every worker until closed."""

    def __init__(self, pids: Callable[[], dict[str, int]], temporary: Path) -> None:
        super().__init__(name="usage", daemon=True)
        self._pids = pids
        self._temporary = temporary
        self._uses: dict[str, list[Use]] = defaultdict(list)
        self._files: list[int] = []
        self._closing = threading.Event()

    def run(self) -> None:
        """Sample."""
        while not self._closing.wait(EVERY_SECONDS):
            for name, pid in self._pids().items():
                if (use := measure(pid)) is not None:
                    self._uses[name].append(use)
            self._files.append(sum(1 for _ in self._temporary.rglob("*")))

    def close(self) -> None:
        """Stop sampling."""
        self._closing.set()

    def summary(self) -> dict[str, object]:
        """Return memory and descriptors of each process, and what leaks."""
        workers = {name: growth(uses) for name, uses in sorted(self._uses.items()) if uses}
        return {
            "workers": workers,
            "temporary_files_most": max(self._files, default=0),
            "temporary_files_last": self._files[-1] if self._files else 0,
            "leaks": [name for name, each in workers.items() if each["leaks"]],
        }


def measure(pid: int) -> Use | None:
    """Measure a process and its children; None if it is gone."""
    try:
        process = psutil.Process(pid)
        family = [process, *process.children(recursive=True)]
        rss = sum(each.memory_info().rss for each in family)
        return Use(time.monotonic(), pid, rss, sum(each.num_fds() for each in family))
    except psutil.Error:
        return None


def growth(uses: Sequence[Use]) -> dict[str, object]:
    """Compare the first quarter after the warm-up with the last one, of the newest process."""
    uses = [use for use in uses if use.pid == uses[-1].pid]
    after = uses[int(len(uses) * WARM_UP_SHARE) :]
    quarter = max(1, len(after) // 4)
    begin, end = after[:quarter], after[-quarter:]
    rss_from = statistics.median(use.rss_bytes for use in begin)
    rss_to = statistics.median(use.rss_bytes for use in end)
    fds_from = statistics.median(use.descriptors for use in begin)
    fds_to = statistics.median(use.descriptors for use in end)
    grown = rss_to - rss_from
    has_grown = grown > GROWTH_MAX * rss_from and grown > GROWTH_MAX_BYTES
    return {
        "rss_mb": f"{rss_from / 1e6:.0f} -> {rss_to / 1e6:.0f}",
        "descriptors": f"{fds_from:.0f} -> {fds_to:.0f}",
        "samples": len(uses),
        "leaks": len(uses) >= SAMPLES_LEAST and (has_grown or fds_to - fds_from > DESCRIPTORS_MAX),
    }

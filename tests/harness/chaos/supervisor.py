"""A small supervisor: service processes that are started again when they die or are not alive."""

import json
import os
import signal
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import psutil

from services.local.child import Child

RESTART_AFTER_SECONDS = 0.5
PROBE_EVERY_SECONDS = 5.0
PROBE_TIMEOUT_SECONDS = 2.0
UNWELL_MAX = 6
"""Probes in a row that may fail: longer than the longest freeze of the plan."""


@dataclass
class Worker:
    """One service process and what became of its earlier lives."""

    stage: str
    slot: int
    child: Child
    wanted: bool = True
    killed: bool = False
    """Whether we ended it: its exit is no crash."""
    asked: bool = False
    """Whether it got SIGTERM: it should exit with 0."""
    started_at: float = 0.0
    ended_at: float | None = None
    unwell: int = 0

    @property
    def name(self) -> str:
        """Stage and slot."""
        return f"{self.stage}-{self.slot}"


@dataclass
class Tally:
    """What the supervisor saw."""

    starts: int = 0
    crashes: list[str] = field(default_factory=list)
    """Exits that nobody asked for."""
    unclean_stops: list[str] = field(default_factory=list)
    """SIGTERM, but no exit code 0."""
    stop_seconds: list[float] = field(default_factory=list)
    """From SIGTERM to the end."""
    not_alive: list[str] = field(default_factory=list)
    """Ended because /health/live said so."""


class Supervisor:
    """Keeps the workers running. `tick` often, from one thread that outlives the workers."""

    def __init__(
        self, launcher: Sequence[str], environment: dict[str, str], folder: Path, run_dir: Path
    ) -> None:
        self.tally = Tally()
        self._launcher = list(launcher)
        self._environment = environment
        self._folder = folder
        self._run_dir = run_dir
        self._workers: dict[tuple[str, int], Worker] = {}
        self._asked_at: dict[str, float] = {}
        self._lock = threading.RLock()
        self._closing = threading.Event()
        self._prober = threading.Thread(target=self._probing, name="probes", daemon=True)
        self._prober.start()

    def add(self, stage: str, slot: int) -> None:
        """Want a worker; the next tick starts it."""
        with self._lock:
            command = [*self._launcher, stage]
            log = self._folder / f"{stage}-{slot}.log"
            child = Child(f"{stage}-{slot}", command, log, env=self._environment)
            self._workers[stage, slot] = Worker(stage, slot, child)

    def remove(self, stage: str, slot: int) -> None:
        """Stop a worker in order and do not start it again."""
        with self._lock:
            if (worker := self._workers.get((stage, slot))) is not None:
                worker.wanted = False
                self._signal(worker, signal.SIGTERM)

    def hit(self, stage: str, slot: int, number: int) -> int | None:
        """Send a signal to a worker; return its process id, None if it is down or starting."""
        with self._lock:
            worker = self._workers.get((stage, slot))
            if worker is None or not self._noted(worker):
                return None
            return self._signal(worker, number)

    def hit_child(self, stage: str, slot: int, index: int) -> int | None:
        """Kill a child process of a worker; return its process id, None if there is none."""
        with self._lock:
            worker = self._workers.get((stage, slot))
            if worker is None or not self._noted(worker):
                return None
            children = sorted(helpers(worker.child.pid), key=lambda child: child.pid)
            if not children:
                return None
            victim = children[index % len(children)]
            victim.kill()
            return int(victim.pid)

    def tick(self) -> None:
        """Start what is down and note how it ended."""
        with self._lock:
            for key, worker in list(self._workers.items()):
                if worker.child.running:
                    continue
                if worker.started_at and worker.ended_at is None:
                    self._ended(worker)
                if not worker.wanted:
                    del self._workers[key]
                elif worker.ended_at is None or _rested(worker.ended_at):
                    self._start(worker)

    def stop(self, timeout_seconds: float) -> None:
        """SIGTERM to all; SIGKILL to those that are there after the timeout."""
        self._closing.set()
        with self._lock:
            for stage, slot in list(self._workers):
                self._signal(self._workers[stage, slot], signal.SIGCONT)
                self.remove(stage, slot)
        deadline = time.monotonic() + timeout_seconds
        while self._workers and time.monotonic() < deadline:
            self.tick()
            time.sleep(0.1)
        with self._lock:
            for worker in self._workers.values():
                worker.child.kill()
            self.tick()

    def pids(self) -> dict[str, int]:
        """Return the process ids of the workers that run, by name."""
        with self._lock:
            return {w.name: w.child.pid for w in self._workers.values() if w.child.running}

    def not_ready(self) -> list[str]:
        """Return the names of the workers that are not ready yet."""
        with self._lock:
            workers = list(self._workers.values())
        return [
            worker.name
            for worker in workers
            if not worker.child.running
            or not is_ready(self._run_dir, worker.stage, worker.child.pid)
        ]

    def _noted(self, worker: Worker) -> bool:
        """Whether the process is up so far that it has noted the port of its probes."""
        running = worker.child.running
        return running and note_of(self._run_dir, worker.stage, worker.child.pid).exists()

    def _start(self, worker: Worker) -> None:
        worker.child.start()
        worker.started_at, worker.ended_at = time.monotonic(), None
        worker.killed = worker.asked = False
        worker.unwell = 0
        self.tally.starts += 1

    def _signal(self, worker: Worker, number: int) -> int | None:
        if not worker.child.running:
            return None
        if number == signal.SIGKILL:
            worker.killed = True
        if number == signal.SIGTERM and not self._noted(worker):
            worker.killed = True  # it has nothing in flight and no handler yet
        elif number == signal.SIGTERM and not worker.asked:
            worker.asked = True
            self._asked_at[worker.name] = time.monotonic()
        worker.child.send(number)
        return worker.child.pid

    def _ended(self, worker: Worker) -> None:
        worker.ended_at = time.monotonic()
        code = worker.child.exit_code
        if worker.killed:
            return
        if worker.asked:
            self.tally.stop_seconds.append(worker.ended_at - self._asked_at[worker.name])
            if code != 0:
                self.tally.unclean_stops.append(f"{worker.name} exited with {code}")
        else:
            self.tally.crashes.append(f"{worker.name} exited with {code}")

    def _probing(self) -> None:
        while not self._closing.wait(PROBE_EVERY_SECONDS):
            with self._lock:
                running = [worker for worker in self._workers.values() if worker.child.running]
            for worker in running:
                alive = is_live(self._run_dir, worker.stage, worker.child.pid)
                worker.unwell = 0 if alive else worker.unwell + 1
                if worker.unwell >= UNWELL_MAX:
                    self.tally.not_alive.append(worker.name)
                    self.hit(worker.stage, worker.slot, signal.SIGKILL)


def helpers(pid: int) -> list[psutil.Process]:
    """Return the child processes of a service that do its work."""
    try:
        children = psutil.Process(pid).children(recursive=True)
        return [child for child in children if "resource_tracker" not in " ".join(child.cmdline())]
    except psutil.Error:
        return []


def note_of(run_dir: Path, stage: str, pid: int) -> Path:
    """Return the file in which a stage's process says where its probes answer."""
    return run_dir / f"{stage}-{pid}.json"


def is_live(run_dir: Path, stage: str, pid: int) -> bool:
    """Ask /health/live; a process that has not noted its port yet is given time."""
    return probe(run_dir, stage, pid, "live") is not False


def is_ready(run_dir: Path, stage: str, pid: int) -> bool:
    """Ask /health/ready."""
    return probe(run_dir, stage, pid, "ready") is True


def probe(run_dir: Path, stage: str, pid: int, question: str) -> bool | None:
    """Ask a health probe; None where the process has not noted its port."""
    note = note_of(run_dir, stage, pid)
    if not note.exists():
        return None
    try:
        port = json.loads(note.read_text())["port"]
        url = f"http://127.0.0.1:{port}/health/{question}"
        with urllib.request.urlopen(url, timeout=PROBE_TIMEOUT_SECONDS) as answer:
            return bool(answer.status == 200)
    except (OSError, ValueError, urllib.error.URLError):
        return False


def marked_processes(name: str, value: str) -> list[int]:
    """Return the processes whose environment has `name=value`, ourselves left out."""
    found = []
    for process in psutil.process_iter():
        try:
            zombie = process.status() == psutil.STATUS_ZOMBIE
            if process.pid != os.getpid() and not zombie and process.environ().get(name) == value:
                found.append(process.pid)
        except psutil.Error:
            continue
    return found


def _rested(ended_at: float) -> bool:
    return time.monotonic() - ended_at >= RESTART_AFTER_SECONDS

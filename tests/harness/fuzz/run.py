"""Feed inputs to the step for a while, and check every answer."""

import asyncio
import heapq
import time
import traceback
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psutil

from schemas.envelope import Envelope
from schemas.events import ArticleExtracted, PageFetched
from schemas.outcomes import Reason
from schemas.packed import pack, unpack
from services.extract.service import ExtractStep
from services.settings import Settings
from services.stage.endings import Ended
from services.stage.workers.errors import WorkerStartError, WorkerTimeout
from services.stage.workers.pool import WorkerPool
from tests.harness.fuzz.checks import COSTLY, problems
from tests.harness.fuzz.findings import Findings
from tests.harness.fuzz.inputs import Input, Inputs
from tests.harness.fuzz.timed import cpu_seconds

ANSWER_LIMIT_SECONDS = 300.0
"""By the clock, on a machine that may have little time for a fuzzer; longer is a hang."""
SECOND_LOOK_SECONDS = 240.0
LOOK_EVERY = 500
SLOWEST = 10
SPARE_PROCESSES = 2
"""A worker may be replaced, and the old one not yet reaped, when the processes are counted."""
SPARE_DESCRIPTORS = 16
WARM_UP_INPUTS = 1_000


@dataclass
class Report:
    """Figures of a run."""

    seed: int
    seconds: float = 0.0
    inputs: int = 0
    megabytes: float = 0.0
    kinds: Counter[str] = field(default_factory=Counter)
    answers: Counter[str] = field(default_factory=Counter)
    problems: Counter[str] = field(default_factory=Counter)
    restarts: Counter[str] = field(default_factory=Counter)
    slowest: list[tuple[float, int, str]] = field(default_factory=list)
    """Seconds by the clock, number and kind."""
    processes_max: int = 0
    descriptors: tuple[int, int] = (0, 0)
    """Of the service process: after warming up, and the most afterwards."""
    memory_megabytes: tuple[float, float] = (0.0, 0.0)
    """Of the service process, resident: after warming up, and the most afterwards."""
    bred: int = 0

    @property
    def failed(self) -> bool:
        """Whether anything was found that must be mended."""
        return bool(self.problems)


class Fuzz:
    """One run: `workers` processes, and twice as many inputs under way."""

    def __init__(self, seed: int, seeds: list[bytes], workers: int, folder: Path) -> None:
        self.report = Report(seed)
        self._inputs = Inputs(seed, seeds)
        self._workers = workers
        self._folder = folder
        self._findings = Findings(folder / "findings")
        self.report.problems = self._findings.counts  # one table: those of `_look` are in it, too
        self._own = psutil.Process()
        self._others = {each.pid for each in self._own.children(recursive=True)}
        self._ends_at = 0.0
        self._inputs_least = 0
        self._time_limit_seconds = 0.0
        self._slow: list[Input] = []

    async def run(self, seconds: float, state: Path, inputs_least: int = 0) -> Report:
        """Run for so many seconds, and so many inputs; `state` is a folder for the store."""
        self._inputs_least = inputs_least
        settings = Settings(store=f"sqlite:///{state}", worker_processes=self._workers)
        self._time_limit_seconds = settings.extract_timeout_seconds
        step = ExtractStep(settings)
        step.workers._on_restart = lambda why: self.report.restarts.update([why])
        parts = [part for part in (step.workers, step.sites) if part]
        for part in parts:
            await part.start()
        started = time.monotonic()
        self._ends_at = started + seconds
        try:
            async with asyncio.TaskGroup() as group:
                group.create_task(self._tell(started))
                for _ in range(2 * self._workers):
                    group.create_task(self._feed(step))
        finally:
            for part in reversed(parts):
                await part.stop()
        await self._second_look()
        self.report.seconds = time.monotonic() - started
        self.report.bred = self._inputs.bred
        self._look(left=0)
        return self.report

    @property
    def _goes_on(self) -> bool:
        return time.monotonic() < self._ends_at or self.report.inputs < self._inputs_least

    async def _feed(self, step: ExtractStep) -> None:
        while self._goes_on:
            given = self._inputs.next()
            start = time.monotonic()
            await self._one(step, given)
            self._count(given, time.monotonic() - start)
            if self.report.inputs % LOOK_EVERY == 0:
                self._look(left=1 + self._workers + SPARE_PROCESSES)

    async def _one(self, step: ExtractStep, given: Input) -> None:
        try:
            async with asyncio.timeout(ANSWER_LIMIT_SECONDS):
                answer = await _answer(step, given.event)
            found = list(problems(given.event, answer))
        except Exception as error:
            lines = "".join(traceback.format_exception(error))
            self._add(given.event, f"{type(error).__name__}: {error}\n{lines[-3000:]}")
            return
        for problem in found:
            self._add(given.event, problem)
        self._learn(given, answer)

    def _learn(self, given: Input, answer: ArticleExtracted | Ended) -> None:
        name = answer.reason.value if isinstance(answer, Ended) else "article"
        self.report.answers[name] += 1
        if not isinstance(answer, Ended) or answer.reason not in COSTLY:
            self._inputs.learn(given, answer)
        elif answer.reason is Reason.EXTRACT_TIMEOUT:
            self._slow.append(given)  # or the machine had no time for it: see `_second_look`
        else:
            self._add(given.event, f"{answer.reason.value}: {answer.detail}")

    async def _second_look(self) -> None:
        """Tell pages that take too long from a machine that had no time for them: by CPU time."""
        pool = WorkerPool(cpu_seconds, size=1, time_limit_seconds=SECOND_LOOK_SECONDS)
        while self._slow:
            try:
                await pool.start()
            except WorkerStartError:
                continue
            while self._slow:
                given = self._slow.pop()
                try:
                    seconds = await pool.run(given.event.data, given.event.passport.hints)
                except WorkerTimeout:
                    seconds = SECOND_LOOK_SECONDS
                if seconds > self._time_limit_seconds:
                    self._add(given.event, f"extract_timeout: {seconds:.0f} s CPU")
                else:
                    self.report.answers["extract_timeout, of which starved"] += 1
            await pool.stop()

    def _add(self, event: Envelope[PageFetched], problem: str) -> None:
        self._findings.add(event, problem)
        print(f"  found: {problem[:300]}", flush=True)

    def _count(self, given: Input, seconds: float) -> None:
        report = self.report
        report.inputs += 1
        report.kinds[given.kind] += 1
        report.megabytes += len(given.event.data.body) / 1e6
        entry = (round(seconds, 3), given.number, given.kind)
        heapq.heappush(report.slowest, entry)
        if len(report.slowest) > SLOWEST and heapq.heappop(report.slowest) != entry:
            self._keep_slow(given)

    def _keep_slow(self, given: Input) -> None:
        folder = self._folder / "slow"
        folder.mkdir(parents=True, exist_ok=True)
        (folder / f"{given.number}.html").write_bytes(given.event.data.body)
        kept = {str(number) for _, number, _ in self.report.slowest}
        for path in folder.glob("*.html"):
            if path.stem not in kept:
                path.unlink()

    def _look(self, left: int) -> None:
        """Check that no process and no descriptor is left over."""
        report = self.report
        found = {each.pid for each in self._own.children(recursive=True)}
        processes = len(found - self._others)
        report.processes_max = max(report.processes_max, processes)
        if processes > left:
            report.problems[f"{processes} processes, expected {left} at most"] += 1
        descriptors, memory = self._own.num_fds(), self._own.memory_info().rss / 1e6
        if report.inputs <= WARM_UP_INPUTS:
            report.descriptors, report.memory_megabytes = (descriptors,) * 2, (memory,) * 2
            return
        report.descriptors = (report.descriptors[0], max(report.descriptors[1], descriptors))
        report.memory_megabytes = (
            report.memory_megabytes[0],
            max(report.memory_megabytes[1], memory),
        )
        if descriptors > report.descriptors[0] + SPARE_DESCRIPTORS:
            report.problems["descriptors grow"] += 1

    async def _tell(self, started: float) -> None:
        told = started
        while self._goes_on:
            await asyncio.sleep(0.5)
            now = time.monotonic()
            if now - told > 60:
                told = now
                print(_line(self.report, now - started), flush=True)


async def _answer(step: ExtractStep, event: Envelope[PageFetched]) -> ArticleExtracted | Ended:
    """Let an event take the step as it travels."""
    data = pack(event.data, event.data.site)
    found = await step(Envelope(event.id, event.source, event.time, event.passport, data))
    return found if isinstance(found, Ended) else unpack(found, ArticleExtracted)


def _line(report: Report, seconds: float) -> str:
    answers: dict[str, Any] = dict(report.answers.most_common(5))
    return f"{seconds / 60:5.1f} min  {report.inputs} inputs  {answers}  {dict(report.restarts)}"

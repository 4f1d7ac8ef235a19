"""One run: start everything, submit, kill, wait until all is answered, stop, and count."""

import os
import shutil
import signal
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import replace

from schemas.pipeline import EXTRACT, PIPELINE, step
from schemas.submission import BadSubmission, read_submission
from tests.harness.chaos.account import Facts, judge
from tests.harness.chaos.audit import as_json, gather, ledger_answered
from tests.harness.chaos.faults import Event, Fault, length_seconds, plan_for, schedule
from tests.harness.chaos.inject import Done, Injector
from tests.harness.chaos.options import MARK, STAGES, Options
from tests.harness.chaos.parts import Parts
from tests.harness.chaos.report import Timing, report_of
from tests.harness.chaos.submitter import Submitter
from tests.harness.chaos.supervisor import marked_processes
from tests.harness.chaos.usage import Usage
from tests.harness.chaos.watch import Follower, GroupWatch
from tests.harness.chaos.workload import expectations, workload

READY_TIMEOUT_SECONDS = 180.0
TICK_SECONDS = 0.05
TAIL_SECONDS = 5.0
"""Submissions go on for so long after the last fault."""
STOP_TIMEOUT_SECONDS = 60.0
LEDGER_TIMEOUT_SECONDS = 180.0
"""Without a new row for so long it has stopped."""
ORPHAN_SECONDS = 5.0
"""A child of a killed process must have noticed by then."""
SAY_EVERY_SECONDS = 15.0

Say = Callable[[str], None]


class Failed(RuntimeError):
    """The run could not be carried out; it says nothing about loss."""


class Chaos:
    """One run with its parts."""

    def __init__(self, options: Options, say: Say) -> None:
        self._options = options
        self._say = say
        self._parts = Parts(options)
        self._planned = list(workload(self._parts.site, options.urls))
        self._events = self._faults()
        self._injector = Injector(
            self._events, self._parts.supervisor, self._parts.broker, self._parts.postgres, say
        )
        self._follower = Follower(self._parts.kafka)
        self._groups = GroupWatch(self._parts.kafka, [each.group for each in PIPELINE])
        self._usage = Usage(self._parts.supervisor.pids, self._parts.folder / "tmp")

    def run(self) -> dict[str, object]:
        """Carry the run out and return its report."""
        begun = time.monotonic()
        self._say(f"logs in {self._parts.folder}")
        try:
            self._parts.start()
            self._start_services()
            timing = self._work(begun)
            self._await_ledger()
            self._say("stopping the services")
            self._parts.supervisor.stop(STOP_TIMEOUT_SECONDS)
            orphans = self._orphans()
            self._say("reading the topics and the tables")
            facts = gather(self._parts.kafka, self._parts.store)
            return report_of(
                self._options,
                self._account(facts),
                self._parts.supervisor.tally,
                self._injector.log,
                timing,
                self._takeovers(),
                self._usage.summary(),
                self._parts.site_stats(),
                orphans,
            )
        finally:
            self._end()

    def tidy(self) -> None:
        """Remove the logs."""
        shutil.rmtree(self._parts.folder, ignore_errors=True)

    def _account(self, facts: Facts) -> dict[str, object]:
        account = as_json(judge(facts, expectations(self._parts.site, facts.submitted)))
        planned = Counter(each.value for each in self._planned)
        lost = planned - Counter(each.value for each in facts.submitted)
        if lost:  # the broker's loss, or the client's: not ours, but it must be known
            account["confirmed_but_not_on_topic"] = [value.decode() for value in lost.elements()]
        return account

    # ------------------------------------------------------------ steps

    def _faults(self) -> list[Event]:
        if self._options.kills == 0:
            return []
        plan = plan_for(
            self._options.kills,
            durable_broker=self._parts.broker.durable,
            server_store=self._parts.postgres is not None,
            children=EXTRACT.stage in self._options.stages,
        )
        plan = replace(
            plan, pause_seconds=self._options.pause_seconds, workers=self._options.workers
        )
        return schedule(self._options.seed, plan, self._options.stages, EXTRACT.stage)

    def _start_services(self) -> None:
        for stage in STAGES:
            for slot in range(self._options.workers):
                self._parts.supervisor.add(stage, slot)
        deadline = time.monotonic() + READY_TIMEOUT_SECONDS
        self._parts.supervisor.tick()
        while waiting := self._parts.supervisor.not_ready():
            self._parts.supervisor.tick()
            if time.monotonic() > deadline:
                raise Failed(
                    f"not all services were ready after {READY_TIMEOUT_SECONDS:.0f} s:"
                    f" {', '.join(waiting)}"
                )
            time.sleep(0.2)
        for thread in (self._follower, self._groups, self._usage):
            thread.start()

    def _work(self, begun: float) -> Timing:
        """Submit and kill until both are done, then wait for the answers."""
        started = time.monotonic()
        self._say(f"ready after {started - begun:.0f} s; submitting {len(self._planned)}")
        self._injector.start()
        seconds = self._options.minutes * 60 or length_seconds(self._events) + TAIL_SECONDS
        submitter = Submitter(
            self._parts.kafka, self._planned, seconds, idempotent=self._parts.broker.durable
        )
        wanted = 0
        said_at = quiet_from = 0.0
        while True:
            now = time.monotonic()
            self._parts.supervisor.tick()
            submitter.tick(now - started - self._injector.late_seconds)
            if self._injector.error is not None:
                raise Failed(f"a fault could not be done: {self._injector.error}")
            if now - said_at > SAY_EVERY_SECONDS:
                said_at = now
                self._progress(now - started, submitter)
            if not quiet_from and submitter.done and self._injector.finished.is_set():
                quiet_from = now
                wanted = self._wanted(submitter)
                self._say(f"all submitted, all faults done after {now - started:.0f} s; draining")
            if quiet_from and len(self._follower.answered_at) >= wanted:
                break
            silent = now - max(self._follower.last_at, quiet_from or now)
            if silent > self._options.drain_timeout_seconds:
                self._say(f"no new answer for {silent:.0f} s: giving up")
                break
            if now - begun > self._options.limit_seconds:
                self._say("the run takes too long: giving up")
                break
            time.sleep(TICK_SECONDS)
        return self._timing(started, quiet_from, submitter)

    def _await_ledger(self) -> None:
        """Give the ledger time to enter what was answered; what it then lacks is a fault."""
        self._say("waiting for the ledger")
        entered, moved_at = -1, time.monotonic()
        while entered < len(self._follower.answered_at):
            self._parts.supervisor.tick()
            now_entered = ledger_answered(self._parts.store)
            if now_entered != entered:
                entered, moved_at = now_entered, time.monotonic()
            if time.monotonic() - moved_at > LEDGER_TIMEOUT_SECONDS:
                return
            time.sleep(0.5)

    def _timing(self, started: float, quiet_from: float, submitter: Submitter) -> Timing:
        ended = self._follower.last_at
        return Timing(
            submit_seconds=(quiet_from or ended) - started,
            drain_seconds=max(0.0, ended - quiet_from) if quiet_from else 0.0,
            total_seconds=ended - started,
            longest_silence_seconds=self._follower.longest_silence_seconds,
            undelivered=submitter.failed,
        )

    def _wanted(self, submitter: Submitter) -> int:
        """Submissions with an id of their own: bare and bad ones each, named ones once an id."""
        return distinct_ids([each.value for each in self._planned]) - submitter.failed

    def _progress(self, elapsed_seconds: float, submitter: Submitter) -> None:
        answered = len(self._follower.answered_at)
        hit = len(self._injector.log)
        self._say(
            f"{elapsed_seconds:.0f} s: {submitter.confirmed} submitted, {answered} answered,"
            f" {hit} of {len(self._events)} faults"
        )

    def _takeovers(self) -> list[float]:
        kills: list[Done] = [done for done in self._injector.log if done.event.fault is Fault.KILL]
        found = [
            self._groups.takeover_seconds(step(done.event.stage).group, done.at) for done in kills
        ]
        return [seconds for seconds in found if seconds is not None]

    def _orphans(self) -> list[int]:
        deadline = time.monotonic() + ORPHAN_SECONDS
        while (left := marked_processes(MARK, self._parts.run_id)) and time.monotonic() < deadline:
            time.sleep(0.2)
        return left

    def _end(self) -> None:
        for thread in (self._follower, self._groups, self._usage):
            thread.close()
        self._parts.supervisor.stop(1)
        for pid in marked_processes(MARK, self._parts.run_id):
            os.kill(pid, signal.SIGKILL)
        self._parts.stop()
        self._injector.close()


def distinct_ids(values: list[bytes]) -> int:
    """Count submissions as the contract tells them apart."""
    named, nameless = set(), 0
    for value in values:
        try:
            key = read_submission(value).id
        except BadSubmission:
            key = None
        if key is None:
            nameless += 1
        else:
            named.add(key)
    return len(named) + nameless

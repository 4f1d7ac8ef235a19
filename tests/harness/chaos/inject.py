"""Does the faults of a plan, each at its time, and keeps a log of what was really hit."""

import signal
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from deploy.kafka.node import ApacheKafka
from services.local.tansu import Tansu
from tests.harness.chaos.faults import Event, Fault
from tests.harness.chaos.supervisor import Supervisor
from tests.support.postgres import Postgres

TARGET_WAIT_SECONDS = 20.0
"""A process that is just being restarted is waited for, so that every kill kills."""
CHILD_WAIT_SECONDS = 3.0
"""An extract service without work has no child to kill."""

SIGNALS = {
    Fault.KILL: signal.SIGKILL,
    Fault.TERM: signal.SIGTERM,
    Fault.FREEZE: signal.SIGSTOP,
    Fault.THAW: signal.SIGCONT,
}


@dataclass(frozen=True, slots=True)
class Done:
    """A fault that was done, or that found nothing to hit."""

    at: float
    """Monotonic time."""
    event: Event
    pid: int | None
    seconds: float = 0.0
    """How long it took, where it waits (a restart)."""


class Injector(threading.Thread):
    """Works through the plan. Servers that it restarts live as long as this thread: `close` it."""

    def __init__(
        self,
        events: Sequence[Event],
        supervisor: Supervisor,
        broker: ApacheKafka | Tansu,
        postgres: Postgres | None,
        say: Callable[[str], None],
    ) -> None:
        super().__init__(name="injector", daemon=True)
        self.log: list[Done] = []
        self.late_seconds = 0.0
        """What slow faults have put the plan off by; the rest keeps its distances."""
        self.finished = threading.Event()
        self.error: BaseException | None = None
        self._events = events
        self._supervisor = supervisor
        self._broker = broker
        self._postgres = postgres
        self._say = say
        self._closing = threading.Event()

    def run(self) -> None:
        """Do every fault, then wait to be closed."""
        started = time.monotonic()
        try:
            for event in self._events:
                ahead = started + self.late_seconds + event.at_seconds - time.monotonic()
                self.late_seconds += max(0.0, -ahead)
                self._closing.wait(max(0.0, ahead))
                if self._closing.is_set():
                    return
                self._do(event)
        except BaseException as error:
            self.error = error
            raise
        finally:
            self.finished.set()
            self._closing.wait()

    def close(self) -> None:
        """Let the thread end: only after the servers have been stopped."""
        self._closing.set()

    def _do(self, event: Event) -> None:
        at = time.monotonic()
        pid = self._hit(event)
        done = Done(at, event, pid, time.monotonic() - at)
        self.log.append(done)
        where = f" {event.stage}-{event.slot}" if event.stage else ""
        self._say(f"{event.fault}{where} (pid {pid}, {done.seconds:.1f} s)")

    def _hit(self, event: Event) -> int | None:
        match event.fault:
            case Fault.JOIN:
                self._supervisor.add(event.stage, event.slot)
            case Fault.LEAVE:
                self._supervisor.remove(event.stage, event.slot)
            case Fault.KILL_CHILD:
                index = int(event.at_seconds)
                return self._patiently(
                    lambda: self._supervisor.hit_child(event.stage, event.slot, index),
                    CHILD_WAIT_SECONDS,
                )
            case Fault.KILL | Fault.TERM | Fault.FREEZE:
                number = SIGNALS[event.fault]
                return self._patiently(
                    lambda: self._supervisor.hit(event.stage, event.slot, number)
                )
            case Fault.THAW:
                return self._supervisor.hit(event.stage, event.slot, signal.SIGCONT)
            case _:
                return self._hit_server(event.fault)
        return None

    def _hit_server(self, fault: Fault) -> int | None:
        match fault:
            case Fault.BROKER_KILL:
                pid = self._broker.pid
                self._broker.kill()
                return pid
            case Fault.BROKER_START:
                self._broker.start()
                return self._broker.pid
            case Fault.BROKER_FREEZE | Fault.BROKER_THAW:
                frozen = fault is Fault.BROKER_FREEZE
                self._broker.child.send(signal.SIGSTOP if frozen else signal.SIGCONT)
                return self._broker.pid
        if self._postgres is None:
            return None
        if fault is Fault.STORE_KILL:
            self._postgres.kill()
        self._postgres.restart()
        return self._postgres.pid

    def _patiently(
        self, hit: Callable[[], int | None], seconds: float = TARGET_WAIT_SECONDS
    ) -> int | None:
        deadline = time.monotonic() + seconds
        while (pid := hit()) is None and time.monotonic() < deadline:
            if self._closing.wait(0.2):
                break
        return pid

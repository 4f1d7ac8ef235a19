"""The seeded plan of faults: what is hit, where, and when. Pure."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum


class Fault(StrEnum):
    """What is done to the running system."""

    KILL = "kill"
    """kill -9 of a service process."""
    TERM = "term"
    """SIGTERM: a clean stop is expected."""
    FREEZE = "freeze"
    """SIGSTOP of a service process."""
    THAW = "thaw"
    """SIGCONT of the one that was frozen."""
    KILL_CHILD = "kill_child"
    """kill -9 of an extraction worker."""
    JOIN = "join"
    """One more worker of a stage: a rebalance."""
    LEAVE = "leave"
    """The extra worker goes: another rebalance."""
    BROKER_KILL = "broker_kill"
    """kill -9 of the broker."""
    BROKER_START = "broker_start"
    """The broker again, on the same data and port."""
    BROKER_FREEZE = "broker_freeze"
    """SIGSTOP of the broker under load: every producer's buffer fills."""
    BROKER_THAW = "broker_thaw"
    """SIGCONT of the broker."""
    STORE_RESTART = "store_restart"
    """The database server stops in order and comes back."""
    STORE_KILL = "store_kill"
    """kill -9 of the database server, and a start on the same data."""


@dataclass(frozen=True, slots=True, order=True)
class Event:
    """One fault at its time."""

    at_seconds: float
    fault: Fault
    stage: str = ""
    slot: int = 0


@dataclass(frozen=True, slots=True)
class Plan:
    """How often each kind of fault happens."""

    kills: int = 50
    terms: int = 8
    freezes: int = 8
    child_kills: int = 10
    storms: int = 2
    broker_kills: int = 3
    broker_freezes: int = 2
    store_restarts: int = 1
    store_kills: int = 1
    pause_seconds: float = 3.0
    """Mean time between two faults."""
    workers: int = 2
    """Processes of each stage."""


STORM_JOINS = 4
"""Workers that come and go in one rebalance storm."""
FREEZE_SECONDS = (2.0, 5.0, 9.0, 14.0)
"""Shorter and longer than the session timeout of 6 s: some come back as a ghost."""
BROKER_FREEZE_SECONDS = 20.0
"""Longer than the services' request timeout: what was sent without waiting is given up."""
BROKER_DOWN_SECONDS = 2.0
STORM_STEP_SECONDS = 1.5


def plan_for(kills: int, durable_broker: bool, server_store: bool, children: bool = True) -> Plan:
    """Scale the long form (50 kills) to the number of kills; what cannot survive is left alone."""
    share = kills / 50
    broker = durable_broker and kills > 0
    return Plan(
        kills=kills,
        terms=round(8 * share),
        freezes=round(8 * share),
        child_kills=round(10 * share) if children else 0,
        storms=1 if kills and share < 1 else round(2 * share),
        broker_kills=max(1, round(3 * share)) if broker else 0,
        broker_freezes=1 if kills and share < 1 else round(2 * share),
        store_restarts=1 if kills and server_store else 0,
        store_kills=max(1, round(share)) if kills and server_store else 0,
    )


def schedule(seed: int, plan: Plan, stages: Sequence[str], child_stage: str) -> list[Event]:
    """Return the faults in the order of their times; the same for the same arguments."""
    rng = random.Random(f"faults/{seed}")
    causes = list(_causes(rng, plan, stages, child_stage))
    rng.shuffle(causes)
    events: list[Event] = []
    at = plan.pause_seconds
    for fault, stage, slot in causes:
        events += _spread(rng, fault, stage, slot, at, plan.workers)
        at = max(at + rng.uniform(0.4, 1.6) * plan.pause_seconds, _free_at(fault, events, at))
    return sorted(events)


def length_seconds(events: Sequence[Event]) -> float:
    """Return when the last fault happens."""
    return max((event.at_seconds for event in events), default=0.0)


def _causes(
    rng: random.Random, plan: Plan, stages: Sequence[str], child_stage: str
) -> Iterator[tuple[Fault, str, int]]:
    """Each stage in turn, so that a short run leaves none out."""
    for fault, count in (
        (Fault.KILL, plan.kills), (Fault.TERM, plan.terms), (Fault.FREEZE, plan.freezes),
        (Fault.JOIN, plan.storms),
    ):  # fmt: skip
        order = rng.sample(list(stages), len(stages))
        for number in range(count):
            slot = number if fault is Fault.JOIN else rng.randrange(plan.workers)
            yield fault, order[number % len(order)], slot
    for _ in range(plan.child_kills):
        yield Fault.KILL_CHILD, child_stage, rng.randrange(plan.workers)
    for fault, count in (
        (Fault.BROKER_KILL, plan.broker_kills), (Fault.BROKER_FREEZE, plan.broker_freezes),
        (Fault.STORE_RESTART, plan.store_restarts), (Fault.STORE_KILL, plan.store_kills),
    ):  # fmt: skip
        for _ in range(count):
            yield fault, "", 0


def _spread(
    rng: random.Random, fault: Fault, stage: str, slot: int, at: float, workers: int
) -> Iterator[Event]:
    """Yield a fault together with its end."""
    if fault is Fault.JOIN:  # the slot is the number of the storm
        first = workers + slot * STORM_JOINS
        for number in range(STORM_JOINS):
            joined = at + number * STORM_STEP_SECONDS
            yield Event(joined, Fault.JOIN, stage, first + number)
            gone = (
                joined + rng.uniform(5, 9) * STORM_STEP_SECONDS
            )  # they join late on a busy machine
            yield Event(gone, Fault.LEAVE, stage, first + number)
        return
    yield Event(at, fault, stage, slot)
    if fault is Fault.FREEZE:
        yield Event(at + rng.choice(FREEZE_SECONDS), Fault.THAW, stage, slot)
    elif fault is Fault.BROKER_KILL:
        yield Event(at + BROKER_DOWN_SECONDS, Fault.BROKER_START)
    elif fault is Fault.BROKER_FREEZE:
        yield Event(at + BROKER_FREEZE_SECONDS, Fault.BROKER_THAW)


def _free_at(fault: Fault, events: Sequence[Event], at: float) -> float:
    """The broker can only be hit again once it is back."""
    if fault in (Fault.BROKER_KILL, Fault.BROKER_FREEZE):
        return max(event.at_seconds for event in events) + 1.0
    return at

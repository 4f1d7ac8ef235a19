"""A flood through frontier and schedule together, with a clock of its own."""

import heapq
import math
import random
from collections import Counter
from dataclasses import dataclass, field

from services.fetch.hosts.frontier import Frontier
from services.fetch.hosts.health import HostSignal
from services.fetch.hosts.host import NoTurn, Turn
from tests.support.fetch_settings import new_frontier

T0 = 1_000_000.0
OK = HostSignal(status=200)
LATENCY_SECONDS = 1.5
"""Between the due time of a row and the moment when its event has come back, at most."""


@dataclass
class World:
    """One worker, one schedule. `happenings` are (instant, order, what, whom)."""

    frontier: Frontier = field(default_factory=new_frontier)
    happenings: list[tuple[float, int, str, object]] = field(default_factory=list)
    dice: random.Random = field(default_factory=lambda: random.Random(7))
    deferrals: Counter[int] = field(default_factory=Counter)
    fetched_at: dict[int, float] = field(default_factory=dict)
    turns: dict[int, tuple[int, str]] = field(default_factory=dict)
    order: int = 0
    looks_at: float = math.inf
    """When it looks next of its own accord: one look is enough."""

    def later(self, at: float, what: str, whom: object) -> None:
        self.order += 1
        heapq.heappush(self.happenings, (at, self.order, what, whom))

    def arrive(self, now: float, url: int, host: str) -> None:
        answer = self.frontier.place(host, now, from_schedule=self.deferrals[url] > 0)
        if isinstance(answer, NoTurn):
            self.defer(answer, url, host)
        else:
            self.turns[id(answer)] = url, host

    def defer(self, answer: NoTurn, url: int, host: str) -> None:
        self.deferrals[url] += 1
        back_at = answer.until + self.dice.uniform(0, LATENCY_SECONDS)
        self.later(back_at, "arrive", (url, host))

    def run(self) -> None:
        while self.happenings:
            now, _, what, whom = heapq.heappop(self.happenings)
            if what == "arrive":
                self.arrive(now, *whom)  # type: ignore[misc]
            elif what == "end":
                assert isinstance(whom, Turn)
                self.frontier.release(whom, now, OK)
            elif now >= self.looks_at:
                self.looks_at = math.inf
            for turn, deferred in self.frontier.ready(now):
                url, host = self.turns.pop(id(turn))
                if deferred is not None:
                    self.defer(deferred, url, host)
                    continue
                self.fetched_at[url] = now
                self.later(now + 0.2, "end", turn)
            self.look(now)

    def look(self, now: float) -> None:
        wake_at = self.frontier.wake_at()
        if wake_at is not None and (look_at := max(wake_at, now)) < self.looks_at:
            self.looks_at = look_at
            self.later(look_at, "look", None)


def test_a_flood_drains_at_the_pace_of_its_host_and_is_scheduled_about_once_a_url() -> None:
    world = World()
    for url in range(2_000):
        world.later(T0, "arrive", (url, "flooded.test"))
    world.run()
    assert len(world.fetched_at) == 2_000
    assert max(world.fetched_at.values()) - T0 < 2_000 * 1.05
    assert sum(world.deferrals.values()) < 2_000 * 1.1
    assert max(world.deferrals.values()) <= 3


def test_a_flood_does_not_hold_up_other_hosts_and_newcomers_get_behind_it() -> None:
    world = World()
    for url in range(500):
        world.later(T0, "arrive", (url, "flooded.test"))
    for url in range(500, 600):
        world.later(T0 + 1, "arrive", (url, f"{url}.test"))
    world.later(T0 + 2, "arrive", (600, "flooded.test"))
    world.run()
    assert all(world.fetched_at[url] == T0 + 1 for url in range(500, 600))
    assert world.fetched_at[600] >= T0 + 490

"""Four weeks of several sites, as the outcomes of their URLs: a simulated press."""

import random
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from schemas.events import ArticleSigns, Outcome, SiteState
from schemas.outcomes import Reason
from services.ledger.sites.judge import judge
from services.ledger.sites.tally import day_of, tallies
from services.ledger.sites.usual import KEPT_DAYS, History, share_of_usual, turnout_by_day
from services.settings import Settings

MONDAY = datetime(2026, 3, 2, tzinfo=UTC)
SETTINGS = Settings()
States = dict[str, tuple[SiteState, ...]]


@dataclass(frozen=True)
class Site:
    """How a site behaves: articles by weekday, and the share of pages that have each field."""

    name: str
    weekday: float = 20.0
    weekend: float = 8.0
    spread: float = 0.0
    """Standard deviation of the logarithm of a day's mean."""
    fields: tuple[str, ...] = ("title", "authors", "published_at", "image")
    confidence: float = 0.93
    door: Reason | None = None
    door_share: float = 1.0
    unreadable: float = 0.03
    rare: tuple[str, float] = ("", 0.0)
    """A field that not all pages have, and the share of those that have it."""


Change = Callable[[Site, int], Site]


def outcomes_of(site: Site, day: int, dice: random.Random) -> Iterator[Outcome]:
    """Yield a day's outcomes."""
    at = MONDAY + timedelta(days=day)
    mean = site.weekday if at.weekday() < 5 else site.weekend
    mean *= dice.lognormvariate(0, site.spread)
    for number in range(poisson(mean, dice)):
        url, decided_at = f"https://{site.name}/{day}/{number}", at + timedelta(hours=7)
        if site.door and dice.random() < site.door_share:
            yield outcome(url, decided_at, site.door)
        elif dice.random() < site.unreadable:
            yield outcome(url, decided_at, Reason.NO_TEXT)
        else:
            present = tuple(name for name in site.fields if dice.random() < 0.95)
            if dice.random() < site.rare[1]:
                present += (site.rare[0],)
            confidence = min(1.0, max(0.0, dice.gauss(site.confidence, 0.1)))
            signs = ArticleSigns(site=site.name, confidence=confidence, fields=present)
            yield outcome(url, decided_at, Reason.NEW, signs)


def outcome(url: str, at: datetime, reason: Reason, signs: ArticleSigns | None = None) -> Outcome:
    return Outcome(
        submission_id=url, url=url, outcome=reason.outcome, reason=reason, stage="any",
        submitted_at=at, decided_at=at, signs=signs,
    )  # fmt: skip


def poisson(mean: float, dice: random.Random) -> int:
    """Return how many came, where so many are to be expected."""
    count, left = 0, dice.expovariate(1.0)
    while left < mean:
        count, left = count + 1, left + dice.expovariate(1.0)
    return count


@dataclass
class Press:
    """Sites, their counts so far, and the states that were found."""

    sites: list[Site]
    seed: int = 1
    histories: dict[str, dict[int, Counter[str]]] = field(default_factory=dict)
    states: States = field(default_factory=dict)

    def days(self, first: int, last: int, change: Change = lambda site, day: site) -> None:
        """Live through days, and judge on the morning after each."""
        for day in range(first, last):
            for site in self.sites:
                dice = random.Random(f"{self.seed} {site.name} {day}")
                found = tallies(outcomes_of(change(site, day), day, dice))
                for (name, number), counts in found.items():
                    self.histories.setdefault(name, {}).setdefault(number, Counter()).update(counts)
            self.judge(day + 1)

    def judge(self, day: int) -> None:
        today = day_of(MONDAY) + day
        for history in self.histories.values():
            history.pop(today - KEPT_DAYS - 1, None)
        histories: dict[str, History] = {**self.histories}
        turnout = turnout_by_day(share_of_usual(each, today) for each in histories.values())
        self.states = {
            name: judge(each, today, turnout, self.states.get(name, ()), SETTINGS)
            for name, each in histories.items()
        }

    def found(self) -> dict[str, list[str]]:
        """Return the sites that are not as usual, and their states."""
        return {
            name: [state.name for state in states] for name, states in self.states.items() if states
        }


def press(weekend: float = 0.4, spread: float = 0.0) -> Press:
    """Return twelve sites of all sizes; `weekend`: its articles, as a share of a weekday's."""
    sizes = (400, 120, 60, 40, 30, 25, 20, 15, 10, 6, 4, 2)
    names = [f"site{number}.example" for number in range(len(sizes))]
    pairs = zip(names, sizes, strict=True)
    return Press([Site(name, size, size * weekend, spread) for name, size in pairs])

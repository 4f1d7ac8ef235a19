"""What a seed says: pages, submissions, and faults, each at its time."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from random import Random

from schemas.pipeline import PIPELINE
from tests.harness.simulation.web import Moved, Page, Pages, Reply, Silent, Status

STAGES = tuple(step.stage for step in PIPELINE)
FAULTS_MAX = 6
STORES = ("intake", "fetch", "publish", "ledger")
ACTIVE_SECONDS = 40.0
"""So long submissions and faults go on."""
NEAR_SECONDS = 6.0
"""Within which most faults follow a submission, to meet its events on their way."""
LASTING_SECONDS = (1.0, 5.0, 12.0)
"""How long a fault lasts. All have ended when `QUIET_SECONDS` have passed since the last."""
PACES = (0.05, 0.5, 2.0)
"""Seconds that a call over a wire takes at most."""


class Fault(StrEnum):
    """What is done to a stage."""

    KILL = "kill"
    FREEZE = "freeze"
    REBALANCE = "rebalance"
    CLOCK = "wrong clock of"
    BREAK = "break"
    """It fails at all events, which become dead letters."""
    HURRY = "time-outs of"
    """Extract gives up pages, which it has read another time or will read."""
    OLD_STORE = "older store of"
    """Its database is replaced by an older copy, or an empty one."""
    RETENTION = "delete what is to be read by"
    ANEW = "make anew a topic that is read by"
    PARTITION = "add a partition to a topic that is read by"


HIT: Mapping[Fault, Sequence[str]] = {Fault.OLD_STORE: STORES, Fault.HURRY: ("extract",)}
"""Which stages a fault may hit; others any."""


@dataclass(frozen=True, slots=True)
class Submit:
    """A submission; without an id its place is its id."""

    at: float
    url: str
    id: str | None = None
    force: bool = False
    expires_in: float | None = None

    def __str__(self) -> str:
        more = f" force={self.force}" * self.force + f" id={self.id}" * (self.id is not None)
        return f"submit {self.url}{more}"


@dataclass(frozen=True, slots=True)
class Disturb:
    """A fault, for so many seconds where it lasts."""

    at: float
    fault: Fault
    stage: str
    seconds: float = 0.0

    def __str__(self) -> str:
        return f"{self.fault} {self.stage}" + f" for {self.seconds:.0f} s" * bool(self.seconds)


@dataclass(frozen=True, slots=True)
class Cancel:
    """An operator withdraws a submission."""

    at: float
    id: str
    url: str

    def __str__(self) -> str:
        return f"cancel {self.id}"


@dataclass(frozen=True, slots=True)
class Retract:
    """An operator takes down the article that was published last."""

    at: float

    def __str__(self) -> str:
        return "retract"


@dataclass(frozen=True, slots=True)
class Letters:
    """An operator puts some dead letters back, or closes them."""

    at: float
    is_retry: bool

    def __str__(self) -> str:
        return "put dead letters back" if self.is_retry else "drop dead letters"


@dataclass(frozen=True, slots=True)
class Block:
    """An operator blocks a host, or no longer."""

    at: float
    host: str
    is_blocked: bool

    def __str__(self) -> str:
        return f"{'block' if self.is_blocked else 'unblock'} {self.host}"


Action = Submit | Disturb | Cancel | Retract | Letters | Block


@dataclass(frozen=True, slots=True)
class Plan:
    """A scenario; what of it happens in which order within an instant is drawn by the seed, too."""

    seed: int
    pace: float
    """At most so many seconds a call over a wire takes."""
    window_seconds: float
    """`NEWSREEL_DUPLICATE_WINDOW_SECONDS`."""
    interval_minutes: float
    """`NEWSREEL_PUBLISH_INTERVAL_MINUTES`."""
    pages: Pages
    actions: Sequence[Action]


def draw(seed: int, faults: Sequence[Fault] = tuple(Fault)) -> Plan:
    """Draw a scenario with faults of these kinds."""
    random = Random(seed)
    pace = random.choice(PACES)
    pages = _pages(random)
    submissions = _submissions(random, list(pages))
    actions: list[Action] = [
        *submissions,
        *_cancels(random, submissions),
        *(Retract(_some_time(random)) for _ in range(random.choice((0, 0, 0, 1, 2)))),
        *(Letters(_some_time(random), random.random() < 0.7) for _ in range(random.randint(0, 3))),
        *_blocks(random),
        *_faults(random, faults, submissions),
    ]
    return Plan(
        seed=seed,
        pace=pace,
        window_seconds=random.choice((0.0, 10.0, 86_400.0)),
        interval_minutes=random.choice((0.0, 0.0, 0.25)),
        pages=pages,
        actions=sorted(actions, key=lambda action: action.at),
    )


def draw_takedowns(seed: int) -> Plan:
    """Draw a scenario in which one article is revised and taken down, again and again."""
    random, url = Random(seed), "https://paper0.test/0"
    versions = [(0.0, Page(0, 1, url)), *((10.0 + 4 * n, Page(0, n + 2, url)) for n in range(5))]
    submissions = [Submit(12 + 4 * n + random.random(), url, f"c{n}", True) for n in range(5)]
    actions: list[Action] = [
        Submit(1.0, url, "first"),
        *submissions,
        *(Retract(14 + random.random() * 30) for _ in range(12)),
        *_faults(random, (Fault.FREEZE, Fault.REBALANCE, Fault.KILL), submissions, ("publish",)),
    ]
    by_time = sorted(actions, key=lambda action: action.at)
    return Plan(seed, 0.5, 0.0, 0.0, {url: versions}, by_time)


def _pages(random: Random) -> Pages:
    """Give each story its URL, and some an edition or a redirect."""
    pages: dict[str, list[tuple[float, Reply]]] = {}
    for story in range(random.randint(1, 4)):
        canonical = f"https://paper{story % 2}.test/{story}"
        pages[canonical] = _states(random, Page(story, 1, canonical))
        if random.random() < 0.3:
            edition = f"https://m.paper{story % 2}.test/{story}-edition"
            pages[edition] = _states(random, Page(story, 1, canonical))
        if random.random() < 0.3:
            pages[f"https://short.test/{story}"] = [(0.0, Moved(canonical))]
    return pages


def _states(random: Random, page: Page) -> list[tuple[float, Reply]]:
    states: list[tuple[float, Reply]] = [(0.0, page)]
    version = 1
    for at in sorted(_some_time(random) for _ in range(random.randint(0, 3))):
        kind = random.random()
        if kind < 0.6:
            version += 1
            states.append((at, Page(page.story, version, page.canonical)))
        else:
            states.append((at, random.choice((Status(404), Status(410), Status(503), Silent()))))
    return states


def _submissions(random: Random, urls: Sequence[str]) -> list[Submit]:
    found = []
    for number in range(random.randint(2, 8)):
        id_ = f"c{number}" if random.random() < 0.5 else None
        found.append(
            Submit(
                _some_time(random),
                random.choice(urls),
                id_,
                force=random.random() < 0.4,
                expires_in=random.choice((None, None, None, 5.0)),
            )
        )
    for repeated in random.sample(found, random.randint(0, min(2, len(found)))):
        if repeated.id is not None:
            url = random.choice((repeated.url, random.choice(urls)))
            found.append(Submit(_some_time(random), url, repeated.id))
    return found


def _cancels(random: Random, submissions: Sequence[Submit]) -> list[Cancel]:
    return [
        Cancel(each.at + random.random() * NEAR_SECONDS, each.id, each.url)
        for each in submissions
        if each.id is not None and random.random() < 0.1
    ]


def _blocks(random: Random) -> list[Block]:
    if random.random() < 0.8:
        return []
    host, at = random.choice(("paper0.test", "paper1.test")), _some_time(random)
    return [Block(at, host, True), Block(at + random.random() * 20, host, False)]


def _some_time(random: Random) -> float:
    return random.random() * ACTIVE_SECONDS


def _faults(
    random: Random,
    faults: Sequence[Fault],
    submissions: Sequence[Submit],
    stages: Sequence[str] = STAGES,
) -> list[Disturb]:
    kinds = random.choices(faults, k=random.randint(0, FAULTS_MAX)) if faults else ()
    return [
        Disturb(
            random.choice(submissions).at + random.random() * NEAR_SECONDS,
            fault,
            random.choice(HIT.get(fault, stages)),
            random.choice(LASTING_SECONDS),
        )
        for fault in kinds
    ]


def stories_of(pages: Pages) -> dict[str, set[int]]:
    """Return the stories that each URL may show, redirects followed."""
    found: dict[str, set[int]] = {}
    for url, states in pages.items():
        replies = [reply for _, reply in states]
        replies += [r for each in replies if isinstance(each, Moved) for _, r in pages[each.to]]
        found[url] = {reply.story for reply in replies if isinstance(reply, Page)}
    return found

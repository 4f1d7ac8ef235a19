"""The promise holds in simulated scenarios, and a stage that breaks it is found."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

import pytest

from services.fetch.decisions import table as fetch_decisions
from services.intake import decisions as intake_decisions
from services.intake.id_checks import Position
from services.ledger.sweep import Sweep
from services.publish import agent as publish
from services.publish import decide_all
from services.stage.emission import Emission, emission
from services.stage.handling import handling
from services.stage.kafka.watermark import Watermark
from services.stage.operator import dead_letters
from tests.harness.simulation.audit import faults_of
from tests.harness.simulation.consumer import Group
from tests.harness.simulation.plan import Fault, draw, draw_takedowns
from tests.harness.simulation.shrink import shrink
from tests.harness.simulation.world import run

SEEDS = 120
PARTS = 4
"""Test processes may share the seeds."""
SEEDS_TO_FIND = 100
TAKEDOWNS = 25
SIMPLE = (Fault.KILL, Fault.FREEZE, Fault.REBALANCE)


@pytest.mark.parametrize("part", range(PARTS))
def test_every_submission_has_one_answer_whatever_goes_wrong(part: int) -> None:
    for seed in range(part, SEEDS, PARTS):
        assert not faults_of(run(draw(seed))), f"python -m tests.harness.simulation --seed {seed}"


def test_a_seed_comes_to_the_same_again() -> None:
    assert run(draw(3)).trace == run(draw(3)).trace


def commit_ahead(self: Watermark, acked: set[int]) -> int | None:
    """Commit what was delivered, done or not."""
    last = self._delivered[-1] if self._delivered else None
    self._delivered.clear()
    return None if last is None else last + 1


def outcome_first(*arguments: Any) -> Emission:
    """Send the outcome before the article that it speaks of."""
    right = emission(*arguments)
    right.messages.reverse()
    return right


def remember_nothing(_: Any, ids: Sequence[Any]) -> list[None]:
    """Fetch again what was decided."""
    return [None] * len(ids)


def decided_nothing(_: Any, ids: Any) -> dict[str, Any]:
    """Decide again what publish has decided."""
    return {}


def decided_by_offset(row: Any, places: Sequence[Position]) -> Iterator[tuple[int, None]]:
    """Take a message for what lay at its offset before."""
    return ((each.offset, None) for each in places if row.first <= each.offset <= row.last)


def read_from_end(self: Group, place: Any) -> int:
    """Begin with what comes, on a partition of which nothing is committed."""
    known = self._log.committed[self.name].get(place)
    return len(self._log.partitions[place].messages) if known is None else known


async def expire_nothing(*_: Any) -> list[Any]:
    """Wait for ever for what is lost."""
    return []


def name_another_answer(*_: Any) -> str:
    """Let the answer to a letter that is put back replace one that nobody gave."""
    return "another"


@pytest.mark.parametrize(
    ("owner", "name", "flaw", "faults"),
    [
        (Watermark, "advance", commit_ahead, SIMPLE),
        (handling, "emission", outcome_first, SIMPLE),
        (fetch_decisions, "recall", remember_nothing, SIMPLE),
        (decide_all, "load_decisions", decided_nothing, SIMPLE),
        (intake_decisions, "_decided_in", decided_by_offset, (Fault.ANEW,)),
        (Group, "start_of", read_from_end, (Fault.PARTITION,)),
        (Sweep, "_expired", expire_nothing, (Fault.RETENTION,)),
        (dead_letters, "outcome_id", name_another_answer, (Fault.BREAK,)),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)
def test_a_stage_with_a_flaw_is_found(
    monkeypatch: pytest.MonkeyPatch,
    owner: Any,
    name: str,
    flaw: Callable[..., Any],
    faults: Sequence[Fault],
) -> None:
    monkeypatch.setattr(owner, name, flaw)
    assert any(faults_of(run(draw(seed, faults))) for seed in range(SEEDS_TO_FIND))


async def look_at_nothing(*_: Any) -> tuple[()]:
    """Send an article, and ask no more whether it has gone."""
    return ()


def test_an_article_that_is_taken_down_stays_so_whoever_sends_it_meanwhile(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    plans = list(map(draw_takedowns, range(TAKEDOWNS)))
    for plan in plans:
        assert not faults_of(run(plan)), plan.seed
    monkeypatch.setattr(publish, "say_end", look_at_nothing)
    assert any(faults_of(run(plan)) for plan in plans)


def test_what_fails_is_made_small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(handling, "emission", outcome_first)
    plan = next(plan for plan in map(draw, range(SEEDS_TO_FIND)) if faults_of(run(plan)))
    small = shrink(plan)
    assert faults_of(run(small))
    assert len(small.actions) == 1

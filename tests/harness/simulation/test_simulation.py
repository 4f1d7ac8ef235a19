"""The promise holds in simulated scenarios, and a stage that breaks it is found."""

from collections.abc import Callable, Sequence
from typing import Any

import pytest

from services.fetch.decisions import table as fetch_decisions
from services.publish import decide_all
from services.stage.emission import Emission, emission
from services.stage.handling import handling
from services.stage.kafka.watermark import Watermark
from tests.harness.simulation.audit import faults_of
from tests.harness.simulation.plan import Fault, draw
from tests.harness.simulation.shrink import shrink
from tests.harness.simulation.world import run

SEEDS = 200
PARTS = 4
"""Test processes may share the seeds."""
FOUND = {
    601066: "publish answered a page once more, otherwise, when its database had been replaced",
}
"""Seeds that once failed, and what they found."""
SEEDS_TO_FIND = 100
SIMPLE = (Fault.KILL, Fault.FREEZE, Fault.REBALANCE)


@pytest.mark.parametrize("part", range(PARTS))
def test_every_submission_has_one_answer_whatever_goes_wrong(part: int) -> None:
    for seed in range(part, SEEDS, PARTS):
        assert not faults_of(run(draw(seed))), f"python -m tests.harness.simulation --seed {seed}"


@pytest.mark.parametrize("seed", FOUND)
def test_what_was_found_once_is_mended(seed: int) -> None:
    assert not faults_of(run(draw(seed)))


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


@pytest.mark.parametrize(
    ("owner", "name", "flaw"),
    [
        (Watermark, "advance", commit_ahead),
        (handling, "emission", outcome_first),
        (fetch_decisions, "recall", remember_nothing),
        (decide_all, "load_decisions", decided_nothing),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)
def test_a_stage_with_a_flaw_is_found(
    monkeypatch: pytest.MonkeyPatch, owner: Any, name: str, flaw: Callable[..., Any]
) -> None:
    monkeypatch.setattr(owner, name, flaw)
    assert any(faults_of(run(draw(seed, SIMPLE))) for seed in range(SEEDS_TO_FIND))


def test_what_fails_is_made_small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(handling, "emission", outcome_first)
    plan = next(plan for plan in map(draw, range(SEEDS_TO_FIND)) if faults_of(run(plan)))
    small = shrink(plan)
    assert faults_of(run(small))
    assert len(small.actions) == 1

"""How far URLs came that have no answer and wait in no schedule."""

import asyncio
import contextlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from pydantic import ValidationError

from schemas.identity import outcome_id
from schemas.passport import Passport
from schemas.pipeline import ACCEPTED, INTAKE
from services.cli.clients.reader import Reader
from services.cli.clients.stages import (
    StageView,
    addresses,
    expired_words,
    look,
    messages,
    processes,
)
from services.cli.clients.store import read_if_answered
from services.cli.errors import Problem
from services.cli.output.runnable import runnable
from services.cli.output.times import from_unix
from services.fetch.decisions import table as decisions
from services.fetch.decisions.table import DECIDED, Decision
from services.settings import Settings
from services.stage.record import Record

CLOCKS_SECONDS = 3600.0
"""How far the clocks of who submits and of intake may be apart."""
READ_SECONDS = 5.0
"""A week of accepted URLs may be on the topic; older ones are skipped where the broker can."""


@dataclass(frozen=True, slots=True)
class Way:
    """What is known of a URL's way. Instants are Unix times."""

    accepted_at: float | None = None
    """When intake accepted it."""
    fetched_at: float | None = None
    """When fetch was done with it."""
    is_answered: bool = False
    """Whether fetch has read its answer."""

    @property
    def words(self) -> list[str]:
        """Say how far it came, for people."""
        said = []
        if self.accepted_at:
            said.append(f"intake accepted it at {from_unix(self.accepted_at)}")
        if self.is_answered:
            said.append("its answer is on the topic; the ledger has yet to read it")
        elif self.fetched_at:
            done = f"fetch was done with it at {from_unix(self.fetched_at)}"
            said.append(f"{done}; since then with extract or a later stage")
        elif said:
            said.append("since then with fetch, or in its queue")
        return said


@dataclass(frozen=True, slots=True)
class Ways:
    """The ways of some URLs, and what the stages here have before them."""

    of: Mapping[str, Way] = field(default_factory=dict)
    """Submission id → its way; nothing of those that nothing is known of."""
    is_whole: bool = False
    """Whether all that intake accepted since then was read: what is not in `of` is with intake."""
    lag: Mapping[str, int] = field(default_factory=dict)
    """Stage → messages that it has not read yet; of those that run here and are behind."""
    expired: Sequence[str] = ()
    """What retention took from the stages that run here, in words."""

    def words(self, submission_id: str) -> list[str]:
        """Say how far a URL came, and which stages are behind."""
        way = self.of.get(submission_id)
        said = way.words if way else []
        if not said:
            with_intake = "intake has not accepted it: it is in its queue, or just answered"
            unknown = runnable("it is in work, or in a stage's queue: see `newsreel status`")
            said = [with_intake if self.is_whole else unknown]
        behind = ", ".join(f"{stage} ({messages(count)})" for stage, count in self.lag.items())
        return [*said, *([f"behind: {behind}"] if behind else []), *self.expired]


async def ways_of(settings: Settings, lines: Iterable[Mapping[str, Any]]) -> Ways:
    """Find out how far open lines of the ledger came; what cannot be read soon is left out."""
    open_lines = {line["submission_id"]: line["submitted_at"] for line in lines}
    if not open_lines:
        return Ways()
    decided = await asyncio.to_thread(_decided, settings, open_lines)
    since = min(open_lines.values()) - CLOCKS_SECONDS
    (accepted, is_whole), views = await asyncio.gather(
        _accepted(settings, open_lines.keys(), datetime.fromtimestamp(since, UTC)),
        views_here(settings),
    )
    known = accepted.keys() | decided.keys()
    ways = {each: _way(accepted.get(each), decided.get(each)) for each in known}
    return Ways(ways, is_whole, lag_of(views), expired_words(views))


def _way(accepted_at: float | None, decided: Decision | None) -> Way:
    """Put together what intake and fetch know; what fetch answers to nobody has its answer."""
    if decided is None:
        return Way(accepted_at)
    if decided.messages is None:
        return Way(accepted_at, is_answered=True)
    return Way(accepted_at, decided.decided_at)


def _decided(settings: Settings, ids: Iterable[str]) -> dict[str, Decision]:
    """Find what fetch decided on submissions; nothing where its store cannot be read from here."""
    answers = {outcome_id(each): each for each in ids}
    found = read_if_answered(
        settings, "fetch", DECIDED, lambda each: decisions.recall(each, list(answers))
    )
    return {answers[each.answer_id]: each for each in found or () if each is not None}


async def _accepted(
    settings: Settings, ids: Iterable[str], since: datetime
) -> tuple[dict[str, float], bool]:
    """Find when intake accepted submissions, and whether all since then is there and was read."""
    found: dict[str, float] = {}
    left = set(ids)
    try:
        async with (
            asyncio.timeout(READ_SECONDS),
            Reader(settings, ACCEPTED.name, since=since) as reader,
        ):
            is_whole = await reader.is_whole()
            async for record in reader.until_end():
                passport = _passport(record)
                if passport is None or passport.submission_id not in left:
                    continue
                left.discard(passport.submission_id)
                stamps = [each.at for each in passport.journey if each.stage == INTAKE.stage]
                at = stamps[-1].timestamp() if stamps else record.timestamp / 1000
                found[passport.submission_id] = at
                if not left:
                    break
    except (Problem, TimeoutError):
        return found, False
    return found, is_whole


def _passport(record: Any) -> Passport | None:
    header = Record.of(record).header.get("newsreel_passport", "")
    with contextlib.suppress(ValidationError):
        return Passport.model_validate_json(header)
    return None


async def views_here(settings: Settings) -> list[StageView]:
    """Look at the stages that run here."""
    found = await processes(addresses(settings, []))
    return await asyncio.gather(*(look(*each) for each in found))


def lag_of(views: Iterable[StageView]) -> dict[str, int]:
    """Count what stages have before them, where they are behind."""
    lag: dict[str, int] = {}
    for view in views:
        behind = int(view.total("newsreel_consumer_lag_messages"))
        if behind:
            lag[view.stage] = lag.get(view.stage, 0) + behind
    return lag

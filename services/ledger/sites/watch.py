"""Judges all sites round by round and sends what has changed; one process of all does it."""

from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime
from typing import get_args

from schemas.envelope import Message
from schemas.events import SiteStateName
from services import metrics
from services.ledger.sites.days import count_sites, forget_days, load_page
from services.ledger.sites.message import message_of
from services.ledger.sites.states import (
    SENT_AT_ONCE,
    forget_sites,
    judge_page,
    not_as_usual,
    note_sent,
    unsent,
)
from services.ledger.sites.tally import day_of
from services.ledger.sites.usual import KEPT_DAYS, Turnout, share_of_usual, turnout_by_day
from services.settings import Settings
from services.stage.store.store import Store

Send = Callable[[Sequence[Message]], Awaitable[Sequence[Exception | None]]]
"""Sends to `sites.health.v1`; None for each message that the brokers have."""


class SiteWatch:
    """The rounds through the sites of a store."""

    def __init__(self, store: Store, settings: Settings, send: Send) -> None:
        self._store = store
        self._settings = settings
        self._send = send
        self._turnout: tuple[int, Turnout] = (-1, {})
        """The day on which it was found, since it is of whole days."""

    async def go_round(self, now: datetime) -> None:
        """Judge every site, send what has changed, and drop what is too old to matter."""
        turnout = await self._turnout_of(day_of(now))
        after: str | None = ""
        while after is not None:
            after = await self._store.run(judge_page, after, now, turnout, self._settings)
        await self._store.run(forget_days, day_of(now) - KEPT_DAYS)
        await self._store.run(forget_sites, now)
        await self._send_changes()
        await self._set_gauges()

    def stand_down(self) -> None:
        """Show no numbers: another process does."""
        metrics.SITES.clear()

    async def _turnout_of(self, today: int) -> Turnout:
        if self._turnout[0] != today:
            shares = []
            after: str | None = ""
            while after is not None:
                page = await self._store.run(load_page, after)
                shares += [share_of_usual(each, today) for each in page.histories.values()]
                after = page.last
            self._turnout = (today, turnout_by_day(shares))
        return self._turnout[1]

    async def _send_changes(self) -> None:
        while waiting := await self._store.run(unsent, SENT_AT_ONCE):
            ends = await self._send([message_of(each) for each in waiting])
            sent = [each for each, end in zip(waiting, ends, strict=True) if end is None]
            await self._store.run(note_sent, sent)
            if len(sent) < len(waiting):
                return

    async def _set_gauges(self) -> None:
        found = await self._store.run(not_as_usual)
        for name in get_args(SiteStateName):
            count = sum(name in {state.name for state in each.states} for each in found)
            metrics.SITES.labels(name).set(count)
        metrics.SITES.labels("known").set(await self._store.run(count_sites))

"""Learn from records of a topic what the store lacks of it."""

import contextlib
from collections.abc import Awaitable, Callable, Sequence
from typing import Any

from schemas.envelope import Envelope
from services.logs import logger
from services.stage.dependencies import ENDS_PROCESS, UNAVAILABLE
from services.stage.function import Decode
from services.stage.record import Record

Learn = Callable[[Sequence[Record]], Awaitable[None]]
"""Takes records of a topic that the store follows; idempotent."""


def learn_by(decode: Decode, take: Callable[[list[Envelope[Any]]], Awaitable[Any]]) -> Learn:
    """Learn by the stage's own function; what it cannot take was dead-lettered when it came."""

    async def learn(records: Sequence[Record]) -> None:
        envelopes = []
        for record in records:
            with contextlib.suppress(Exception):
                envelopes.append(decode(record))
        if envelopes:
            await _take(envelopes)

    async def _take(envelopes: list[Envelope[Any]]) -> None:
        try:
            await take(envelopes)
        except (*UNAVAILABLE, *ENDS_PROCESS):
            raise
        except Exception as error:
            if len(envelopes) == 1:  # it was dead-lettered when it came, or would have been
                event = envelopes[0].id
                logger().warning("event_not_learnt", event_id=event, error=repr(error)[:300])
                return
            for envelope in envelopes:
                await _take([envelope])

    return learn

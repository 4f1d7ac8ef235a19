"""What a stage needs running: started in order, or beside the others, and stopped in reverse."""

import asyncio
from typing import Protocol

from services.logs import logger
from services.stage.dependencies import Dependencies


class Part(Protocol):
    """A store, a pool of workers, an HTTP client."""

    async def start(self) -> None:
        """Start, or raise `StoreUnavailable` or `KafkaUnavailable` to be asked again."""

    async def stop(self) -> None:
        """Stop."""


class Parts:
    """The parts of one stage."""

    def __init__(self, dependencies: Dependencies) -> None:
        self._dependencies = dependencies
        self._in_order: list[Part] = []
        self._beside: list[Part] = []
        self._starting: list[asyncio.Task[None]] = []

    def add(self, part: Part, *, beside: bool = False) -> None:
        """Start it after those before it; `beside`: at once, for one that takes its time."""
        (self._beside if beside else self._in_order).append(part)

    async def start(self) -> None:
        """Start all, however long what they need is away; `wait` for those beside."""
        self._starting = [asyncio.create_task(self._start(part)) for part in self._beside]
        for part in self._in_order:
            await self._start(part)

    async def wait(self) -> None:
        """Wait for those that start beside; raises what one of them raised."""
        await asyncio.gather(*self._starting)

    async def stop(self) -> None:
        """Cancel what still starts, then stop all in reverse, those beside at last.

        One that cannot be stopped in order is logged and does not keep the others from it.
        """
        for task in self._starting:
            task.cancel()
        await asyncio.gather(*self._starting, return_exceptions=True)
        for part in reversed([*self._beside, *self._in_order]):
            # each in a task: aiokafka's `stop` cancels tasks of its own, and raises that they are
            (error,) = await asyncio.gather(part.stop(), return_exceptions=True)
            if error is not None:
                name = type(part).__name__
                logger().warning("stop_failed", part=name, error=repr(error)[:300])

    @property
    def problems(self) -> list[str]:
        """What parts say of themselves, by a `problem` that they may have."""
        said = (getattr(part, "problem", None) for part in (*self._beside, *self._in_order))
        return list(filter(None, said))

    async def _start(self, part: Part) -> None:
        await self._dependencies.retry(part.start, forever=True)

"""A stage goes on following its operator's commands, whatever one of them does."""

import asyncio
from types import SimpleNamespace
from typing import Any

import pytest

from schemas.pipeline import CONTROL
from services.cli.steer.control import command
from services.settings import Settings
from services.stage.control import follower
from services.stage.control.follower import ControlFollower


class Client:
    """A client of aiokafka that has a fault, and then a command."""

    def __init__(self, fault: Exception) -> None:
        self._fault: Exception | None = fault

    def assignment(self) -> set[str]:
        return {CONTROL.name}

    async def getone(self) -> Any:
        if self._fault is not None:
            fault, self._fault = self._fault, None
            raise fault
        await asyncio.sleep(0)
        pause = command("pause", "fetch", "a test", "mina")
        return SimpleNamespace(
            topic=CONTROL.name, partition=0, offset=7, key=pause.key.encode(), value=pause.value
        )


async def test_an_unforeseen_fault_ends_no_following(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(follower, "LOOK_AGAIN_SECONDS", 0)
    changed = asyncio.Event()
    follows = ControlFollower(Settings(), "fetch", changed.set)
    client: Any = Client(LookupError("aiokafka has a fault"))
    task = asyncio.create_task(follows._follow(client))
    async with asyncio.timeout(2):
        await changed.wait()
    task.cancel()
    assert follows.in_force.pause_of("fetch") is not None

"""Restart stages that died or are stuck, as an orchestrator would."""

import asyncio
import signal
from collections.abc import Callable, Mapping
from typing import NoReturn

import aiohttp

from services.local.child import Child
from services.stage.health.process_registry import PortFile

PROBE_EVERY_SECONDS = 2.0
PROBE_TIMEOUT = aiohttp.ClientTimeout(total=5)
DEAD_PROBES = 3
"""So many liveness probes in a row must fail before a process is killed."""


class Supervisor:
    """Restarts the stages of a local stack."""

    def __init__(
        self,
        children: Mapping[str, Child],
        port_files: Callable[[], list[PortFile]],
        start_stage: Callable[[str], None],
        say: Callable[[str], None],
    ) -> None:
        """`start_stage` puts a new child into `children`, or raises `StartFailed` or `OSError`."""
        self._children, self._port_files = children, port_files
        self._start_stage, self._say = start_stage, say
        self._failed_probes: dict[str, int] = {}
        self._said: dict[str, str] = {}
        """Stage → the failure to look after it that was reported last."""
        self.restarts: dict[str, int] = {}
        """Stage → how often it was started again."""

    async def keep(self) -> NoReturn:
        """Restart what needs it until cancelled."""
        async with aiohttp.ClientSession() as session:
            while True:
                await asyncio.sleep(PROBE_EVERY_SECONDS)
                for stage in list(self._children):
                    await self._look_after(stage, session)

    async def _look_after(self, stage: str, session: aiohttp.ClientSession) -> None:
        """Start a stage again where that is due; report what hinders it, and try again."""
        try:
            if not self._children[stage].running or await self._is_stuck(stage, session):
                self._restart(stage)
        except Exception as error:  # whatever it is, the stages must not be left to themselves
            self._say_once(stage, f"cannot be looked after: {error or type(error).__name__}")

    async def _is_stuck(self, stage: str, session: aiohttp.ClientSession) -> bool:
        ports = {each.stage: each.port for each in self._port_files()}
        if stage not in ports:
            return False  # still starting: it has not said where it listens
        is_alive = await probe(session, ports[stage], "live")
        self._failed_probes[stage] = 0 if is_alive else self._failed_probes.get(stage, 0) + 1
        return self._failed_probes[stage] >= DEAD_PROBES

    def _restart(self, stage: str) -> None:
        child = self._children[stage]
        ended = how_it_ended(child.exit_code)
        if child.running:
            child.kill()
            ended = "did not answer and was killed"
        self._failed_probes[stage] = 0
        self._start_stage(stage)
        self._say(f"{stage} {ended}; it was started again (log: {child.log})")
        self.restarts[stage] = self.restarts.get(stage, 0) + 1

    def _say_once(self, stage: str, failure: str) -> None:
        """Say what goes wrong, but not every two seconds."""
        if failure != self._said.get(stage):
            self._said[stage] = failure
            self._say(f"{stage} {failure}")


def how_it_ended(exit_code: int | None) -> str:
    """Say how a process ended; a negative code is a signal's."""
    if exit_code is None or exit_code >= 0:
        return f"ended with exit code {exit_code}"
    try:
        return f"was killed by {signal.Signals(-exit_code).name}"
    except ValueError:
        return f"was killed by signal {-exit_code}"


async def probe(session: aiohttp.ClientSession, port: int, kind: str) -> bool:
    """Ask a stage on this machine whether it is `live` or `ready`."""
    url = f"http://127.0.0.1:{port}/health/{kind}"
    try:
        async with session.get(url, timeout=PROBE_TIMEOUT) as response:
            return response.status == 200
    except (aiohttp.ClientError, TimeoutError):
        return False

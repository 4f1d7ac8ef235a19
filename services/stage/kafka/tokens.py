"""Tokens for SASL OAUTHBEARER, printed by a command of the operator's (MSK, Azure, any OIDC)."""

import asyncio
import shlex
import time

from aiokafka.abc import AbstractTokenProvider
from aiokafka.errors import KafkaConnectionError

KEPT_SECONDS = 60.0
"""One run serves the connections of one start; managed clusters hand out tokens for 15 minutes."""
COMMAND_TIMEOUT_SECONDS = 20.0


class CommandTokens(AbstractTokenProvider):  # type: ignore[misc]
    """Runs the command, without a shell, when a connection wants a token and none is fresh."""

    def __init__(self, command: str) -> None:
        self._command = shlex.split(command)
        self._lock = asyncio.Lock()
        self._token, self._made_at = "", -KEPT_SECONDS

    async def token(self) -> str:
        """Return what the command printed, or raise `KafkaConnectionError`: it is tried again."""
        async with self._lock:
            if time.monotonic() - self._made_at >= KEPT_SECONDS:
                self._token = await self._printed()
                self._made_at = time.monotonic()
            return self._token

    async def _printed(self) -> str:
        try:
            async with asyncio.timeout(COMMAND_TIMEOUT_SECONDS):
                status, printed, complaint = await _run(self._command)
        except OSError as error:  # a time-out is one
            raise _failed(str(error) or f"no answer in {COMMAND_TIMEOUT_SECONDS:g} s") from None
        if status:
            raise _failed(f"exit code {status}: {complaint.strip()[-200:]}")
        if not printed.strip():
            raise _failed("it printed nothing")
        return printed.strip()


async def _run(command: list[str]) -> tuple[int, str, str]:
    """Run a command to its end; a cancelled one is killed."""
    pipe = asyncio.subprocess.PIPE
    process = await asyncio.create_subprocess_exec(*command, stdout=pipe, stderr=pipe)
    try:
        printed, complaint = await process.communicate()
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
    return process.returncode or 0, printed.decode(), complaint.decode(errors="replace")


def _failed(why: str) -> KafkaConnectionError:
    return KafkaConnectionError(f"NEWSREEL_KAFKA_TOKEN_COMMAND: {why}")

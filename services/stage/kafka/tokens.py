"""Tokens for SASL OAUTHBEARER, printed by a command of the operator's (MSK, Azure, any OIDC)."""

import asyncio
import base64
import binascii
import math
import shlex
import time

import orjson
from aiokafka.abc import AbstractTokenProvider
from aiokafka.errors import KafkaConnectionError

KEPT_SECONDS = 60.0
"""One run serves the connections of one start; managed clusters hand out tokens for 15 minutes."""
LEFT_SECONDS = 5.0
"""A token that ends sooner is not handed out: it must still hold when the broker checks it."""
COMMAND_TIMEOUT_SECONDS = 20.0


class CommandTokens(AbstractTokenProvider):  # type: ignore[misc]
    """Runs the command, without a shell, when a connection wants a token and none is fresh.

    Fresh is one of the last minute that does not end within seconds, as far as it says so.
    """

    def __init__(self, command: str) -> None:
        self._command = shlex.split(command)
        self._lock = asyncio.Lock()
        self._token, self._fresh_until = "", 0.0

    async def token(self) -> str:
        """Return what the command printed, or raise `KafkaConnectionError`: it is tried again."""
        async with self._lock:
            if time.time() >= self._fresh_until:
                self._token = await self._printed()
                ends_at = _expiry(self._token) - LEFT_SECONDS
                self._fresh_until = min(time.time() + KEPT_SECONDS, ends_at)
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


def _expiry(token: str) -> float:
    """Return `exp` of a JSON Web Token (RFC 7519), Unix time; infinite where it is none."""
    _, _, rest = token.partition(".")
    payload = rest.partition(".")[0]
    try:
        claims = orjson.loads(base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4)))
        return float(claims["exp"])
    except (binascii.Error, ValueError, TypeError, KeyError):
        return math.inf


def _failed(why: str) -> KafkaConnectionError:
    return KafkaConnectionError(f"NEWSREEL_KAFKA_TOKEN_COMMAND: {why}")

"""Tokens for SASL OAUTHBEARER, printed by a command of the operator's (MSK, Azure, any OIDC)."""

import asyncio
import base64
import binascii
import math
import shlex
import subprocess
import time
from concurrent.futures import ThreadPoolExecutor

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
        """Take the command, or raise `ValueError` where it cannot be read."""
        self._command = shlex.split(command)
        if not self._command:
            raise ValueError("no command")
        # Clients ask from the loops of several threads, where no lock of asyncio's would hold. One
        # thread runs the command, so that those who wait find the token of the first.
        self._thread = ThreadPoolExecutor(1, "kafka-token")
        self._token, self._fresh_until = "", 0.0

    async def token(self) -> str:
        """Return what the command printed, or raise `KafkaConnectionError`: it is tried again."""
        return await asyncio.wrap_future(self._thread.submit(self._fresh))

    def _fresh(self) -> str:
        if time.time() >= self._fresh_until:
            self._token = _printed(self._command)
            ends_at = _expiry(self._token) - LEFT_SECONDS
            self._fresh_until = min(time.time() + KEPT_SECONDS, ends_at)
        return self._token


def _printed(command: list[str]) -> str:
    try:
        ended = subprocess.run(
            command, capture_output=True, timeout=COMMAND_TIMEOUT_SECONDS, check=False
        )
    except subprocess.TimeoutExpired:
        raise _failed(f"no answer in {COMMAND_TIMEOUT_SECONDS:g} s") from None
    except OSError as error:
        raise _failed(str(error)) from None
    if ended.returncode:
        complaint = ended.stderr.decode(errors="replace").strip()[-200:]
        raise _failed(f"exit code {ended.returncode}: {complaint}")
    token = ended.stdout.decode(errors="replace").strip()
    if not token:
        raise _failed("it printed nothing")
    return token


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

"""A refused token is an error, and why the brokers refuse us is known: aiokafka only logs it.

RFC 7628, section 3.2.3: a server that refuses a token answers with JSON, and only then fails.
"""

from typing import Any

from aiokafka import conn
from aiokafka.errors import KafkaError, SaslAuthenticationFailed

_handshake = conn.AIOKafkaConnection._do_sasl_handshake


class _Latest:
    refusal: str | None = None


def install() -> None:
    """Let every connection of this process tell; doing it twice changes nothing."""
    conn.OAuthAuthenticator = _Bearer
    conn.AIOKafkaConnection._do_sasl_handshake = _shake_hands


def refusal() -> str | None:
    """Return why the latest connection was refused, in one line; None where it was not."""
    return _Latest.refusal


class _Bearer(conn.OAuthAuthenticator):  # type: ignore[misc]
    async def step(self, payload: bytes | None) -> Any:
        """Send the token; raise `SaslAuthenticationFailed` where the answer to it is not empty."""
        if self._token_sent and payload:
            said = _server_message(payload)
            raise SaslAuthenticationFailed(f"the brokers refuse the token: {said}")
        return await super().step(payload)


async def _shake_hands(self: Any) -> None:
    try:
        await _handshake(self)
    except KafkaError as error:
        _Latest.refusal = str(error).splitlines()[0][:200]
        raise
    _Latest.refusal = None


def _server_message(payload: bytes) -> str:
    return payload.decode(errors="replace").strip()[:150]

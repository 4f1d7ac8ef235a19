"""Signs each request of the client anew."""

import secrets
import time
from base64 import b64encode
from collections.abc import Callable

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from services.clock import DAY_SECONDS
from services.fetch.signing.key import public_jwk, thumbprint
from services.fetch.signing.signature import (
    DIRECTORY_TAG,
    REQUEST_TAG,
    Parameters,
    request_components,
    signature_headers,
)

VALID_SECONDS = 300
"""Clocks differ, and a request may wait for a connection; the draft allows a day."""
NONCE_BYTES = 32


class Signer:
    """A key, and where its public half is found."""

    def __init__(
        self,
        key: Ed25519PrivateKey,
        agent: str | None = None,
        clock: Callable[[], float] = time.time,
    ) -> None:
        """`agent` is the origin whose directory holds the public key."""
        self._key = key
        self._agent = agent
        self._clock = clock
        self._key_id = thumbprint(public_jwk(key))

    def headers(self, authority: str) -> dict[str, str]:
        """Return the headers that sign a request to a host, under a nonce of its own."""
        components, said = request_components(authority, self._agent)
        made = signature_headers(self._key, components, self._now(VALID_SECONDS, REQUEST_TAG))
        return said | made

    def directory_headers(self, authority: str, days: int) -> dict[str, str]:
        """Return the headers with which the directory itself is served at a host, for some days."""
        parameters = self._now(days * DAY_SECONDS, DIRECTORY_TAG)
        return signature_headers(self._key, [('"@authority";req', authority)], parameters)

    def _now(self, seconds: int, tag: str) -> Parameters:
        created = int(self._clock())
        nonce = b64encode(secrets.token_bytes(NONCE_BYTES)).decode()
        return Parameters(created, created + seconds, self._key_id, nonce, tag)

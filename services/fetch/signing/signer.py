"""Signs each request of the client anew: HTTP message signatures (RFC 9421) with Ed25519.

What Web Bot Auth wants of one: draft-meunier-web-bot-auth-architecture, section 4.2.
"""

import secrets
import time
from base64 import b64encode
from collections.abc import Callable, Mapping

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from services.clock import DAY_SECONDS
from services.fetch.signing.key import public_jwk, thumbprint

LABEL = "newsreel"
REQUEST_TAG = "web-bot-auth"
DIRECTORY_TAG = "http-message-signatures-directory"

VALID_SECONDS = 300
"""Clocks differ, and a request may wait for a connection; the draft allows a day."""
NONCE_BYTES = 32

Covered = Mapping[str, str]
"""Identifiers of what a signature covers, as they are written, and values."""


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
        """Return the headers that sign a request to a host, under a nonce of its own.

        `authority`: host, and port where it is not the scheme's own, in lower case.
        """
        covered = {'"@authority"': authority}
        if self._agent is None:
            return self._sign(covered, VALID_SECONDS, REQUEST_TAG)
        covered[f'"signature-agent";key="{LABEL}"'] = f'"{self._agent}"'
        told = {"Signature-Agent": f'{LABEL}="{self._agent}"'}
        return told | self._sign(covered, VALID_SECONDS, REQUEST_TAG)

    def directory_headers(self, authority: str, days: int) -> dict[str, str]:
        """Return the headers with which the directory itself is served at a host, for some days."""
        return self._sign({'"@authority";req': authority}, days * DAY_SECONDS, DIRECTORY_TAG)

    def _sign(self, covered: Covered, valid_seconds: int, tag: str) -> dict[str, str]:
        created = int(self._clock())
        nonce = b64encode(secrets.token_bytes(NONCE_BYTES)).decode()
        stated = (
            f"({' '.join(covered)})"
            f';created={created};keyid="{self._key_id}";alg="ed25519"'
            f';expires={created + valid_seconds};nonce="{nonce}";tag="{tag}"'
        )
        signature = b64encode(self._key.sign(signature_base(covered, stated))).decode()
        return {"Signature-Input": f"{LABEL}={stated}", "Signature": f"{LABEL}=:{signature}:"}


def signature_base(covered: Covered, stated: str) -> bytes:
    """Return the bytes that are signed (RFC 9421, section 2.5)."""
    lines = [f"{name}: {value}" for name, value in covered.items()]
    return "\n".join([*lines, f'"@signature-params": {stated}']).encode("ascii")

"""HTTP message signatures (RFC 9421) with Ed25519. Pure but for the key.

What Web Bot Auth wants of one: draft-meunier-web-bot-auth-architecture, section 4.2.
"""

from base64 import b64encode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

LABEL = "newsreel"
REQUEST_TAG = "web-bot-auth"
DIRECTORY_TAG = "http-message-signatures-directory"

Component = tuple[str, str]
"""Identifier as it is written, and value."""


@dataclass(frozen=True, slots=True)
class Parameters:
    """What is said of a signature (RFC 9421, section 2.3)."""

    created: int
    """Unix time, seconds."""
    expires: int
    """Unix time, seconds."""
    key_id: str
    nonce: str
    tag: str


def signature_headers(
    key: Ed25519PrivateKey, components: Sequence[Component], parameters: Parameters
) -> dict[str, str]:
    """Sign the components; return `Signature-Input` and `Signature`."""
    stated = _stated(components, parameters)
    signature = b64encode(key.sign(signature_base(components, stated))).decode()
    return {"Signature-Input": f"{LABEL}={stated}", "Signature": f"{LABEL}=:{signature}:"}


def request_components(authority: str, agent: str | None) -> tuple[list[Component], dict[str, str]]:
    """Return what a request's signature covers, and the header that says where the keys are.

    `authority`: host, and port where it is not the scheme's own, in lower case.
    """
    components = [('"@authority"', authority)]
    if agent is None:
        return components, {}
    components.append((f'"signature-agent";key="{LABEL}"', f'"{agent}"'))
    return components, {"Signature-Agent": f'{LABEL}="{agent}"'}


def signature_base(components: Sequence[Component], stated: str) -> bytes:
    """Return the bytes that are signed (RFC 9421, section 2.5)."""
    lines = [f"{name}: {value}" for name, value in components]
    return "\n".join([*lines, f'"@signature-params": {stated}']).encode("ascii")


def _stated(components: Sequence[Component], parameters: Parameters) -> str:
    names = " ".join(name for name, _ in components)
    words: Mapping[str, str] = {
        "created": str(parameters.created),
        "keyid": f'"{parameters.key_id}"',
        "alg": '"ed25519"',
        "expires": str(parameters.expires),
        "nonce": f'"{parameters.nonce}"',
        "tag": f'"{parameters.tag}"',
    }
    return f"({names})" + "".join(f";{name}={value}" for name, value in words.items())

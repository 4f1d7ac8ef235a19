"""The Ed25519 key that signs, its name, and the directory in which others find its public half."""

import os
from base64 import urlsafe_b64encode
from hashlib import sha256
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from services.settings import BadSettings


class BadKey(BadSettings):
    """The file holds no Ed25519 private key; the text says what is wrong."""


def make_key(path: Path) -> Ed25519PrivateKey:
    """Make a key in a new file that only its owner may read, or raise `FileExistsError`."""
    key = Ed25519PrivateKey.generate()
    pem = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    with open(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as file:
        file.write(pem)
    return key


def read_key(path: Path) -> Ed25519PrivateKey:
    """Read a key (PEM, PKCS #8, without a password), or raise `BadKey`."""
    try:
        key = serialization.load_pem_private_key(path.read_bytes(), password=None)
    except OSError as error:
        raise BadKey(f"{path}: {error.strerror}") from None
    except (ValueError, TypeError):
        raise BadKey(f"{path} is not a private key in PEM without a password") from None
    if not isinstance(key, Ed25519PrivateKey):
        raise BadKey(f"{path} holds another kind of key than Ed25519")
    return key


def public_jwk(key: Ed25519PrivateKey) -> dict[str, str]:
    """Return the public key as a JSON Web Key (RFC 8037, section 2)."""
    raw = key.public_key().public_bytes_raw()
    return {"crv": "Ed25519", "kty": "OKP", "x": base64url(raw)}


def thumbprint(jwk: dict[str, str]) -> str:
    """Return a key's name: SHA-256 over its members in their order (RFC 8037, appendix A.3)."""
    members = ",".join(f'"{name}":"{jwk[name]}"' for name in ("crv", "kty", "x"))
    return base64url(sha256(f"{{{members}}}".encode()).digest())


def directory(*keys: Ed25519PrivateKey) -> dict[str, Any]:
    """Return the document of `/.well-known/http-message-signatures-directory`: a JWK set."""
    jwks = [public_jwk(key) for key in keys]
    return {"keys": [{**jwk, "kid": thumbprint(jwk), "alg": "EdDSA", "use": "sig"} for jwk in jwks]}


def base64url(data: bytes) -> str:
    """Encode without padding (RFC 7515, section 2)."""
    return urlsafe_b64encode(data).rstrip(b"=").decode()

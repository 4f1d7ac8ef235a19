"""Keys and signatures as the RFCs show them, and as another implementation reads them."""

from base64 import b64encode
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, generate_private_key
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)

from services.fetch.signing.key import (
    BadKey,
    directory,
    make_key,
    public_jwk,
    read_key,
    thumbprint,
)
from services.fetch.signing.signer import signature_base
from services.fetch.signing.wanted import sign_unsigned, signing
from services.settings import BadSettings, read_settings

RFC_PEM = b"""-----BEGIN PRIVATE KEY-----
MC4CAQAwBQYDK2VwBCIEIJ+DYvh6SEqVTm50DFtMDoQikTmiCqirVv9mWG9qfSnF
-----END PRIVATE KEY-----
"""
"""RFC 9421, appendix B.1.4; a key that everybody knows."""


@pytest.fixture
def rfc_key() -> Ed25519PrivateKey:
    key = load_pem_private_key(RFC_PEM, password=None)
    assert isinstance(key, Ed25519PrivateKey)
    return key


def test_a_request_is_signed_as_the_rfc_signs_it(rfc_key: Ed25519PrivateKey) -> None:
    """Source: RFC 9421, appendix B.2.6."""
    covered = {
        '"date"': "Tue, 20 Apr 2021 02:07:55 GMT",
        '"@method"': "POST",
        '"@path"': "/foo",
        '"@authority"': "example.com",
        '"content-type"': "application/json",
        '"content-length"': "18",
    }
    names = " ".join(covered)
    base = signature_base(covered, f'({names});created=1618884473;keyid="test-key-ed25519"')
    assert b64encode(rfc_key.sign(base)).decode() == (
        "wqcAqbmYJ2ji2glfAMaRy4gruYYnx2nEFN2HN6jrnDnQCK1u02Gb04v9EDgwUPiu4A0w6vuQv5lIp5WPpBKRCw=="
    )


def test_a_key_is_named_by_its_thumbprint(rfc_key: Ed25519PrivateKey) -> None:
    jwk = public_jwk(rfc_key)
    assert jwk["x"] == "JrQLj5P_89iXES9-vFgrIy29clF9CC_oPPsw3c5D0bs"
    assert thumbprint(jwk) == "poqkLGiymh_W0uP6PZFw-dvez3QJT5SolqXBCW38r0U"
    (listed,) = directory(rfc_key)["keys"]
    assert (listed["kid"], listed["use"]) == (thumbprint(jwk), "sig")
    assert "d" not in listed


def test_a_key_that_was_made_is_read_again_and_is_nobody_elses(tmp_path: Path) -> None:
    file = tmp_path / "key.pem"
    made = make_key(file)
    assert public_jwk(read_key(file)) == public_jwk(made)
    assert file.stat().st_mode & 0o077 == 0
    with pytest.raises(FileExistsError):
        make_key(file)


def test_what_is_not_such_a_key_is_told_by_its_file(tmp_path: Path) -> None:
    other = generate_private_key(SECP256R1()).private_bytes(
        Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()
    )
    for name, content in {"text.pem": b"hello", "other.pem": other}.items():
        (tmp_path / name).write_bytes(content)
        with pytest.raises(BadKey, match=name):
            read_key(tmp_path / name)
    with pytest.raises(BadKey, match="No such file"):
        read_key(tmp_path / "missing.pem")


def test_without_a_key_nothing_is_signed() -> None:
    assert signing(read_settings()) is sign_unsigned
    assert sign_unsigned("example.org") == {}


@pytest.mark.parametrize("agent", ["http://a.example", "https://a.example/path", 'https://a"b'])
def test_the_agent_is_an_origin_of_https(agent: str) -> None:
    with pytest.raises(BadSettings, match="NEWSREEL_FETCH_SIGNATURE_AGENT"):
        read_settings(fetch_signature_agent=agent)

"""Requests as they reach a server, verified by another implementation of RFC 9421."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import timedelta
from ipaddress import ip_network
from pathlib import Path

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from http_message_signatures import (
    HTTPMessageVerifier,
    HTTPSignatureKeyResolver,
    InvalidSignature,
    VerifyResult,
    algorithms,
)

from services.fetch.http.client import Client
from services.fetch.http.types import Response
from services.fetch.signing.key import make_key, public_jwk, thumbprint
from services.fetch.signing.signer import Signer
from services.policy.addresses import AddressPolicy
from tests.harness.hostile.web import SHORT, StaticResolver
from tests.support.fetch_settings import settings_with

AGENT = "https://bot.example.org"
COVERED = ("@authority", '"signature-agent";key="newsreel"')


@dataclass
class Asked:
    """A request as the server saw it."""

    method: str
    url: str
    headers: dict[str, str]


class Directory(HTTPSignatureKeyResolver):
    """One public key under its name."""

    def __init__(self, key: Ed25519PrivateKey) -> None:
        self._public = key.public_key()
        self.key_id = thumbprint(public_jwk(key))

    def resolve_public_key(self, key_id: str) -> object:
        return self._public if key_id == self.key_id else None


@pytest.fixture
def key_file(tmp_path: Path) -> Path:
    return tmp_path / "key.pem"


@pytest.fixture
def key(key_file: Path) -> Ed25519PrivateKey:
    return make_key(key_file)


@pytest.fixture
async def requests() -> list[Asked]:
    return []


@pytest.fixture
async def server(requests: list[Asked]) -> AsyncIterator[TestServer]:
    """Serve a page, and at `/moved` a redirect to another host."""

    async def answer(request: web.Request) -> web.Response:
        requests.append(Asked(request.method, str(request.url), dict(request.headers)))
        if request.path == "/moved":
            raise web.HTTPFound(f"http://other.test:{request.url.port}/page")
        return web.Response(text="<p>page</p>", content_type="text/html")

    app = web.Application()
    app.router.add_get("/{path}", answer)
    running = TestServer(app)
    async with running:
        yield running


async def fetch(server: TestServer, key_file: Path, path: str) -> Response:
    settings = settings_with(SHORT, signing_key=key_file, signature_agent=AGENT)
    policy = AddressPolicy((ip_network("127.0.0.1"),), None)
    client = Client(settings, policy, resolver=StaticResolver(NAMES))
    async with client:
        got = await client.get(f"http://good.test:{server.port}{path}")
    assert isinstance(got, Response)
    return got


NAMES = {"good.test": ["127.0.0.1"], "other.test": ["127.0.0.1"]}


def verified(asked: Asked, key: Ed25519PrivateKey) -> VerifyResult:
    verifier = HTTPMessageVerifier(
        signature_algorithm=algorithms.ED25519, key_resolver=Directory(key)
    )
    (result,) = verifier.verify(
        asked,
        max_age=timedelta(minutes=5),
        expect_tag="web-bot-auth",
        require_components=COVERED,
    )
    return result


async def test_another_implementation_verifies_a_request(
    server: TestServer, requests: list[Asked], key: Ed25519PrivateKey, key_file: Path
) -> None:
    await fetch(server, key_file, "/page")
    (asked,) = requests
    parameters = verified(asked, key).parameters
    assert asked.headers["Signature-Agent"] == f'newsreel="{AGENT}"'
    assert parameters["keyid"] == Directory(key).key_id
    assert 0 < int(parameters["expires"]) - int(parameters["created"]) <= 300


async def test_each_hop_is_signed_anew_for_its_own_host(
    server: TestServer, requests: list[Asked], key: Ed25519PrivateKey, key_file: Path
) -> None:
    await fetch(server, key_file, "/moved")
    first, second = requests
    assert "other.test" in second.url
    assert verified(first, key).nonce != verified(second, key).nonce
    second.url = first.url
    with pytest.raises(InvalidSignature):
        verified(second, key)


async def test_another_key_does_not_verify_it(
    server: TestServer, requests: list[Asked], key: Ed25519PrivateKey, key_file: Path
) -> None:
    await fetch(server, key_file, "/page")
    with pytest.raises(InvalidSignature):
        verified(requests[0], Ed25519PrivateKey.generate())


async def test_a_signature_ends_with_its_time(
    server: TestServer, requests: list[Asked], key: Ed25519PrivateKey
) -> None:
    old = Signer(key, AGENT, clock=lambda: 1_700_000_000).headers("good.test")
    with pytest.raises(InvalidSignature):
        verified(Asked("GET", "http://good.test/page", old), key)


def test_the_directory_is_served_with_a_signature_of_its_own(key: Ed25519PrivateKey) -> None:
    @dataclass
    class Served:
        status_code: int
        headers: dict[str, str]
        request: Asked

    host = "bot.example.org"
    headers = Signer(key).directory_headers(host, days=90)
    asked = Asked("GET", f"https://{host}/.well-known/http-message-signatures-directory", {})
    verifier = HTTPMessageVerifier(
        signature_algorithm=algorithms.ED25519, key_resolver=Directory(key)
    )
    (result,) = verifier.verify(
        Served(200, headers, asked), expect_tag="http-message-signatures-directory"
    )
    assert result.parameters["keyid"] == Directory(key).key_id

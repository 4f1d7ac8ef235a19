"""Who may read and write, and what the page may load: nothing from elsewhere."""

import asyncio
import hashlib
import re
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from services.console.server import PAGE, TOKEN_HEADER, application
from services.settings import BadSettings, read_settings

VENDOR = PAGE / "vendor"
Client = TestClient[web.Request, web.Application]


@pytest.fixture
async def client(tmp_path: Path) -> AsyncIterator[TestClient]:  # type: ignore[type-arg]
    """A console beside nothing: no broker answers, no stage runs."""
    settings = read_settings(
        kafka="127.0.0.1:1", store=f"sqlite:///{tmp_path}/state", run_dir=tmp_path
    )
    async with TestClient(TestServer(application(settings, "secret", []))) as client:
        yield client


async def test_the_page_may_load_its_own_files_only(client: Client) -> None:
    response = await client.get("/")
    policy = response.headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'; script-src 'self' 'sha256-")
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    assert response.headers["X-Content-Type-Options"] == "nosniff"


async def test_every_file_that_the_page_names_is_there(client: Client) -> None:
    named = set(re.findall(r"/files/[\w/.-]+", (PAGE / "index.html").read_text("utf-8")))
    assert len(named) >= 8
    for path in named:
        response = await client.get(path)
        assert response.status == 200, path
        assert response.content_type in ("text/javascript", "text/css", "image/svg+xml")


@pytest.mark.parametrize("path", ["/files/../server.py", "/files/%2e%2e/server.py", "/files/x.mjs"])
async def test_no_other_file_is_given_away(client: Client, path: str) -> None:
    assert (await client.get(path)).status == 404


@pytest.mark.parametrize("token", [None, "", "wrong", "sécret"])
@pytest.mark.parametrize("path", ["/api/control", "/api/letters"])
async def test_writing_needs_the_token(client: Client, path: str, token: str | None) -> None:
    headers = {} if token is None else {TOKEN_HEADER: token}
    response = await client.post(path, json={"action": "pause"}, headers=headers)
    assert response.status == 403


async def test_a_token_that_is_no_text_is_a_wrong_one(client: Client) -> None:
    server = client.server
    reader, writer = await asyncio.open_connection(server.host, server.port)
    head = f"POST /api/control HTTP/1.1\r\nHost: 127.0.0.1\r\n{TOKEN_HEADER}: ".encode()
    writer.write(head + b"\xff\r\nContent-Length: 0\r\n\r\n")
    assert (await reader.readline()).startswith(b"HTTP/1.1 403")
    writer.close()


def test_a_token_that_no_browser_can_send_is_refused_where_it_is_set() -> None:
    with pytest.raises(BadSettings, match="NEWSREEL_CONSOLE_TOKEN: String should match"):
        read_settings(console_token="schlüssel")


async def test_a_wrong_command_is_refused_in_words(client: Client) -> None:
    asked = {"action": "pause", "target": "fetcher", "why": "a test"}
    response = await client.post("/api/control", json=asked, headers={TOKEN_HEADER: "secret"})
    assert response.status == 422
    assert "there is no stage" in (await response.json())["problem"]


@pytest.mark.parametrize("body", [b"", b"[]", b"\xff", b'{"action": 1}'])
async def test_a_body_that_is_no_command_is_refused(client: Client, body: bytes) -> None:
    response = await client.post("/api/control", data=body, headers={TOKEN_HEADER: "secret"})
    assert response.status == 422


@pytest.mark.parametrize("host", ["evil.example", "evil.example:8090", "127.0.0.1.evil.example"])
async def test_a_foreign_name_that_leads_here_is_refused(client: Client, host: str) -> None:
    assert (await client.get("/", headers={"Host": host})).status == 403


@pytest.mark.parametrize("host", ["localhost:8090", "127.0.0.1", "[::1]:8090"])
async def test_the_names_of_this_machine_are_not(client: Client, host: str) -> None:
    assert (await client.get("/", headers={"Host": host})).status == 200


@pytest.mark.parametrize(
    ("names", "asked", "status"),
    [
        ((), "any.example", 200),
        (("news.example",), "news.example:443", 200),
        (("news.example",), "localhost", 200),
        (("news.example",), "evil.example", 403),
    ],
)
async def test_where_it_listens_elsewhere_it_answers_to_the_names_that_are_set(
    tmp_path: Path, names: tuple[str, ...], asked: str, status: int
) -> None:
    settings = read_settings(
        kafka="127.0.0.1:1",
        store=f"sqlite:///{tmp_path}/state",
        run_dir=tmp_path,
        console_host="0.0.0.0",
        console_names=names,
    )
    async with TestClient(TestServer(application(settings, "secret", []))) as client:
        assert (await client.get("/", headers={"Host": asked})).status == status


async def test_a_question_that_cannot_be_answered_says_why(client: Client) -> None:
    response = await client.get("/api/open")
    assert response.status == 422
    assert "no ledger runs here" in (await response.json())["problem"]


def test_the_libraries_are_as_their_packages_hold_them_and_their_licences_beside_them() -> None:
    lines = (VENDOR / "SHA256SUMS").read_text().splitlines()
    sums = {name: digest for digest, name in map(str.split, lines)}
    files = {path.name for path in VENDOR.iterdir()} - {"SHA256SUMS", "README.md"}
    assert sums.keys() == files
    for name, expected in sums.items():
        assert hashlib.sha256((VENDOR / name).read_bytes()).hexdigest() == expected
    licences = {name.partition(".")[0] for name in files if name.endswith(".LICENSE.txt")}
    assert licences == {"preact", "htm", "uplot"}


def test_the_page_writes_no_markup_from_text() -> None:
    own = [*PAGE.glob("*.mjs"), *PAGE.glob("parts/*.mjs")]
    assert len(own) >= 9
    for path in own:
        text = path.read_text("utf-8")
        for word in ("innerHTML", "outerHTML", "insertAdjacent", "document.write", "eval("):
            assert word not in text, path

"""Whom a command asks may be away, or somebody else: that is told in few words of our own."""

import asyncio
import subprocess
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from ssl import PROTOCOL_TLS_SERVER, SSLContext

import pytest

from services.cli.clients.ledger import ask_ledger
from services.cli.clients.stages import look
from services.cli.errors import Problem
from services.cli.setup.schemas import check
from services.settings import read_settings
from tests.cli.test_schemas import QUIET

JSON = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: "
SSH = b"SSH-2.0-OpenSSH_9.2\r\n"


@asynccontextmanager
async def answering(answer: bytes, tls: SSLContext | None = None) -> AsyncIterator[str]:
    """Serve an answer, whatever it is asked, at the `host:port` that is yielded."""

    async def answered(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read(1)
        writer.write(answer)
        writer.close()

    async with await asyncio.start_server(answered, "127.0.0.1", 0, ssl=tls) as server:
        yield f"127.0.0.1:{server.sockets[0].getsockname()[1]}"


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (SSH, "what answers does not speak HTTP"),
        (b"", "the connection was closed"),
        (JSON + b"99\r\n\r\n{}", "the answer broke off"),
    ],
)
async def test_what_is_no_stage_is_told_without_the_clients_words(answer: bytes, said: str) -> None:
    async with answering(answer) as address:
        assert (await look("", address)).problems == [f"does not answer: {said}"]


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (SSH, "what answers does not speak HTTP"),
        (b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n", "status 404"),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nno", "what it says is not JSON"),
        (JSON + b"2\r\n\r\nno", "what it says is not JSON"),
    ],
)
async def test_what_is_no_ledger_is_told_in_one_line(answer: bytes, said: str) -> None:
    async with answering(answer) as address:
        with pytest.raises(Problem) as told:
            await ask_ledger(read_settings(ledger_url=f"http://{address}"), "/open")
    assert str(told.value) == f"the ledger at http://{address} does not answer: {said}"


async def test_a_ledger_without_tls_is_told_where_tls_is_asked_for() -> None:
    async with answering(b"HTTP/1.1 400 Bad Request\r\n\r\n") as address:
        with pytest.raises(Problem, match="does not answer: no TLS there"):
            await ask_ledger(read_settings(ledger_url=f"https://{address}"), "/open")


@pytest.fixture
def tls(tmp_path: Path) -> SSLContext:
    """Speak TLS with a certificate that it signed itself."""
    key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
    make = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=ledger"]
    subprocess.run([*make, "-keyout", key, "-out", certificate], check=True, capture_output=True)
    context = SSLContext(PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    return context


async def test_a_certificate_that_nobody_vouches_for_is_named(tls: SSLContext) -> None:
    async with answering(b"", tls) as address:
        with pytest.raises(Problem, match="its certificate is refused: self-signed certificate"):
            await ask_ledger(read_settings(ledger_url=f"https://{address}"), "/open")


async def test_a_schema_registry_that_is_away_is_told_in_one_line() -> None:
    where = "http://127.0.0.1:1"
    with pytest.raises(Problem) as told:
        await check(read_settings(), where, QUIET)
    said = f"the schema registry at {where} does not answer: connection refused"
    assert str(told.value) == said

"""PostgreSQL over TLS as its URL says, with libpq's words; certificates are checked."""

import ssl
from collections.abc import Iterator
from pathlib import Path

import pytest
import trustme
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from services.cli.clients.store import connected
from services.cli.errors import Problem
from services.settings import BadSettings, read_settings
from services.stage.store.database import database_url, open_engine
from tests.conftest import need
from tests.support.postgres import Postgres, available

pytestmark = pytest.mark.postgres


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    return trustme.CA()


@pytest.fixture(scope="module")
def server(authority: trustme.CA) -> Iterator[Postgres]:
    """A server whose certificate is for 127.0.0.1, of an authority of its own."""
    need("PostgreSQL", available, "apt-get install postgresql")
    issued = authority.issue_cert("127.0.0.1")
    pem = (issued.cert_chain_pems[0].bytes(), issued.private_key_pem.bytes())
    with Postgres(tls=pem) as running:
        yield running


@pytest.fixture
def root(authority: trustme.CA, tmp_path: Path) -> Path:
    authority.cert_pem.write_to_path(str(tmp_path / "root.pem"))
    return tmp_path / "root.pem"


def is_encrypted(url: str) -> bool:
    """Connect as the store does; whether the session has TLS."""
    engine = open_engine(database_url(read_settings(store=url).store, "fetch"))
    try:
        with engine.connect() as connection:
            query = "SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()"
            return bool(connection.execute(text(query)).scalar_one())
    finally:
        engine.dispose()


@pytest.mark.parametrize(
    ("options", "encrypted"),
    [
        ("", True),
        ("?sslmode=disable", False),
        ("?sslmode=prefer", True),
        ("?sslmode=no-verify", True),
        ("?sslmode=require&sslrootcert={root}", True),
        ("?sslmode=verify-full&sslrootcert={root}&channel_binding=prefer", True),
        ("?sslmode=verify-ca&sslrootcert={root}&application_name=newsreel", True),
        ("?ssl=true&sslrootcert={root}", True),
    ],
)
def test_a_session_is_encrypted_as_asked(
    server: Postgres, root: Path, options: str, encrypted: bool
) -> None:
    assert is_encrypted(server.url + options.format(root=root)) is encrypted


@pytest.mark.parametrize("mode", ["require", "verify-ca", "verify-full"])
def test_where_tls_is_asked_for_an_unknown_authority_is_refused(
    server: Postgres, mode: str
) -> None:
    with pytest.raises(ssl.SSLCertVerificationError):
        is_encrypted(f"{server.url}?sslmode={mode}")


def test_a_certificate_for_another_host_is_refused_unless_only_the_authority_counts(
    server: Postgres, root: Path
) -> None:
    url = server.url.replace("127.0.0.1", "localhost") + f"?sslrootcert={root}&sslmode="
    with pytest.raises(ssl.SSLCertVerificationError):
        is_encrypted(url + "require")
    assert is_encrypted(url + "verify-ca")


def test_a_server_without_tls_is_refused_where_tls_is_asked_for() -> None:
    need("PostgreSQL", available, "apt-get install postgresql")
    with Postgres() as plain:
        assert not is_encrypted(plain.url)
        with pytest.raises(DBAPIError, match="refuses SSL"):
            is_encrypted(f"{plain.url}?sslmode=require")


BAD = {
    "postgresql://u:secret@host:port/db": "host or port",
    "postgresql://u:secret@[::1/db": "host or port",
    "postgresql://u:secret@host:99999/db": "host or port",
    "postgresql://u:secret@host/db?sslmode=always": "sslmode `always`",
    "postgresql://u:secret@host/db?sslrootcert=/no/such.pem": "`/no/such.pem`",
    "postgresql://u:secret@host/db?schemas=mine": "`schemas`",
    "postgresql://u:secret@host/db?host=other": "folder of a socket",
    "postgresql://u:secret@host/db?pgbouncer=true": "pooler by session",
}


@pytest.mark.parametrize(("url", "fault"), BAD.items())
def test_a_bad_url_is_one_line_without_its_password(url: str, fault: str) -> None:
    with pytest.raises(BadSettings) as told:
        read_settings(store=url)
    message = str(told.value)
    assert message.startswith("NEWSREEL_STORE")
    assert fault in message
    assert "secret" not in message
    assert "\n" not in message


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (("/postgres", "/nowhere?sslmode=no-verify"), 'database "nowhere" does not exist'),
        (("/postgres", "/postgres?sslmode=require"), "sslrootcert=FILE names the authority"),
    ],
)
def test_the_command_line_says_why_there_is_no_connection(
    server: Postgres, change: tuple[str, str], words: str
) -> None:
    settings = read_settings(store=server.url.replace(*change))
    with pytest.raises(Problem, match=words), connected(settings, "intake"):
        pass

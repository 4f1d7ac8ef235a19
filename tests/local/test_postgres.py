"""The launcher of the throw-away PostgreSQL."""

from urllib.parse import urlsplit

import pg8000.native
import pytest

from tests.conftest import need
from tests.support import postgres as pg

pytestmark = pytest.mark.postgres


def connect(url: str) -> pg8000.native.Connection:
    parts = urlsplit(url)
    return pg8000.native.Connection(
        parts.username, host=parts.hostname, port=parts.port, database=parts.path[1:]
    )


def test_rows_survive_a_kill_of_the_server() -> None:
    need("PostgreSQL", pg.available, "apt-get install postgresql && make test")
    with pg.Postgres() as server:
        connect(server.url).run("CREATE TABLE t AS SELECT 7 AS x")
        server.kill()
        server.restart()
        assert connect(server.url).run("SELECT x FROM t") == [[7]]
        server.restart()
        assert connect(server.url).run("SELECT x FROM t") == [[7]]


def test_each_test_gets_an_empty_database(postgres: pg.Postgres, postgres_url: str) -> None:
    other = postgres.create_database("other")
    connect(other).run("CREATE TABLE t (x int)")
    assert connect(postgres_url).run("SELECT count(*) FROM pg_tables WHERE tablename = 't'") == [
        [0]
    ]

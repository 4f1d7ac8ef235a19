"""PostgreSQL's URLs as managed databases hand them out."""

from collections.abc import Iterator

import pytest
from sqlalchemy import text

from services.settings import read_settings
from services.stage.store.database import database_url, open_engine
from tests.conftest import need
from tests.support.postgres import Postgres, available

pytestmark = pytest.mark.postgres


@pytest.fixture(scope="module")
def server() -> Iterator[Postgres]:
    need("PostgreSQL", available, "apt-get install postgresql")
    with Postgres(listens_on_socket=True) as running:
        yield running


def asked(url: str, query: str) -> str:
    """Connect as the store does, and ask."""
    engine = open_engine(database_url(read_settings(store=url).store, "fetch"))
    try:
        with engine.connect() as connection:
            return str(connection.execute(text(query)).scalar_one())
    finally:
        engine.dispose()


@pytest.mark.parametrize(
    "options",
    [
        "connect_timeout=10&target_session_attrs=read-write",
        "keepalives=1&keepalives_idle=30&keepalives_interval=10&keepalives_count=3",
        "gssencmode=disable&client_encoding=utf8&fallback_application_name=app",
        "connection_limit=1&pool_timeout=20",
        "pgbouncer=false",
        "krbsrvname=postgres&load_balance_hosts=disable&uselibpqcompat=true",
        "pool_max_conns=10&supa=base-pooler.x",
    ],
)
def test_options_that_ask_nothing_of_us_are_taken(server: Postgres, options: str) -> None:
    assert asked(f"{server.url}?{options}", "SELECT 1") == "1"


def test_options_of_the_session_reach_the_server(server: Postgres) -> None:
    url = f"{server.url}?options=-c%20statement_timeout%3D12345&application_name=news"
    assert asked(url, "SHOW statement_timeout") == "12345ms"
    assert asked(url, "SHOW application_name") == "news"


@pytest.mark.parametrize(
    ("option", "parameter", "value"),
    [
        ("search_path=news", "search_path", "news"),
        ("schema=news", "search_path", "news"),
        ("statement_timeout=12345", "statement_timeout", "12345ms"),
    ],
)
def test_options_that_only_the_server_knows_reach_it(
    server: Postgres, option: str, parameter: str, value: str
) -> None:
    assert asked(f"{server.url}?{option}", f"SHOW {parameter}") == value


def test_a_user_among_the_options_is_taken(server: Postgres) -> None:
    user = server.url.partition("//")[2].partition("@")[0].partition(":")[0]
    url = f"postgresql://127.0.0.1:{server.port}/postgres?user={user}&password=any"
    assert asked(url, "SELECT current_user") == user


def test_the_short_scheme_is_taken(server: Postgres) -> None:
    assert asked(server.url.replace("postgresql://", "postgres://"), "SELECT 1") == "1"


def test_a_socket_is_found_by_its_folder(server: Postgres) -> None:
    user = server.url.partition("//")[2].partition("@")[0]
    url = f"postgresql://{user}@:{server.port}/postgres?host={server.socket_folder}"
    assert asked(url, "SELECT inet_client_addr() IS NULL") == "True"

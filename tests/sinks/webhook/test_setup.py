"""What is said of a webhook sink before it runs: its tables, secrets and address."""

import base64
import time
from io import StringIO
from pathlib import Path

import pytest
from rich.console import Console
from standardwebhooks import Webhook

from services.cli.clients.store import connected
from services.cli.setup.stores import all_tables, check, upgrade
from services.settings import BadSettings
from services.sinks.webhook.signing import body_of, secrets_of, signed_headers
from services.sinks.webhook.sink import make
from services.sinks.webhook.tables import METADATA, SERVICE
from services.stage.store.database import database_url, open_engine
from services.stage.store.errors import SchemaBehind
from services.stage.store.migrations import upgrade as upgrade_tables
from tests.sinks.webhook.support import running, settings
from tests.support.published import AT
from tests.support.stores import DATABASES, differences, store_url
from tests.support.webhook_receiver import SECRET

OTHER = "whsec_" + base64.b64encode(b"another secret of 24 byte").decode()


@pytest.mark.parametrize("database", DATABASES)
def test_the_revisions_give_the_tables_that_the_code_wants(
    tmp_path: Path, database: str, request: pytest.FixtureRequest
) -> None:
    engine = open_engine(database_url(store_url(database, tmp_path / "state", request), "test"))
    with engine.begin() as connection:
        upgrade_tables(connection, SERVICE, METADATA)
    assert differences(engine, SERVICE, METADATA) == []
    engine.dispose()


async def test_the_operator_says_who_makes_the_tables(tmp_path: Path) -> None:
    config = settings(tmp_path, "https://hooks.example/", store_upgrade=False)
    sink, console = make(config), Console(file=StringIO())
    with pytest.raises(SchemaBehind, match="newsreel store upgrade"):
        await sink.start()
    await sink.stop()
    assert check(config, console) == 1  # those of the stages
    assert upgrade(config, console) == 0
    assert check(config, console) == 0
    async with running(config):
        pass


async def test_a_sink_that_nobody_runs_has_no_tables_and_is_not_behind(tmp_path: Path) -> None:
    config = settings(tmp_path, "https://hooks.example/")
    for service, metadata in all_tables().items():
        with connected(config, service) as connection:
            upgrade_tables(connection, service, metadata)
    assert check(config, Console(file=StringIO())) == 0


def test_two_secrets_sign_so_that_a_receiver_with_either_verifies() -> None:
    body = body_of("articles.published.v1", AT, b'{"title":"\xc3\xa9"}')
    headers = signed_headers("evt", body, secrets_of(f"{OTHER}, {SECRET}"), int(time.time()))
    for secret in (OTHER, SECRET):
        assert Webhook(secret).verify(body, headers)["data"] == {"title": "é"}


@pytest.mark.parametrize("secret", ["", "secret", "whsec_", "whsec_c2hvcnQ=", "whsec_!!!"])
def test_a_secret_that_is_none_is_told_at_the_start(tmp_path: Path, secret: str) -> None:
    with pytest.raises(BadSettings, match="NEWSREEL_SINK_WEBHOOK_SECRET"):
        make(settings(tmp_path, "https://hooks.example/", sink_webhook_secret=secret))


@pytest.mark.parametrize(
    ("url", "fault"),
    [
        (None, "is needed"),
        ("", "is needed"),
        ("ftp://hooks.example/", "want http"),
        ("hooks.example/in", "want http"),
        ("http://hooks.example:99999/", "Port out of range"),
    ],
)
def test_a_url_that_is_missing_is_told_apart_from_one_that_is_wrong(
    tmp_path: Path, url: str | None, fault: str
) -> None:
    with pytest.raises(BadSettings, match=f"NEWSREEL_SINK_WEBHOOK_URL:? {fault}"):
        make(settings(tmp_path, url))


@pytest.mark.parametrize(
    "url", ["", "ftp://a.example/", "https:///x", "http://10.0.0.1/", "http://[::1]/", "http://0x7f.1/"]
)  # fmt: skip
def test_an_address_that_may_not_be_reached_is_told_at_the_start(tmp_path: Path, url: str) -> None:
    with pytest.raises(BadSettings, match="NEWSREEL_SINK_WEBHOOK_URL"):
        make(settings(tmp_path, url, sink_webhook_allowed_networks=""))

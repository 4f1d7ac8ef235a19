"""`newsreel config` says what is in force and where it came from, and no password."""

import subprocess
from io import StringIO

import pytest
from rich.console import Console

from services.cli.main import capitalise
from services.cli.output.runnable import runnable
from services.cli.setup.config import show_config
from services.misspelt import misspelt
from services.settings import Settings, read_settings


def config(
    monkeypatch: pytest.MonkeyPatch, everything: bool = False, **set_: str
) -> tuple[int, str]:
    for name, value in set_.items():
        monkeypatch.setenv(name, value)
    out = StringIO()
    return show_config(Console(file=out, width=80), everything), out.getvalue()


@pytest.fixture(autouse=True)
def _nothing_runs_here(
    monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    from services.settings import settings

    monkeypatch.chdir(tmp_path_factory.mktemp("empty"))
    settings.cache_clear()


def test_what_is_set_is_shown_with_its_source(monkeypatch: pytest.MonkeyPatch) -> None:
    code, said = config(monkeypatch, NEWSREEL_FETCH_DELAY_SECONDS="2.5")
    assert code == 0
    assert "NEWSREEL_FETCH_DELAY_SECONDS=2.5  # environment" in said
    assert "NEWSREEL_FETCH_TIMEOUT_SECONDS" not in said


def test_all_shows_the_defaults_too(monkeypatch: pytest.MonkeyPatch) -> None:
    _, said = config(monkeypatch, everything=True)
    assert "NEWSREEL_FETCH_TIMEOUT_SECONDS=30.0  # default" in said


def test_a_misspelt_variable_is_named_with_the_one_that_was_meant(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    code, said = config(monkeypatch, NEWSREEL_FETCH_DELAY="2")
    assert code == 2
    assert (
        "NEWSREEL_FETCH_DELAY is not a setting; did you mean NEWSREEL_FETCH_DELAY_SECONDS?" in said
    )


def test_passwords_are_hidden(monkeypatch: pytest.MonkeyPatch) -> None:
    _, said = config(
        monkeypatch,
        NEWSREEL_STORE="postgresql://user:s3cret@host/db",
        NEWSREEL_KAFKA_SASL_PASSWORD="s3cret",
        NEWSREEL_CONSOLE_TOKEN="s3cret",
        NEWSREEL_SINK_WEBHOOK_SECRET="whsec_" + "s3cretss" * 4,
        NEWSREEL_FETCH_PROXY="http://user:s3cret@proxy:3128",
    )
    assert "postgresql://user:***@host/db" in said
    assert "s3cret" not in said


OTHERS = ["PATH", "NEWSREEL_IMAGE", "KAFKA", "NEWSLETTER_KAFKA", "NEWSREADER_STORE", "NEWS_KAFKA"]


def test_variables_of_others_are_left_alone() -> None:
    assert misspelt(["NEWSREEL_KAFKA", *OTHERS]) == []


@pytest.mark.parametrize(
    "name", ["NEWSREAL_KAFKA", "NEWSREELKAFKA", "NEWS_REEL_KAFKA", "NEWSREEL-KAFKA"]
)
def test_a_misspelt_prefix_is_named_too(name: str) -> None:
    assert misspelt([name]) == [f"{name} is not a setting; did you mean NEWSREEL_KAFKA?"]


def test_a_variable_in_small_letters_is_one_of_ours() -> None:
    variables = {"newsreel_kafka": "k:1", "Newsreel_Store": "x", "NEWSREEL_STORE": "y", "path": "/"}
    capitalise(variables)
    assert variables == {"NEWSREEL_KAFKA": "k:1", "NEWSREEL_STORE": "y", "path": "/"}


def test_a_password_among_a_url_s_options_is_hidden(monkeypatch: pytest.MonkeyPatch) -> None:
    url = "postgresql://host/db?user=u&password=s3cret&sslmode=require"
    _, said = config(monkeypatch, NEWSREEL_STORE=url)
    assert "s3cret" not in said
    assert "user=u&password=***&sslmode=require" in said


UNSET_OR_EMPTY = {
    "kafka_sasl_username": "a user",
    "kafka_token_command": "print-token --for 'the brokers' $HOME",
    "kafka_ca_file": "my ca.pem",
    "kafka_cert_file": "cert.pem",
    "kafka_key_file": "key.pem",
    "kafka_busy_wait_ms": "50",
    "store_upgrade": "false",
    "rules_file": "rules.toml",
    "fetch_dns_servers": "9.9.9.9,[2620:fe::fe]:53",
    "fetch_allowed_networks": "10.0.0.0/8,fd00::/8",
    "fetch_allowed_ports": "any",
    "fetch_contact": "",
    "fetch_proxy": "http://proxy:3128",
    "fetch_signing_key": "bot.pem",
    "fetch_signature_agent": "https://bot.example.org",
    "enrich_models": "ner-en,embed",
    "sink_postgres_url": "postgresql://user@host/db?sslmode=no-verify",
    "sink_webhook_url": "https://receiver.example/?a=1&b=2#c",
    "sink_webhook_allowed_networks": "10.0.0.0/8",
    "console_names": "news.example",
    "schema_registry_url": "http://registry:8081",
    "ledger_url": "http://ledger:8080",
    "ledger_port": "8081",
    "otlp_endpoint": "",
}
"""A value for each setting that is none, empty or everything by default."""

HIDDEN = {"kafka_sasl_password", "sink_webhook_secret", "console_token"}


def fed_back(in_shell: str) -> Settings:
    """What a shell that sourced the lines would hand over."""
    script = f"set -a\n{in_shell}\nenv -0"
    done = subprocess.run(["sh", "-c", script], capture_output=True, check=True, env={})
    pairs = (line.partition("=") for line in done.stdout.decode().split("\0") if line)
    found = {name: value for name, _, value in pairs if name.startswith("NEWSREEL_")}
    return read_settings(**{name[9:].lower(): value for name, value in found.items()})


@pytest.mark.parametrize("given", [{}, UNSET_OR_EMPTY], ids=["defaults", "others"])
def test_what_is_printed_is_taken_when_it_is_fed_back(
    monkeypatch: pytest.MonkeyPatch, given: dict[str, str]
) -> None:
    plain = read_settings()
    none = {name for name in Settings.model_fields if not getattr(plain, name)}
    switches_and_zeros = {name for name in none if getattr(plain, name) in (False, 0)}
    assert none - switches_and_zeros - HIDDEN <= UNSET_OR_EMPTY.keys()
    for name, value in given.items():
        monkeypatch.setenv(f"NEWSREEL_{name.upper()}", value)
    _, said = config(monkeypatch, everything=True)
    assert fed_back(said) == read_settings(**given)


def test_a_line_with_a_hidden_password_is_a_comment(monkeypatch: pytest.MonkeyPatch) -> None:
    hidden = "postgresql://u:pw@h/d"
    _, said = config(monkeypatch, NEWSREEL_STORE=hidden, NEWSREEL_CONSOLE_TOKEN="pw")
    assert all(line.startswith("# ") for line in said.splitlines() if "***" in line)
    assert said.count("***") == 2


def test_where_nothing_is_set_it_says_so_and_how_to_see_the_defaults(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    code, said = config(monkeypatch)
    assert (code, said) == (0, "")
    hint = runnable("nothing is set: `newsreel config --all` shows the defaults")
    assert hint in capsys.readouterr().err

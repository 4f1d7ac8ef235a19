"""`newsreel config` says what is in force and where it came from, and no password."""

from io import StringIO

import pytest
from rich.console import Console

from services.cli.config import show_config
from services.misspelt import misspelt


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


def test_variables_of_others_are_left_alone() -> None:
    assert misspelt({"PATH": "", "NEWSREEL_KAFKA": "", "NEWSREEL_IMAGE": ""}) == []

"""The settings of a command in the folder of a running stack are that stack's."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from services.cli.commands import process
from services.cli.environment import RUN_FOLDER, settings
from services.settings import Settings
from services.settings import settings as read
from services.stage.health.process_registry import STACK, write_stack_file

STORE = "sqlite:///of-the-stack"


@pytest.fixture(autouse=True)
def _stack(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    """A stack on 127.0.0.1:9092 runs from here, as far as its note tells."""
    monkeypatch.chdir(tmp_path)
    for name in [name for name in os.environ if name.startswith("NEWSREEL_")]:
        monkeypatch.delenv(name)
    before = dict(os.environ)
    noted = {"KAFKA": "127.0.0.1:9092", "STORE": STORE, "FETCH_ALLOWED_PORTS": "any"}
    write_stack_file(RUN_FOLDER, {f"NEWSREEL_{name}": value for name, value in noted.items()})
    read.cache_clear()
    yield
    read.cache_clear()
    os.environ.clear()
    os.environ.update(before)


@pytest.mark.parametrize(
    "kafka",
    [None, "127.0.0.1:9092", "localhost:9092", "localhost", "other.invalid:1, localhost:9092"],
)
def test_the_stack_is_meant_however_its_broker_is_spelt(
    monkeypatch: pytest.MonkeyPatch, kafka: str | None
) -> None:
    if kafka:
        monkeypatch.setenv("NEWSREEL_KAFKA", kafka)
    assert settings().store == STORE


@pytest.mark.parametrize("kafka", ["127.0.0.1:9093", "other.invalid:9092"])
def test_another_broker_is_another_stack(monkeypatch: pytest.MonkeyPatch, kafka: str) -> None:
    monkeypatch.setenv("NEWSREEL_KAFKA", kafka)
    assert settings().store != STORE


def test_a_service_joins_the_stack_with_its_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    joined: list[Settings] = []
    monkeypatch.setattr("services.stage.run.run", lambda _: joined.append(read()))
    process.service("intake")
    assert (joined[0].store, joined[0].fetch_allowed_ports) == (STORE, None)


def test_the_note_of_a_stack_is_for_its_owner_alone() -> None:
    assert (RUN_FOLDER / STACK).stat().st_mode & 0o077 == 0

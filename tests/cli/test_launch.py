"""The sample site may be fetched, and quickly; every other host is treated as the settings say."""

import socket
from io import StringIO
from pathlib import Path

import pytest
from rich.console import Console

from schemas.url import parse_url
from services.cli.errors import Problem
from services.cli.run.launch import require_room, sample_settings, started
from services.fetch.politeness import Politeness
from services.local.child import LOOPBACK
from services.local.stack import LocalOptions
from services.policy.addresses import address_policy, refusal
from services.policy.rules_file import read_rules
from services.settings import Settings, read_settings

SITE = "http://127.0.0.1:45151"


def with_the_sample(folder: Path) -> Settings:
    given = sample_settings(SITE, folder)
    return read_settings(**{name[9:].lower(): value for name, value in given.items()})


def treated(settings: Settings, url: str) -> tuple[float, int]:
    """Delay and concurrency at the URL's host."""
    limits = Politeness(settings, read_rules(settings.rules_file)).of(parse_url(url)).limits
    return limits.delay_seconds, limits.concurrency


def test_other_hosts_are_treated_as_before(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NEWSREEL_FETCH_DELAY_SECONDS", "5")
    settings = with_the_sample(tmp_path)
    assert treated(settings, f"{SITE}/news") == (0, 8)
    assert treated(settings, "https://news.example/1") == (5, 1)


@pytest.mark.parametrize(
    ("host", "port", "is_refused"),
    [
        ("127.0.0.1", 45151, False),
        ("127.0.0.1", 8090, True),
        ("127.0.0.2", 45151, True),
        ("news.example", 8080, True),
        ("news.example", 443, False),
    ],
)
def test_nothing_but_the_site_is_opened(
    tmp_path: Path, host: str, port: int, is_refused: bool
) -> None:
    policy = address_policy(with_the_sample(tmp_path))
    assert bool(refusal(host, port, policy)) == is_refused


def test_what_the_user_has_set_stands(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "mine.toml").write_text('blocked_hosts = ["a.example"]')
    monkeypatch.setenv("NEWSREEL_RULES_FILE", str(tmp_path / "mine.toml"))
    monkeypatch.setenv("NEWSREEL_FETCH_ALLOWED_NETWORKS", "10.0.0.0/8")
    monkeypatch.setenv("NEWSREEL_FETCH_ALLOWED_PORTS", "443,8443")
    settings = with_the_sample(tmp_path / "run")
    assert settings.rules_file == tmp_path / "mine.toml"
    assert [str(each) for each in settings.fetch_allowed_networks] == ["10.0.0.0/8", "127.0.0.1/32"]
    assert settings.fetch_allowed_ports == (443, 8443, 45151)
    monkeypatch.setenv("NEWSREEL_FETCH_ALLOWED_PORTS", "any")
    assert sample_settings(SITE, tmp_path)["NEWSREEL_FETCH_ALLOWED_PORTS"] == "any"


async def test_where_the_brokers_port_is_taken_a_free_one_is_offered(tmp_path: Path) -> None:
    with socket.create_server((LOOPBACK, 0)) as other:
        options = LocalOptions(tmp_path, port=other.getsockname()[1])
        with pytest.raises(Problem, match=r"Address already in use; `newsreel up --port 0`"):
            async with started(options, Console(file=StringIO())):
                raise AssertionError("it started")


def test_a_full_disk_is_told_before_anything_starts(tmp_path: Path) -> None:
    folder = tmp_path / "not-there-yet"
    require_room(folder, least_bytes=1)
    with pytest.raises(Problem, match=rf"the disk of {folder} is full: \d+ MB are free, and .* MB"):
        require_room(folder, least_bytes=10**18)
    assert not folder.exists()

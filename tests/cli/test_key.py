"""`newsreel key`: the key once, its directory each time."""

import io
from pathlib import Path

import orjson
import pytest
from rich.console import Console

from services.cli.errors import Problem
from services.cli.setup.key import key
from services.fetch.signing.key import directory, read_key


def test_a_key_is_made_once_and_its_directory_printed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file, said = tmp_path / "bot.pem", io.StringIO()
    console = Console(file=said, width=500)
    assert key(file, "https://bot.example.org", 90, console) == 0
    first = orjson.loads(capsys.readouterr().out)
    assert first == directory(read_key(file))
    assert key(file, None, 90, console) == 0
    assert orjson.loads(capsys.readouterr().out) == first
    assert (
        "https://bot.example.org/.well-known/http-message-signatures-directory" in said.getvalue()
    )
    assert 'newsreel=("@authority";req)' in said.getvalue()


@pytest.mark.parametrize("agent", ["http://bot.example.org", "https://bot.example.org/keys"])
def test_an_agent_that_is_not_an_origin_is_refused_before_a_key_is_made(
    agent: str, tmp_path: Path
) -> None:
    with pytest.raises(Problem, match="is not an origin"):
        key(tmp_path / "bot.pem", agent, 90, Console(file=io.StringIO()))
    assert not (tmp_path / "bot.pem").exists()

"""What `newsreel webhook` says of ids that it does not know."""

from collections.abc import Callable
from pathlib import Path

import pytest

from services.cli.commands import webhook
from services.cli.errors import Problem
from services.settings import read_settings


@pytest.mark.parametrize("command", [webhook.retry, webhook.drop])
def test_an_id_that_no_dead_one_has_is_a_problem(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: Callable[[list[str]], None]
) -> None:
    monkeypatch.setattr(
        webhook, "settings", lambda: read_settings(store=f"sqlite:///{tmp_path}/state")
    )
    with pytest.raises(Problem, match="there is no dead delivery 'typo'"):
        command(["typo"])

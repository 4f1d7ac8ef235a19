"""The processes of a local stack are ours, whatever the user's folder holds."""

import os
import subprocess
from pathlib import Path

import pytest

from services.local.stack import stage_command

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("package", ["services", "schemas"])
def test_a_folder_of_the_same_name_where_the_user_stands_is_not_imported(
    package: str, tmp_path: Path
) -> None:
    (tmp_path / package).mkdir()
    (tmp_path / package / "__init__.py").write_text("raise SystemExit('a stranger')")
    done = subprocess.run(
        stage_command("no-such-stage"),
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
    )
    assert "a stranger" not in done.stderr
    assert "no-such-stage" in done.stderr

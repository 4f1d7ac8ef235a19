"""Stages are forks of one template: they behave as processes of their own."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from services.local.child import StartFailed
from services.local.forks import ForkedChild, Template

ROOT = Path(__file__).parents[2]
ALONE = {"NEWSREEL_KAFKA": "127.0.0.1:1", "NEWSREEL_HTTP_PORT": "0"}
"""A stage waits for Kafka, for longer than a test takes."""


@pytest.fixture
def template(tmp_path: Path) -> Iterator[Template]:
    own = Template(tmp_path / "template.log")
    own.start()
    own.wait_until_imported()
    yield own
    own.stop()


def stage(template: Template, folder: Path, name: str = "ledger") -> ForkedChild:
    told = ALONE | {"NEWSREEL_STORE": f"sqlite:///{folder}/state", "NEWSREEL_RUN_DIR": str(folder)}
    child = ForkedChild(template, name, folder / f"{name}.log", told)
    child.start()
    return child


def wait_for(what: Callable[[], bool], seconds: float = 20) -> None:
    deadline = time.monotonic() + seconds
    while not what():
        assert time.monotonic() < deadline
        time.sleep(0.05)


def test_a_fork_has_its_own_exit_code_and_output(template: Template, tmp_path: Path) -> None:
    child = stage(template, tmp_path, "no-such-stage")
    wait_for(lambda: not child.running)
    assert child.exit_code == 2
    assert "there is no stage 'no-such-stage'" in child.tail()


def test_forks_stop_when_they_are_told_and_end_when_they_are_killed(
    template: Template, tmp_path: Path
) -> None:
    one, two = stage(template, tmp_path / "one"), stage(template, tmp_path / "two", "intake")
    assert one.running
    assert one.kill() == -signal.SIGKILL
    assert two.running
    wait_for(lambda: list((tmp_path / "two").glob("intake-*.json")) != [])
    assert two.stop(timeout_seconds=20) == 0
    assert "stopped" in two.tail()


def test_forks_end_with_their_template_and_the_next_has_a_new_one(
    template: Template, tmp_path: Path
) -> None:
    one, two = stage(template, tmp_path / "one"), stage(template, tmp_path / "two", "intake")
    assert template._child is not None
    template._child.kill()
    wait_for(lambda: one.exit_code == -signal.SIGKILL)
    wait_for(lambda: not os.path.exists(f"/proc/{one.pid}"))
    three = stage(template, tmp_path / "three")
    assert two.exit_code == -signal.SIGKILL  # asked for only now, of the new process
    assert three.running


def test_forks_end_with_whoever_started_them(tmp_path: Path) -> None:
    script = f"""
import sys; from pathlib import Path
from tests.local.test_forks import *
template = Template(Path({str(tmp_path)!r}) / "template.log")
print(stage(template, Path({str(tmp_path)!r})).pid, flush=True); sys.stdin.read()
"""
    command = [sys.executable, "-c", script]
    with subprocess.Popen(
        command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as owner:
        assert owner.stdout is not None
        pid = int(owner.stdout.readline())
        assert os.path.exists(f"/proc/{pid}")
        owner.kill()
    wait_for(lambda: not os.path.exists(f"/proc/{pid}"))


def test_a_template_that_cannot_import_says_why(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "uvloop.py").write_text("raise ImportError('a broken installation')")
    monkeypatch.setenv("PYTHONPATH", f"{tmp_path}:{ROOT}")
    own = Template(tmp_path / "template.log")
    own.start()
    with pytest.raises(StartFailed, match="a broken installation"):
        own.wait_until_imported()
    own.stop()


@pytest.mark.parametrize("package", ["services", "schemas"])
def test_a_folder_of_the_same_name_where_the_user_stands_is_not_imported(
    package: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / package).mkdir()
    (tmp_path / package / "__init__.py").write_text("raise SystemExit('a stranger')")
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    monkeypatch.chdir(tmp_path)
    own = Template(tmp_path / "template.log")
    own.start()
    own.wait_until_imported()
    own.stop()

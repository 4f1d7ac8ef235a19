"""`newsreel run` and `newsreel up` as a user starts them, and what they say when it goes wrong."""

import asyncio
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from io import StringIO
from pathlib import Path

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer
from rich.console import Console

from services.cli.errors import Problem
from services.cli.run.launch import started
from services.cli.run.run import _first, _remove_old_folders, unanswered, unanswered_of
from services.cli.run.summary import show_summary
from services.cli.run.watch import Batch
from services.local.child import PartMissing, free_port
from services.local.stack import LocalOptions
from services.settings import read_settings
from services.stage.health.process_registry import PortFile, port_file_path, write_port_file
from tests.support.newspaper import Newspaper

ROOT = Path(__file__).parents[2]


def heed_interrupts() -> None:
    """Undo what a shell does to jobs in the background: they, and their children, ignore SIGINT."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


@contextmanager
def newsreel(folder: Path, *words: str, **environment: str) -> Iterator[subprocess.Popen[bytes]]:
    """Start a command; end it if the test does not."""
    process = subprocess.Popen(
        [sys.executable, "-P", "-m", "services.cli.main", *words],
        cwd=folder,
        env={
            **{name: value for name, value in os.environ.items() if "NEWSREEL" not in name},
            "PYTHONPATH": str(ROOT),
            "COLUMNS": "80",
            **environment,
        },
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        preexec_fn=heed_interrupts,
    )
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


def finished(
    folder: Path, *words: str, seconds: float = 60, **environment: str
) -> tuple[int, str, str]:
    """Run a command to its end; return exit code, stdout, stderr."""
    with newsreel(folder, *words, **environment) as process:
        out, err = process.communicate(timeout=seconds)
        return process.returncode, out.decode(), err.decode()


def only_line(text: str) -> str:
    (line,) = text.splitlines()
    return line


def test_a_missing_file_is_told_before_anything_starts(tmp_path: Path) -> None:
    code, out, err = finished(tmp_path, "run", "--file", "no such file.txt")
    assert (code, out) == (2, "")
    assert only_line(err) == "newsreel: cannot read no such file.txt: No such file or directory"
    assert not (tmp_path / ".run").exists()


def test_a_file_that_cannot_be_written_is_told_before_anything_starts(tmp_path: Path) -> None:
    code, out, err = finished(tmp_path, "run", "https://a.example/", "--out", "/dev/null/x.jsonl")
    assert (code, out) == (1, "")
    assert "/dev/null" in only_line(err)


def test_a_broker_that_is_away_is_one_line_and_no_long_wait(tmp_path: Path) -> None:
    began = time.monotonic()
    code, _, err = finished(tmp_path, "run", "https://a.example/", NEWSREEL_KAFKA="127.0.0.1:1")
    assert code == 1
    said = "no Kafka broker answers at 127.0.0.1:1 (connection refused)"
    assert said in only_line(err)
    assert time.monotonic() - began < 40


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_cannot_be_written_is_one_line(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    code, _, err = finished(tmp_path, "up", "--port", str(free_port()))
    assert code == 1
    assert "Permission denied" in only_line(err)


async def test_an_error_of_what_runs_beside_ends_the_wait_at_once() -> None:
    async def main() -> bool:
        await asyncio.sleep(60)
        return True

    async def broken() -> None:
        raise UnicodeEncodeError("latin-1", "ق", 0, 1, "ordinal not in range")

    async with asyncio.timeout(5):
        with pytest.raises(UnicodeEncodeError):
            await _first(main(), broken())


@pytest.mark.timeout(200)
def test_a_run_shows_articles_and_lists_what_failed_with_reason_and_setting(
    tmp_path: Path, newspaper: Newspaper
) -> None:
    (tmp_path / "services").mkdir()  # a user's own folder of that name is not ours
    (tmp_path / "services" / "__init__.py").touch()
    good, port = newspaper.url("/good"), newspaper.url("/").rsplit(":", 1)[1].strip("/")
    lines = [good, "http://127.0.0.1:1/?a=1&b=2", f'{{"url": "{good}?x", "colour": 1}}']
    (tmp_path / "my urls.txt").write_text("\n".join(lines))
    code, out, err = finished(
        tmp_path, "run", "--file", "my urls.txt", "--out", "found/", "--format", "markdown",
        seconds=150,
        NEWSREEL_FETCH_ALLOWED_NETWORKS="127.0.0.0/8",
        NEWSREEL_FETCH_ALLOWED_PORTS=port,
        LC_ALL="en_US.ISO-8859-1", PYTHONIOENCODING="latin-1",
    )  # fmt: skip
    assert code == 0, out + err
    assert "● News of /good" in out
    assert "3 of 3 answered" in out
    (kept,) = (tmp_path / "found").iterdir()
    assert kept.read_text("utf-8").startswith("# News of /good\n")
    assert "bad_request: unknown field `colour`" in out
    blocked = next(line for line in out.splitlines() if "/?a=1&b=2" in line)
    assert "blocked_port: port 1 is not allowed (NEWSREEL_FETCH_ALLOWED_PORTS)" in blocked
    assert not [line for line in out.splitlines() if line != line.rstrip()]
    assert not list((tmp_path / ".run").glob("run-*"))


@pytest.mark.timeout(200)
def test_an_interrupted_run_prints_its_summary_and_leaves_no_folder(
    tmp_path: Path, newspaper: Newspaper
) -> None:
    port = newspaper.url("/").rsplit(":", 1)[1].strip("/")
    with newsreel(
        tmp_path, "run", newspaper.url("/one"), "http://127.0.0.2:1/later",
        NEWSREEL_FETCH_ALLOWED_NETWORKS="127.0.0.0/8",
        NEWSREEL_FETCH_ALLOWED_PORTS=f"{port},1",
        NEWSREEL_FETCH_SHORT_WAIT_SECONDS="1",
        NEWSREEL_FETCH_RETRY_DELAYS_SECONDS="600",
    ) as process:  # fmt: skip
        assert process.stdout is not None
        for line in iter(process.stdout.readline, b""):
            if "News of /one" in line.decode():
                break
        process.send_signal(signal.SIGINT)
        rest, err = process.communicate(timeout=40)
    assert process.returncode == 130, rest.decode() + err.decode()
    assert re.search(r"\d of 2 answered", rest.decode())
    assert "published" in rest.decode()
    assert "Traceback" not in err.decode()
    assert not list((tmp_path / ".run").glob("run-*"))


def test_a_run_that_is_interrupted_before_it_is_ready_leaves_no_folder(tmp_path: Path) -> None:
    with newsreel(tmp_path, "run", "http://127.0.0.1:1/") as process:
        assert process.stdout is not None
        assert b"starting" in process.stdout.readline()
        assert list((tmp_path / ".run").glob("run-*"))
        process.send_signal(signal.SIGINT)
        _, err = process.communicate(timeout=40)
    assert (process.returncode, err) == (130, b"")
    assert not list((tmp_path / ".run").glob("run-*"))


def test_a_summary_without_an_answer_has_no_empty_table() -> None:
    console = Console(file=StringIO(), width=80)
    show_summary(console, Batch("b"), 1.0)
    assert console.file.getvalue() == "0 of 0 answered\n"  # type: ignore[attr-defined]


async def test_a_missing_embedded_broker_is_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(port: int | None) -> None:
        raise PartMissing("the embedded broker is missing")

    monkeypatch.setattr("services.local.stack.Tansu", missing)
    with pytest.raises(Problem, match="the embedded broker is missing"):
        async with started(LocalOptions(Path("unused")), Console()):
            pass


async def test_urls_without_an_answer_that_are_not_named_are_counted() -> None:
    batch = Batch("b")
    for number, _ in enumerate(map(batch.take_on, ["https://news.example/"] * 3)):
        await batch.on_sent(f"b-{number}")
    lines = [{"submission_id": name, "url": "https://news.example/"} for name in ("b-0", "other")]
    assert unanswered(lines, batch) == [
        "  no answer yet: https://news.example/ (b-0)",
        "  and 2 more",
    ]
    assert unanswered([], batch) == ["  no answer yet: 3 URLs"]
    batch.sent = 1
    assert unanswered(lines, batch) == ["  no answer yet: https://news.example/ (b-0)"]


def test_of_old_folders_those_of_runs_that_go_on_are_left_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    ended, goes_on = (tmp_path / ".run" / f"run-{pid}" for pid in (2**22 + 1, os.getpid()))
    for folder in (ended, goes_on):
        folder.mkdir(parents=True)
        os.utime(folder, (0, 0))
    _remove_old_folders()
    assert (ended.exists(), goes_on.exists()) == (False, True)


async def test_what_waits_is_named_where_the_ledger_has_a_port_of_its_own(tmp_path: Path) -> None:
    batch = Batch("run-1")
    batch.take_on("https://a.example/slow")
    await batch.on_sent("run-1-0")

    async def still_open(_: web.Request) -> web.Response:
        line = {"url": "https://a.example/slow", "submission_id": "run-1-0"}
        return web.json_response([line])

    app = web.Application()
    app.router.add_get("/open", still_open)
    async with TestServer(app) as ledger:
        write_port_file(port_file_path(tmp_path, "ledger"), PortFile("ledger", os.getpid(), 9))
        settings = read_settings(run_dir=tmp_path, ledger_port=ledger.port)
        assert await unanswered_of(settings, batch) == [
            "  no answer yet: https://a.example/slow (run-1-0)"
        ]

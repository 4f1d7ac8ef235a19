"""How a command ends where the surroundings fail it: one line at most, never a trace."""

import asyncio
import os
import re
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from schemas.pipeline import OUTCOMES
from services.local.tansu import Tansu
from tests.support.newspaper import article_html
from tests.support.raw_batches import Raw, send

ROOT = Path(__file__).parents[2]
INTERRUPTS_ITSELF = """
import os, signal, sys

class Interrupting:
    def find_spec(self, name, *_):
        if name == "services.settings":
            os.kill(os.getpid(), signal.SIGINT)

signal.signal(signal.SIGINT, signal.default_int_handler)
sys.meta_path.insert(0, Interrupting())
"""
"""A `sitecustomize`: Ctrl-C comes while the modules are still read."""
BY_NAME = "import sys; from services.cli.start import main; sys.exit(main())"
"""What the console script `newsreel` holds."""
CONSOLE = "import runpy; runpy.run_module('services.console', run_name='__main__')"
"""What `newsreel console` becomes."""


def newsreel(
    *words: str, code: str = BY_NAME, out: str | None = None, **environment: str
) -> subprocess.CompletedProcess[str]:
    """Run a command as the console script does; `out`: where its output goes."""
    given = {name: value for name, value in os.environ.items() if "NEWSREEL" not in name}
    with open(out or os.devnull, "w") as file:
        return subprocess.run(
            [sys.executable, "-c", code, *words],
            env={**given, "PYTHONPATH": str(ROOT), "NEWSREEL_KAFKA": "127.0.0.1:1", **environment},
            stdout=file if out else subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            timeout=60,
            check=False,
        )


@pytest.mark.parametrize("code", [BY_NAME, CONSOLE])
def test_ctrl_c_while_modules_are_read_ends_without_a_word(tmp_path: Path, code: str) -> None:
    (tmp_path / "sitecustomize.py").write_text(INTERRUPTS_ITSELF)
    done = newsreel("config", code=code, PYTHONPATH=f"{tmp_path}:{ROOT}")
    assert (done.returncode, done.stdout, done.stderr) == (130, "", "")


STOPS_SLOWLY = """
import asyncio, signal
from services.cli.ending import run_to_end

async def work():
    try:
        print("works", flush=True)
        await asyncio.sleep(60)
    finally:
        print("stops", flush=True)
        await asyncio.sleep(SECONDS)
        print("stopped", flush=True)

signal.signal(signal.SIGINT, signal.default_int_handler)  # in the background it is ignored
try:
    run_to_end(work())
except KeyboardInterrupt:
    print("interrupted", flush=True)
"""


@pytest.mark.parametrize(
    ("times", "seconds", "code", "said"),
    [(1, 0, 0, "stopped interrupted"), (2, 60, 130, ""), (3, 60, 130, "")],
)
def test_ctrl_c_stops_in_order_and_once_more_at_once_without_a_word(
    times: int, seconds: int, code: int, said: str
) -> None:
    program = [sys.executable, "-c", STOPS_SLOWLY.replace("SECONDS", str(seconds))]
    with subprocess.Popen(
        program,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as running:
        assert running.stdout is not None
        assert running.stderr is not None
        assert running.stdout.readline() == b"works\n"
        running.send_signal(signal.SIGINT)
        assert running.stdout.readline() == b"stops\n"
        for _ in range(times - 1):
            running.send_signal(signal.SIGINT)
        out, err = running.stdout.read(), running.stderr.read()
    assert (out.decode().split(), err, running.returncode) == (said.split(), b"", code)


@pytest.mark.parametrize("words", ["config --all", "extract page.html", "--help"])
def test_output_that_finds_no_room_is_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: str
) -> None:
    (tmp_path / "page.html").write_text(article_html("/saved"))
    monkeypatch.chdir(tmp_path)
    done = newsreel(*words.split(), out="/dev/full")
    assert done.stderr == "newsreel: cannot write: No space left on device\n"
    assert done.returncode == 1


def test_ids_alone_are_printed_where_a_broker_lacks_what_kafka_has(tansu: Tansu) -> None:
    done = newsreel("submit", "https://a.example/1", NEWSREEL_KAFKA=tansu.bootstrap)
    assert done.returncode == 0
    (line,) = done.stdout.splitlines()
    assert line.startswith("~")
    assert "broker_has" not in done.stderr


@pytest.mark.parametrize("words", ["--help", "run --help", "config --all"])
def test_output_that_nobody_reads_ends_as_the_docs_say(words: str) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    done = newsreel(*words.split(), out=f"/dev/fd/{writer}")
    os.close(writer)
    assert (done.stderr, done.returncode) == ("", 130)


CTRL_C = 130
"""As `test_ctrl_c_while_modules_are_read_ends_without_a_word` shows."""
ENDS = {0: "--version", 1: "status", 2: "tail --since soon"}
"""Exit code → a command that ends so."""


def test_the_exit_codes_are_those_of_the_docs(tmp_path: Path) -> None:
    section = (ROOT / "docs" / "operate.md").read_text().partition("## Exit codes")[2]
    codes = re.findall(r"^\| (\d+) \|", section.partition("\n## ")[0], re.MULTILINE)
    assert list(map(int, codes)) == [*ENDS, CTRL_C]
    for code, words in ENDS.items():
        done = newsreel(*words.split(), NEWSREEL_RUN_DIR=str(tmp_path))
        assert done.returncode == code, done.stderr


CLOSES_OUTPUT = "import os, sys; os.close(1); os.execv(sys.executable, sys.argv[1:])"
"""As `>&-` in a shell."""


def test_a_line_for_an_output_that_is_closed_is_dropped_without_a_trace(tansu: Tansu) -> None:
    broker = {"NEWSREEL_KAFKA": tansu.bootstrap}
    newsreel("topics", "create", **broker)
    asyncio.run(send(tansu.bootstrap, OUTCOMES.name, [Raw(b"{}", (), 1, b"s-1")]))
    words = [sys.executable, "-c", BY_NAME, "outcomes", "--json", "--until-end"]
    done = newsreel(*words, code=CLOSES_OUTPUT, **broker)
    assert (done.stderr, done.returncode) == ("", 0)


@pytest.mark.parametrize("words", [["trace", ""], ["cancel", "", "--why", "x"]])
def test_an_empty_name_does_not_stand_for_what_has_no_url(words: list[str]) -> None:
    done = newsreel(*words)
    assert done.returncode == 2
    assert done.stderr.startswith("newsreel: an argument is empty: ")


def test_a_broker_that_never_answers_is_named_while_a_command_waits_for_it() -> None:
    with socket.create_server(("127.0.0.1", 0)) as frozen:  # connections are taken, nothing is read
        kafka = f"127.0.0.1:{frozen.getsockname()[1]}"
        commands = ["tail", "submit https://a.example/1", "topics check"]
        running = [
            subprocess.Popen(
                [sys.executable, "-c", BY_NAME, *words.split()],
                env={**os.environ, "PYTHONPATH": str(ROOT), "NEWSREEL_KAFKA": kafka},
                stderr=subprocess.PIPE,
                text=True,
            )
            for words in commands
        ]
        try:
            for process in running:
                assert process.stderr is not None
                assert process.stderr.readline() == (
                    f"no answer yet from Kafka at {kafka}; still waiting\n"
                )
        finally:
            for process in running:
                process.kill()
                process.communicate()

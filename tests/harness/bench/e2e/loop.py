"""What is beside us: two processes that do nothing but call a library, from memory."""

import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path

from tests.harness.bench.e2e import reader

PROCESSES = 2


def pages_per_second(library: str, python: str, pages: Mapping[str, bytes], count: int) -> float:
    """Read `count` pages with a library that the interpreter has; pages a second of both."""
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        for number, page in enumerate(pages.values()):
            Path(folder, f"{number:05}.html").write_bytes(page)
        command = [python, reader.__file__, library, folder, str(count)]
        started = [
            stack.enter_context(_running([*command, str(part), str(PROCESSES)]))
            for part in range(PROCESSES)
        ]
        for each in started:
            _line(each)
        for each in started:
            assert each.stdin is not None
            each.stdin.write("go\n")
            each.stdin.flush()
        return count / max(float(_line(each)) for each in started)


def has(library: str, python: str) -> bool:
    """Tell whether an interpreter can import a library."""
    module = {"news-please": "newsplease", "newspaper4k": "newspaper"}.get(library, library)
    found = subprocess.run([python, "-c", f"import {module}"], capture_output=True, check=False)
    return found.returncode == 0


@contextmanager
def _running(command: list[str]) -> Iterator[subprocess.Popen[str]]:
    pipe, nothing = subprocess.PIPE, subprocess.DEVNULL
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=nothing, text=True) as process:
        try:
            yield process
        finally:
            process.kill()


def _line(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    line = process.stdout.readline()
    if not line:
        sys.exit(f"a reader ended with {process.wait()}: {process.args!r}")
    return line

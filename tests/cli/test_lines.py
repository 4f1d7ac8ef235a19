"""Lines from arguments, files and pipes: none is dropped, and none has to wait for the next."""

import asyncio
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any, cast

import pytest

from schemas.envelope import Message
from schemas.topic import Topic
from services.cli.errors import Problem
from services.cli.input.lines import as_they_come, lines_of
from services.cli.run.feed import feed
from services.stage.kafka.produce.producer import Producer
from tests.cli.test_run import ROOT, heed_interrupts


@pytest.fixture
def stdin() -> Iterator[int]:
    """A pipe as standard input; gives the end to write to."""
    kept = os.dup(0)
    out, into = os.pipe()
    os.dup2(out, 0)
    os.close(out)
    yield into
    os.dup2(kept, 0)
    os.close(kept)


def test_arguments_standard_input_and_file_are_all_read(stdin: int, tmp_path: Path) -> None:
    file = tmp_path / "urls.txt"
    file.write_text("# mine\nhttps://file.example/\n\n")
    os.write(stdin, b"https://stdin.example/\n")
    os.close(stdin)
    found = list(lines_of(["https://a.example/", "-", "https://b.example/"], file))
    assert found == [
        "https://a.example/",
        "https://b.example/",
        "https://stdin.example/",
        "https://file.example/",
    ]


def test_a_byte_order_mark_is_no_part_of_the_first_url(stdin: int, tmp_path: Path) -> None:
    text = b"\xef\xbb\xbfhttps://a.example/\r\n"
    (tmp_path / "urls.txt").write_bytes(text)
    os.write(stdin, text)
    os.close(stdin)
    assert list(lines_of(["-"], tmp_path / "urls.txt")) == ["https://a.example/"] * 2


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("url", ["https://a.example/1", "https://a.example/नमस्ते"])
def test_utf_16_as_powershell_writes_it_is_read(
    stdin: int, tmp_path: Path, encoding: str, url: str
) -> None:
    text = f"\ufeff{url}\r\n\r\n{url}2\r\n".encode(encoding)
    (tmp_path / "urls.txt").write_bytes(text)
    os.write(stdin, text)
    os.close(stdin)
    assert list(lines_of(["-"], tmp_path / "urls.txt")) == [url, f"{url}2"] * 2


def test_a_file_that_is_not_there_is_told_at_once(tmp_path: Path) -> None:
    with pytest.raises(Problem, match=r"cannot read .*: No such file or directory"):
        lines_of([], tmp_path / "none")


async def test_many_lines_keep_their_order_and_an_error_comes_after_them() -> None:
    def lines() -> Iterator[str]:
        yield from map(str, range(20_000))
        raise OSError("the pipe broke")

    found: list[str] = []

    async def read() -> None:
        async for line in as_they_come(lines()):
            found.append(line)

    with pytest.raises(OSError, match="the pipe broke"):
        await read()
    assert found == [str(number) for number in range(20_000)]


class FakeProducer:
    """Confirms at once."""

    def __init__(self) -> None:
        self.sent: list[bytes | None] = []

    async def send(self, topic: Topic, message: Message) -> tuple[int, int]:
        self.sent.append(message.value)
        return (0, 1)


async def test_a_line_is_sent_before_the_next_one_comes() -> None:
    sent_first, producer = threading.Event(), FakeProducer()

    def slow_pipe() -> Iterator[str]:
        yield "https://a.example/1"
        assert sent_first.wait(10), "the first line waits for the second"
        yield "https://a.example/2"

    async def on_sent(_: str) -> None:
        sent_first.set()

    assert await feed(cast("Producer", producer), slow_pipe(), on_sent) == 2
    assert producer.sent == [b"https://a.example/1", b"https://a.example/2"]


WAITS_FOR_A_LINE = """
import asyncio
from services.cli.input.lines import as_they_come, lines_of

async def read():
    async for line in as_they_come(lines_of(["-"], None)):
        print(line, flush=True)

asyncio.run(read())
"""


def test_ctrl_c_ends_the_wait_for_a_line_at_once() -> None:
    with subprocess.Popen(
        [sys.executable, "-c", WAITS_FOR_A_LINE],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        preexec_fn=heed_interrupts,
    ) as process:
        pipe: Any = process.stdin
        pipe.write(b"https://a.example/\n")
        pipe.flush()
        assert process.stdout is not None
        assert process.stdout.readline() == b"https://a.example/\n"
        process.send_signal(signal.SIGINT)
        assert process.wait(10) == -signal.SIGINT
        assert process.stderr is not None
        said = process.stderr.read()
    assert b"KeyboardInterrupt" in said
    assert b"Fatal" not in said


async def test_whoever_stops_reading_leaves_no_error_behind() -> None:
    lines = as_they_come(iter(["a", "b", "c"]))
    async for line in lines:
        assert line == "a"
        break
    await asyncio.sleep(0)

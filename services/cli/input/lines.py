"""Submissions as lines of text: from arguments, files and standard input; what a line says."""

import asyncio
import itertools
import queue
import threading
from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import AsyncIterator, Collection, Iterable, Iterator
from io import BufferedReader, TextIOWrapper
from pathlib import Path

from schemas.submission import BadSubmission, read_submission
from services.cli.errors import Problem

STDIN = "-"
STDIN_NUMBER = 0
READ_AHEAD = 5_000
"""Lines that are held until somebody takes them."""


def lines_of(urls: Collection[str], file: Path | None) -> Iterator[str]:
    """Yield submissions from arguments, then standard input (`-`), then a file: one per line.

    Blank lines and lines that start with `#` are left out. What cannot be opened is a `Problem` now
    and not when its first line is wanted: by then a whole stack may be running.
    """
    sources: list[Iterable[str]] = [[url for url in urls if url != STDIN]]
    if STDIN in urls or file == Path(STDIN):
        # a reader of its own: the end of the process would run aground on the lock of `sys.stdin`
        # where a thread still waits in it for a line
        sources.append(_lines(_opened(STDIN_NUMBER)))
    if file is not None and file != Path(STDIN):
        sources.append(_lines(_opened(file)))
    return itertools.chain.from_iterable(sources)


def _opened(file: Path | int) -> BufferedReader:
    try:
        return open(file, "rb", closefd=file != STDIN_NUMBER)
    except OSError as error:
        name = "standard input" if file == STDIN_NUMBER else file
        raise Problem(f"cannot read {name}: {error.strerror}", 2) from error


def _lines(opened: BufferedReader) -> Iterator[str]:
    with opened, TextIOWrapper(opened, _encoding(opened), "surrogateescape") as lines:
        for line in lines:
            text = line.strip()
            if text and not text.startswith("#"):
                yield text


def _encoding(opened: BufferedReader) -> str:
    """Tell UTF-16, as PowerShell and Excel write it, from UTF-8, by the byte order mark."""
    is_utf16 = opened.peek(2).startswith((BOM_UTF16_LE, BOM_UTF16_BE))
    return "utf-16" if is_utf16 else "utf-8-sig"  # without the mark, which is no part of a URL


async def as_they_come(lines: Iterable[str]) -> AsyncIterator[str]:
    """Yield lines that a thread reads: standard input may let one wait for the next for hours.

    Nothing can wake a thread from such a wait, so it is one that does not keep the process alive.
    """
    loop = asyncio.get_running_loop()
    read: queue.Queue[str | BaseException | None] = queue.Queue(READ_AHEAD)
    some = asyncio.Event()

    def put(line: str | BaseException | None) -> None:
        read.put(line)
        if not some.is_set() and not loop.is_closed():
            loop.call_soon_threadsafe(some.set)

    def read_all() -> None:
        try:
            for line in lines:
                put(line)
            put(None)
        except BaseException as error:
            put(error)

    threading.Thread(target=read_all, name="lines", daemon=True).start()
    while True:
        await some.wait()
        some.clear()  # before the queue is emptied: what is put from now on sets it again
        while not read.empty():
            line = read.get_nowait()
            if line is None:
                return
            if isinstance(line, BaseException):
                raise line
            yield line


def id_in(line: str) -> str | None:
    """Return the id that a submission brings, be it refused; None where it has none that counts."""
    try:
        return read_submission(line.encode("utf-8", "surrogateescape")).id
    except BadSubmission as error:
        return error.id


def query_in(line: str) -> str:
    """Return by what the ledger knows a submission: of JSON its id, else its URL; else the line."""
    if not line.startswith("{"):
        return line
    try:
        submission = read_submission(line.encode("utf-8", "surrogateescape"))
    except BadSubmission as error:
        return error.id or line
    return submission.id or submission.url

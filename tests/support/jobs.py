"""Functions that the worker pool's tests run in real processes."""

import ctypes
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import psutil


def add(left: int, right: int) -> int:
    return left + right


def pid(_: object = None) -> int:
    return os.getpid()


def nap(seconds: float) -> int:
    time.sleep(seconds)
    return os.getpid()


def length(data: bytes) -> int:
    return len(data)


def echo(data: bytes) -> bytes:
    return data


def work(kind: str, path: str = "") -> str:
    """Do what `kind` says; `path` is a file where calls leave a mark."""
    if path:
        with Path(path).open("a") as marks:
            marks.write(f"{kind} {os.getpid()}\n")
    result: str = _KINDS[kind](path)
    return result


def _segfault(_: str) -> str:
    return ctypes.string_at(0).decode()


def _exit(_: str) -> str:
    os._exit(3)


def _eat_slowly(_: str) -> str:
    kept = []
    while True:
        kept.append(bytearray(b"x" * 4_000_000))
        time.sleep(0.005)


def _eat_at_once(_: str) -> str:
    return str(len(bytearray(8_000_000_000)))


def _hang(_: str) -> str:
    while True:
        pass


def _hang_deaf(_: str) -> str:
    signal.pthread_sigmask(signal.SIG_BLOCK, set(signal.Signals))
    return _hang(_)


def _crash_once(path: str) -> str:
    if Path(path).read_text().count("crash_once") == 1:
        os.kill(os.getpid(), signal.SIGSEGV)
    return "second try"


def _leave_child(_: str) -> str:
    subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"], stdout=2)
    os._exit(3)


def _say(_: str) -> str:
    print("a library that talks")
    return "said"


class OddError(Exception):
    """Cannot be pickled back: its constructor wants two arguments."""

    def __init__(self, one: str, two: str) -> None:
        super().__init__(f"{one} {two}")


def _raise(_: str) -> str:
    raise ValueError("the page is odd")


def _raise_odd(_: str) -> str:
    raise OddError("very", "odd")


def _system_exit(_: str) -> str:
    sys.exit(1)


_KINDS: dict[str, Callable[[str], Any]] = {
    "good": lambda _: "good",
    "segfault": _segfault,
    "exit": _exit,
    "eat_slowly": _eat_slowly,
    "eat_at_once": _eat_at_once,
    "hang": _hang,
    "hang_deaf": _hang_deaf,
    "crash_once": _crash_once,
    "leave_child": _leave_child,
    "say": _say,
    "raise": _raise,
    "raise_odd": _raise_odd,
    "system_exit": _system_exit,
    "unpicklable": lambda _: lambda: None,
}

WARMED: list[int] = []


def warm() -> None:
    WARMED.append(1)


def warmed_times() -> int:
    return len(WARMED)


def warm_badly() -> None:
    raise LookupError("the word list is missing")


def warm_with_a_thread() -> None:
    threading.Thread(target=time.sleep, args=(60,), daemon=True).start()


def keep(megabytes: int) -> int:
    """Leak, as a library may over many pages."""
    WARMED.extend([1] * (megabytes * 1_000_000 // 8))
    return os.getpid()


_KEPT: list[bytes] = []


def scatter(megabytes: int) -> int:
    """Leave a few bytes above so many free megabytes in the heap; return the worker's memory."""
    blocks = [bytes(1_000) for _ in range(megabytes * 1_000)]
    _KEPT.append(blocks[-1] if blocks else b"")
    del blocks
    return int(psutil.Process().memory_info().rss)


def open_descriptors() -> list[str]:
    """What this process has open beyond the standard three, sockets apart."""
    return [
        target
        for each in os.listdir("/proc/self/fd")
        if int(each) > 2 and (target := _target(each)) and "socket:" not in target
    ]


def _target(descriptor: str) -> str:
    try:
        return os.readlink(f"/proc/self/fd/{descriptor}")
    except OSError:
        return ""


def loaded_modules() -> set[str]:
    return set(sys.modules)

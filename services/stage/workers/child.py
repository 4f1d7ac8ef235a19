"""What runs in the worker processes: a fork server that imports once, and the workers it forks.

The fork server runs as a script, outside its package, so it imports the standard library alone.
It has one thread, so that a fork of it is safe, and a fork takes milliseconds where imports take a
second. A worker reads a job, calls the function and writes the answer. Frames are an 8-byte length
and a pickle.
"""

import ctypes
import gc
import importlib
import os
import pickle
import signal
import socket
import struct
import sys
import threading
import time
import traceback
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from typing import Any, NoReturn

LENGTH = struct.Struct("!Q")
READY, RETURNED, RAISED, MEMORY = "ready", "returned", "raised", "memory"
NUMBER = struct.Struct("!q")
FORK = 0
"""The request for a worker, with its socket; any other number is a process to reap."""
NOT_YET = 1 << 40
"""The answer for a process that still runs; others are exit codes, negative for signals."""
TRACEBACK_MAX_CHARACTERS = 20_000
PARENT_POLL_SECONDS = 1.0
TRIM_EVERY_JOBS = 32
"""What a job frees stays in the heap, between what lives on: 10 to 15 MB of a worker that reads
pages. To give it back takes a tenth of a millisecond for each job."""
PR_SET_PDEATHSIG = 1
"""prctl(2): the signal a child gets when the thread that started it ends."""

_libc = ctypes.CDLL(None, use_errno=True)


def main(descriptor: int, parent_pid: int, function: str, warm: str, data_limit_bytes: int) -> None:
    """Be the fork server until the other end of the socket closes.

    `function` and `warm` are addresses, for `resolve`; empty and 0: none.
    """
    control = begin_server(descriptor, parent_pid)
    try:
        call = resolve(function)
        if warm:
            resolve(warm)()
        freeze_imports()
    except BaseException as error:
        send(control, _failure(error))
        return
    send(control, pickle.dumps((READY, None, "")))
    _serve_forks(control, call, data_limit_bytes)


def begin_server(descriptor: int, parent_pid: int) -> socket.socket:
    """Be a process to fork from until its parent ends; return the socket to it."""
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_IGN)  # the parent decides, and it has SIGKILL
    if sys.platform == "linux":  # elsewhere it sees its socket close
        die_with(parent_pid)
    return socket.socket(fileno=descriptor)


def freeze_imports() -> None:
    """Make ready to fork: no collection walks, and so copies, what was imported.

    Raises `RuntimeError` where that has started threads: a fork has none of them, but their locks.
    """
    threads = threading.active_count()
    with suppress(OSError):
        threads = len(os.listdir("/proc/self/task"))  # those of C libraries, too
    if threads > 1:
        raise RuntimeError(f"import or warm-up started {threads - 1} threads: no fork is safe")
    gc.collect()
    gc.freeze()


def _serve_forks(
    control: socket.socket, function: Callable[..., Any], data_limit_bytes: int
) -> None:
    server_pid = os.getpid()
    while True:
        request, descriptors, _, _ = socket.recv_fds(control, NUMBER.size, 1)
        if not request:
            return
        (number,) = NUMBER.unpack(request)
        if number != FORK:
            control.sendall(NUMBER.pack(reap(number)))
            continue
        pid = os.fork()
        if pid == 0:
            control.close()
            _work(descriptors[0], server_pid, function, data_limit_bytes)
        os.close(descriptors[0])
        with suppress(OSError):  # here and in the child: whoever comes first
            os.setpgid(pid, pid)
        control.sendall(NUMBER.pack(pid))


def reap(pid: int) -> int:
    """Return the exit code of an own child, `NOT_YET` while it runs."""
    ended, status = os.waitpid(pid, os.WNOHANG)
    return os.waitstatus_to_exitcode(status) if ended else NOT_YET


def _work(
    descriptor: int, server_pid: int, function: Callable[..., Any], data_limit_bytes: int
) -> NoReturn:
    """Serve jobs in this new process; whatever happens, it never returns to the other loop."""
    try:
        with suppress(OSError):
            os.setpgid(0, 0)  # its own children can be killed with it
        die_with(server_pid)
        _limit(data_limit_bytes)
        channel = socket.socket(fileno=descriptor)
        jobs = iter(partial(receive, channel), None)
        for number, job in enumerate(jobs, 1):
            send(channel, _answer(function, job))
            if number % TRIM_EVERY_JOBS == 0:
                trim_heap()
    except ConnectionError:
        pass
    except BaseException:
        traceback.print_exc()
    finally:
        os._exit(0)


def trim_heap() -> None:
    """Give free memory back to the system, where the C library can (`malloc_trim(3)`)."""
    trim = getattr(_libc, "malloc_trim", None)
    if trim is not None:
        trim(0)


def die_with(parent_pid: int, *, by_signal: bool = sys.platform == "linux") -> None:
    """See to it that this process ends when its parent does, even by `kill -9`."""
    if by_signal:
        kill_with_parent()
    else:
        threading.Thread(target=_watch, args=(parent_pid,), daemon=True).start()
    if os.getppid() != parent_pid:  # it died before this line
        os._exit(1)


def kill_with_parent() -> None:
    """Let Linux kill this process when the thread that started it ends; safe before `exec`."""
    _libc.prctl(PR_SET_PDEATHSIG, signal.SIGKILL)


def _watch(parent_pid: int) -> None:
    while os.getppid() == parent_pid:
        time.sleep(PARENT_POLL_SECONDS)
    os._exit(1)


def _limit(data_limit_bytes: int) -> None:
    with suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))  # a dump of 1 GB takes seconds
        if data_limit_bytes:
            _, hard = resource.getrlimit(resource.RLIMIT_DATA)
            resource.setrlimit(resource.RLIMIT_DATA, (data_limit_bytes, hard))


def resolve(address: str) -> Callable[..., Any]:
    """Import what stands at `module:qualified.name`."""
    module, _, name = address.partition(":")
    found: Any = importlib.import_module(module)
    for part in name.split("."):
        found = getattr(found, part)
    return found  # type: ignore[no-any-return]


def _answer(function: Callable[..., Any], job: bytearray) -> bytes:
    try:
        arguments = pickle.loads(job)
        job.clear()
        return pickle.dumps((RETURNED, function(*arguments), ""), pickle.HIGHEST_PROTOCOL)
    except MemoryError as error:
        return pickle.dumps((MEMORY, None, _text(error)))
    except BaseException as error:
        return _failure(error)


def _failure(error: BaseException) -> bytes:
    """Pickle an exception, or only its text if it does not survive the way, or is an exit."""
    pickled = None
    if isinstance(error, Exception):
        with suppress(Exception):
            pickled = pickle.dumps(error)
            pickle.loads(pickled)
            return pickle.dumps((RAISED, pickled, _text(error)))
    return pickle.dumps((RAISED, None, _text(error)))


def _text(error: BaseException) -> str:
    return "".join(traceback.format_exception(error))[-TRACEBACK_MAX_CHARACTERS:]


def receive(channel: socket.socket) -> bytearray | None:
    """Read one frame, or None when the other end has closed."""
    length = _read(channel, LENGTH.size)
    return None if length is None else _read(channel, LENGTH.unpack(length)[0])


def _read(channel: socket.socket, count: int) -> bytearray | None:
    frame = bytearray(count)
    rest = memoryview(frame)
    while rest:
        got = channel.recv_into(rest)
        if not got:
            return None
        rest = rest[got:]
    rest.release()
    return frame


def send(channel: socket.socket, frame: bytes) -> None:
    """Write one frame."""
    channel.sendall(LENGTH.pack(len(frame)))
    channel.sendall(frame)


if __name__ == "__main__":
    with suppress(ConnectionError):
        main(int(sys.argv[1]), int(sys.argv[2]), sys.argv[3], sys.argv[4], int(sys.argv[5]))
    os._exit(0)  # nothing here is worth the interpreter's slow farewell

"""The process that the stages of the local stack are forked from: it has imported what all share.

Each stage by itself imports the same packages for two to three seconds and holds them alone; a fork
takes milliseconds and shares them. Started by `forks.py`, which asks over a socket: a frame of JSON
for a stage, a number for the exit code of one that it started.
"""

import importlib
import json
import os
import signal
import sys
import traceback
from collections.abc import Sequence
from typing import Any, NoReturn

from services.stage.workers.child import (
    NUMBER,
    begin_server,
    die_with,
    freeze_imports,
    reap,
    receive,
    send,
)

SHARED = (
    "services.cli.main", "services.stage.run", "services.stage.stage",
    "services.stage.store.store", "services.stage.store.migrations",
    "services.stage.continuity.watch", "services.stage.workers.pool",
    "uvloop", "sqlite3", "regex",
)  # fmt: skip
"""Nothing of these reads a setting or starts a thread when it is imported."""
DESCRIPTORS = 1_024
"""More than a template has open."""
PROGRAM = "services.cli.main"


def main(
    descriptor: int, parent_pid: int, shared: Sequence[str] = SHARED, program: str = PROGRAM
) -> None:
    """Import, then fork what is asked for until the other end of the socket closes.

    `program`: the module whose `main` a fork runs.
    """
    control = begin_server(descriptor, parent_pid)
    for name in shared:
        importlib.import_module(name)
    freeze_imports()
    send(control, NUMBER.pack(os.getpid()))
    while (frame := receive(control)) is not None:
        asked = json.loads(frame)
        is_number = isinstance(asked, int)
        send(control, NUMBER.pack(reap(asked) if is_number else _fork(asked, program)))


def _fork(asked: dict[str, Any], program: str) -> int:
    template_pid = os.getpid()
    return os.fork() or _become(asked, program, template_pid)


def _become(asked: dict[str, Any], program: str, template_pid: int) -> NoReturn:
    """Run the program in this new process, and end with its exit code."""
    code = 1
    try:
        os.setsid()  # Ctrl-C reaches whoever started us, and he stops the stages in order
        die_with(template_pid)
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, signal.SIG_DFL)
        log = os.open(asked["log"], os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o644)
        for standard in (1, 2):
            os.dup2(log, standard)
        os.closerange(3, DESCRIPTORS)  # the template's socket among them
        os.chdir(asked["folder"])
        os.environ.clear()
        os.environ.update(asked["environment"])
        sys.argv = ["newsreel", *asked["arguments"]]
        importlib.import_module(program).main()
        code = 0
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else int(end.code is not None)
    except BaseException:
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))

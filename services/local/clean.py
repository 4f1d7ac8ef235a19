"""`make clean`: remove from `.run` what runs make again; what cannot be made again stays.

That is the state beside a Kafka that keeps its topics (`kafka-…`), and of services that were
started one by one (`state`). It needs no environment: the standard library is all of it.
"""

import contextlib
import os
import shutil
import sys
from pathlib import Path

from services.local.folder_lock import FolderInUse, FolderLock

MADE_AGAIN = ("embedded", "logs", "run", "run-*", "sample.toml", "stack.json")


def clean(folder: Path) -> list[Path]:
    """Remove what can be made again and return what stays; raise `FolderInUse` under a stack."""
    if not folder.is_dir():
        return []
    with FolderLock(folder):
        for path in (path for pattern in MADE_AGAIN for path in folder.glob(pattern)):
            if path.is_dir() and not is_of_living_run(path):
                shutil.rmtree(path, ignore_errors=True)
            elif path.is_file():
                path.unlink(missing_ok=True)
    return sorted(path for path in folder.iterdir() if path.is_dir())


def is_of_living_run(folder: Path) -> bool:
    """Tell whether it is of a `newsreel run` that goes on: their folders have its number."""
    number = folder.name.removeprefix("run-")
    if not number.isdecimal():
        return False
    with contextlib.suppress(ProcessLookupError):
        with contextlib.suppress(PermissionError):
            os.kill(int(number), 0)
        return True
    return False


def main() -> int:
    """Clean `.run`, and say what stays; 1 where a stack runs from it."""
    try:
        kept = clean(Path(".run"))
    except FolderInUse as error:
        print(error, file=sys.stderr)
        return 1
    for path in kept:
        print(f"kept {path}")
    return 0


if __name__ == "__main__":
    sys.exit(main())

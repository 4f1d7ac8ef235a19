"""One owner per folder: a lock that the kernel releases when its process ends, however it ends."""

import fcntl
import os
from pathlib import Path
from typing import Self


class FolderInUse(RuntimeError):
    """Another process owns the folder; the text names it."""


class FolderLock:
    """Own a folder while a `with` lasts, or raise `FolderInUse`."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / "lock"
        self._descriptor = -1

    def __enter__(self) -> Self:
        """Take the lock and write down who has it."""
        self._path.parent.mkdir(parents=True, exist_ok=True)
        self._descriptor = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o644)
        try:
            fcntl.flock(self._descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            holder = os.read(self._descriptor, 20).decode("ascii", "replace").strip()
            os.close(self._descriptor)
            raise FolderInUse(
                f"process {holder or 'of another user'} runs Newsreel from {self._path.parent}:"
                f" stop it first{f' (kill {holder})' if holder else ''}, or use another folder"
            ) from None
        os.ftruncate(self._descriptor, 0)
        os.pwrite(self._descriptor, str(os.getpid()).encode(), 0)
        return self

    def __exit__(self, *_: object) -> None:
        """Release it; the file stays, since removing it would race with the next owner."""
        os.close(self._descriptor)

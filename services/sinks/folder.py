"""Files that are there whole or not at all, in a folder that one process owns.

A folder that takes nothing, as on a full disk, is waited for as a database is.
"""

import fcntl
import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path, PurePath

from services.settings import BadSettings
from services.stage.store.errors import StoreUnavailable

HIDDEN = ".newsreel"
"""Folder in the sink's folder: its lock, what it remembers, and drafts."""


class OwnFolder:
    """A folder that is this process's as long as it lives: the kernel lets go of the lock."""

    def __init__(self, folder: Path, setting: str) -> None:
        """Make the folder, or raise `BadSettings`; `setting` is the variable that names it."""
        self.path = folder
        self.hidden = folder / HIDDEN
        self._setting = setting
        self._lock = -1
        with self._told():
            self.hidden.mkdir(parents=True, exist_ok=True)

    def take(self) -> None:
        """Take the folder, and remove drafts of who had it; raise `BadSettings` where it is taken.

        Once taken, taking it again changes nothing.
        """
        if self._lock >= 0:
            return
        with self._told():
            lock = os.open(self.hidden / "lock", os.O_RDWR | os.O_CREAT, 0o644)
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(lock)
            fault = f"another process writes to {self.path}: one process each folder"
            raise BadSettings(fault) from None
        self._lock = lock
        with self._told():
            for draft in self.hidden.glob("draft-*"):
                draft.unlink()

    def give_back(self) -> None:
        """Let another process have it."""
        if self._lock >= 0:
            os.close(self._lock)
            self._lock = -1

    def draft(self, number: int, content: bytes) -> Path:
        """Write a file that nobody sees yet, safe on the disk; or raise `StoreUnavailable`."""
        path = self.hidden / f"draft-{number}"
        with _waited_for(path), path.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        return path

    def reveal(self, drafts: Iterable[tuple[Path, str]]) -> None:
        """Move drafts to their names in the folder, each at once, and make the moves last.

        Raises `StoreUnavailable`; some may have been moved by then.
        """
        names = []
        with _waited_for(self.path):
            for draft, name in drafts:
                path = self.path / name
                path.parent.mkdir(parents=True, exist_ok=True)
                draft.replace(path)
                names.append(name)
            self._sync_folders_of(names)

    def remove(self, names: Sequence[str]) -> None:
        """Remove files that may be there, and make that last; or raise `StoreUnavailable`."""
        with _waited_for(self.path):
            for name in names:
                (self.path / name).unlink(missing_ok=True)
            self._sync_folders_of(name for name in names if (self.path / name).parent.exists())

    @contextmanager
    def _told(self) -> Iterator[None]:
        """Name the setting where the folder cannot be written to."""
        try:
            yield
        except OSError as error:
            raise BadSettings(f"{self._setting}: {_fault(error, self.path)}") from None

    def _sync_folders_of(self, names: Iterable[str]) -> None:
        """Sync the folders of files up to the sink's own: each of them may be new."""
        for folder in {folder for name in names for folder in PurePath(name).parents}:
            _sync(self.path / folder)


@contextmanager
def _waited_for(path: Path) -> Iterator[None]:
    """Call a file or folder that takes nothing away, with its name."""
    try:
        yield
    except OSError as error:
        raise StoreUnavailable(_fault(error, path)) from error


def _fault(error: OSError, path: Path) -> str:
    """Name what could not be written; an error of a write itself names no file."""
    return f"cannot write to {error.filename or path}: {error.strerror}"


def _sync(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)

"""Files by which running stages are found: which process serves which stage on which port."""

import contextlib
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import orjson
from pydantic import PositiveInt, TypeAdapter, ValidationError


@dataclass(frozen=True, slots=True)
class PortFile:
    """Where to ask a stage for its metrics and health."""

    stage: str
    pid: PositiveInt
    port: int


@dataclass(frozen=True, slots=True)
class StackFile:
    """A local stack, and the settings that its commands take over."""

    pid: PositiveInt
    environment: dict[str, str]


def port_file_path(folder: Path, stage: str) -> Path:
    """Return where this process leaves its port file."""
    return folder / f"{stage}-{os.getpid()}.json"


def write_port_file(path: Path, content: PortFile) -> None:
    """Write it atomically."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_suffix(".tmp")
    draft.write_bytes(orjson.dumps(content))
    draft.replace(path)


def read_port_files(folder: Path) -> list[PortFile]:
    """Read those of processes that still live, by stage; a dead process's file is removed.

    A file that says something else is not one of ours, and left alone.
    """
    found = []
    for path in sorted(folder.glob("*-*.json")):
        # another reader was first to remove it
        with contextlib.suppress(FileNotFoundError, ValidationError):
            content = TypeAdapter(PortFile).validate_json(path.read_bytes())
            if _lives(content.pid):
                found.append(content)
            else:
                path.unlink()
    return found


def _lives(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except OSError as error:
        return isinstance(error, PermissionError)
    return True


STACK = "stack.json"


def write_stack_file(folder: Path, environment: Mapping[str, str]) -> None:
    """Write down a running local stack, so that commands in this folder find it."""
    folder.mkdir(parents=True, exist_ok=True)
    content = StackFile(os.getpid(), dict(environment))
    path = folder / STACK
    path.touch(mode=0o600)  # a password may be in it
    path.write_bytes(orjson.dumps(content))


def stack_environment(folder: Path) -> dict[str, str]:
    """Return the settings of the local stack that runs from this folder; none where none runs."""
    try:
        content = TypeAdapter(StackFile).validate_json((folder / STACK).read_bytes())
    except (OSError, ValidationError):
        return {}
    return content.environment if _lives(content.pid) else {}

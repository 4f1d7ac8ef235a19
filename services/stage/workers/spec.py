"""What every worker of a pool does, and its limits."""

import sys
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class WorkerSpec:
    """The function, its warm-up, seconds and resident bytes a job may use."""

    function: Callable[..., Any]
    warm: Callable[[], None] | None
    time_limit_seconds: float
    memory_limit_bytes: int | None


def address(function: Callable[..., Any]) -> str:
    """Say where a child can import the function from, or raise `ValueError`."""
    module, name = function.__module__, function.__qualname__
    if module == "__main__":  # started by `python -m`: the child knows it by its true name
        spec = getattr(sys.modules["__main__"], "__spec__", None)
        module = spec.name if spec else ""
    if not module or "<" in name:
        raise ValueError(f"{name} must be an importable, top-level function")
    return f"{module}:{name}"

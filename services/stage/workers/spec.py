"""What every worker of a pool does, and its limits."""

import os
import pickle
import sys
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

DATA_LIMIT_FACTOR = 2
"""Between the limit and RLIMIT_DATA: what a worker can touch between two looks at its memory must
not reach it, since libraries swallow `MemoryError` and go on with half a page."""


@dataclass(frozen=True, slots=True)
class WorkerSpec:
    """The function, its warm-up, seconds and resident bytes a job may use."""

    function: Callable[..., Any]
    warm: Callable[[], None] | None
    time_limit_seconds: float
    memory_limit_bytes: int | None

    def first_frame(self) -> bytes:
        """Pickle what the fork server needs to set itself up."""
        limit = self.memory_limit_bytes
        return pickle.dumps(
            {
                "path": [each or os.getcwd() for each in sys.path],
                "function": address(self.function),
                "warm": address(self.warm) if self.warm else None,
                "data_limit_bytes": limit * DATA_LIMIT_FACTOR if limit else None,
            }
        )


def address(function: Callable[..., Any]) -> str:
    """Say where a child can import the function from, or raise `ValueError`."""
    module, name = function.__module__, function.__qualname__
    if module == "__main__":  # started by `python -m`: the child knows it by its true name
        spec = getattr(sys.modules["__main__"], "__spec__", None)
        module = spec.name if spec else ""
    if not module or "<" in name:
        raise ValueError(f"{name} must be an importable, top-level function")
    return f"{module}:{name}"

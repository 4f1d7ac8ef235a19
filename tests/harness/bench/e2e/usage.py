"""CPU and memory of process trees."""

from collections.abc import Mapping
from dataclasses import dataclass

import psutil


@dataclass(frozen=True, slots=True)
class Usage:
    """Of one service: its process and all below it."""

    own_cpu_seconds: float
    workers_cpu_seconds: float
    pss_mb: float
    """Shared pages counted by share, so that a sum over processes is true."""


def usages(pids: Mapping[str, int]) -> dict[str, Usage]:
    """Look at each service once."""
    return {name: _usage(pid) for name, pid in pids.items()}


def _usage(pid: int) -> Usage:
    process = psutil.Process(pid)
    below = process.children(recursive=True)
    return Usage(_cpu(process), sum(map(_cpu, below)), sum(map(_pss_mb, [process, *below])))


def _cpu(process: psutil.Process) -> float:
    try:
        times = process.cpu_times()
    except psutil.Error:
        return 0.0
    return float(times.user + times.system)


def _pss_mb(process: psutil.Process) -> float:
    try:
        return float(process.memory_full_info().pss) / 1e6
    except psutil.Error:
        return 0.0

"""What tests ask of processes."""

import psutil


def runs(pid: int) -> bool:
    """Whether a process is there and has not ended; a zombie has."""
    try:
        return bool(psutil.Process(pid).status() != psutil.STATUS_ZOMBIE)
    except psutil.NoSuchProcess:
        return False

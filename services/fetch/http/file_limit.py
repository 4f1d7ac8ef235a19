"""Room for many sockets: the soft limit of open files is 1,024 on most systems."""

import resource


def raise_open_files_limit(wanted: int) -> int:
    """Raise the process's soft limit to `wanted`, or as far as it may go; returns what it is."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    reachable = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
    if soft != resource.RLIM_INFINITY and soft < reachable:
        resource.setrlimit(resource.RLIMIT_NOFILE, (reachable, hard))
        return reachable
    return soft

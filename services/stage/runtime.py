"""What a service's process runs on: its event loops, and how it treats memory."""

import asyncio
import ctypes
import gc
import sys

from services.stage.workers.child import trim_heap

GC_THRESHOLDS = (5_000, 5, 5)
"""New objects before the garbage collector looks at them, and how many looks before it looks at
older ones; Python's own numbers are 700, 10 and 10."""

M_TRIM_THRESHOLD, M_MMAP_THRESHOLD = -1, -3
"""Names of glibc's `mallopt` (malloc.h)."""

MAPPED_FROM_BYTES = 1_048_576
"""Blocks from this size on are mapped by themselves: a system call each, and memory to clear."""
MAPPED_FROM_BYTES_AMONG_PAGES = 32_768
"""The same in a stage that holds hundreds of news pages: they, and what unpacks them, go back."""
TRIM_FROM_BYTES = 64_000_000
"""What may lie free at the end of the heap: to give back 128 KiB again and again, as glibc does by
itself, cost a sixth of fetch's CPU."""

TRIM_SECONDS = 10.0
"""How often a stage calls `return_memory`."""


async def return_memory() -> None:
    """Give back what lies free between what lives on, which no switch of `tune_malloc` does.

    Takes 10 to 20 ms for 30 MB; fetch and extract hold a third less of their own (embedded broker,
    300 articles: 92 and 95 MB without it, 70 and 69 with it).
    """
    trim_heap()


def tune_malloc(holds_pages: bool) -> bool:
    """Let the C library return at once what is freed in large blocks; False where it can't.

    By itself glibc keeps blocks of up to 32 MB for later once such a one was freed (`mallopt(3)`,
    the dynamic threshold), and small ones that live long hold what was freed around them. Fetch
    then holds 281 MB instead of 130. Of the others only extract holds more, 385 MB instead of 327,
    and their system time falls from 7.5 to 3.2 ms an article (400 articles end to end, two runs).
    """
    try:
        mallopt = ctypes.CDLL(None).mallopt
    except (OSError, AttributeError, TypeError):  # another C library
        return False
    least = MAPPED_FROM_BYTES_AMONG_PAGES if holds_pages else MAPPED_FROM_BYTES
    return bool(mallopt(M_MMAP_THRESHOLD, least) and mallopt(M_TRIM_THRESHOLD, TRIM_FROM_BYTES))


def event_loops() -> asyncio.AbstractEventLoopPolicy:
    """Return what makes event loops, in every thread: uvloop's, where there is uvloop.

    The processes of the stages take 5 % (fetch) to 15 % (enrich) less CPU on it.
    """
    if sys.platform == "win32":
        return asyncio.DefaultEventLoopPolicy()
    import uvloop

    policy: asyncio.AbstractEventLoopPolicy = uvloop.EventLoopPolicy()
    return policy


def freeze_gc() -> None:
    """Leave what was imported out of garbage collection, and collect less often.

    It stays for good: looking through it again and again cost intake a third of its time. The
    objects of an event are freed by their references; a batch makes thousands of them.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(*GC_THRESHOLDS)

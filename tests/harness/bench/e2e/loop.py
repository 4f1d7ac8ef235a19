"""What is beside us: two processes that do nothing but call the library, from memory."""

import multiprocessing as mp
import time
from collections.abc import Sequence
from multiprocessing.queues import Queue
from multiprocessing.synchronize import Event
from typing import Any

PROCESSES = 2
WARM_UP_PAGES = 12


def pages_per_second(pages: Sequence[bytes], count: int) -> float:
    """Read `count` pages with `trafilatura.bare_extraction` and metadata; pages a second."""
    context = mp.get_context("spawn")
    ready: Queue[Any] = context.Queue()
    start = context.Event()
    processes = [
        context.Process(target=_read, args=(pages, count, part, ready, start))
        for part in range(PROCESSES)
    ]
    for each in processes:
        each.start()
    for _ in processes:
        ready.get()
    begun = time.perf_counter()
    start.set()
    for _ in processes:
        ready.get()
    seconds = time.perf_counter() - begun
    for each in processes:
        each.join()
    return count / seconds


def _read(pages: Sequence[bytes], count: int, part: int, ready: "Queue[Any]", start: Event) -> None:
    from trafilatura import bare_extraction

    for page in pages[:WARM_UP_PAGES]:
        bare_extraction(page, url="https://example.org/", with_metadata=True)
    ready.put("warm")
    start.wait()
    for number in range(part, count, PROCESSES):
        url = f"https://example.org/{number}"
        bare_extraction(pages[number % len(pages)], url=url, with_metadata=True)
    ready.put("done")

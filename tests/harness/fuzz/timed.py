"""What a page costs, measured where it is worked on."""

import time

from schemas.events import PageFetched
from schemas.passport import Hints
from services.extract.worker import extract_page


def cpu_seconds(page: PageFetched, hints: Hints) -> float:
    """Extract a page and return the CPU time it took."""
    start = time.process_time()
    extract_page(page, hints, None)
    return time.process_time() - start

"""What the service's own process loads of what reads pages: nothing."""

import subprocess
import sys

READERS = {"trafilatura", "lxml", "numpy", "resiliparse", "dateparser", "htmldate"}


def test_only_workers_load_what_reads_pages() -> None:
    code = "import sys, services.extract.agent; print(*sys.modules)"
    loaded = subprocess.run(
        [sys.executable, "-c", code], check=True, capture_output=True, text=True
    ).stdout.split()
    assert "services.extract.service" in loaded
    assert not READERS & set(loaded)

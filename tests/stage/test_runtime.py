"""Most of what a service frees goes back to the machine, though small things live on in between."""

import platform
import subprocess
import sys

import pytest

PROBE = """
import asyncio, os, sys
from services.stage.runtime import return_memory, tune_malloc

def resident_mb():
    pages = int(open("/proc/self/statm").read().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6

if sys.argv[1] == "mapped":
    assert tune_malloc(holds_pages=True)
before = resident_mb()
pages, kept = [], []
for _ in range(1_500):
    pages.append(os.urandom(60_000))
    kept.append(os.urandom(3_000))
pages.clear()
if sys.argv[1] == "trimmed":
    asyncio.run(return_memory())
print(resident_mb() - before)
"""


def left_mb(how: str) -> float:
    done = subprocess.run(
        [sys.executable, "-c", PROBE, how], capture_output=True, text=True, check=True
    )
    return float(done.stdout)


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="both are glibc's")
@pytest.mark.parametrize("how", ["mapped", "trimmed"])
def test_freed_pages_go_back_though_small_things_live_on_between_them(how: str) -> None:
    assert left_mb(how) < 0.6 * left_mb("neither")

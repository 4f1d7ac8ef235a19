"""A stage's process ends when its work has, whatever else still runs."""

import subprocess
import sys

import pytest

STUBBORN = """
import asyncio
from services.stage.run import exit_with

async def stubborn():
    while True:
        try:
            await asyncio.sleep(60)
        except asyncio.CancelledError:
            print("cancelled", flush=True)

async def work():
    waiting = asyncio.create_task(stubborn())
    await asyncio.sleep(0.05)
    {end}

exit_with(work())
"""


@pytest.mark.parametrize(("end", "code"), [("return 3", 3), ("raise OSError", 1)])
def test_a_task_that_outlives_its_cancellation_does_not_hold_the_process(
    end: str, code: int
) -> None:
    script = STUBBORN.format(end=end)
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, timeout=20)
    assert (done.returncode, b"OSError" in done.stderr) == (code, code == 1)

"""Weigh one fetch in a process of its own: `python -m tests.harness.hostile.weigh PATH SITE_JSON`.

Prints how the fetch ended and by how many MB the process grew at its peak.
"""

import asyncio
import json
import re
import sys
from pathlib import Path

from services.fetch.http.types import Response
from services.stage.endings import Ended, StageError
from tests.harness.hostile.server import Site
from tests.harness.hostile.web import SHORT, client_for, policy_for


async def _main(path: str, site: Site) -> None:
    base = f"http://good.test:{site.http}"
    async with client_for(site, policy_for(site), SHORT) as client:
        await client.get(f"{base}/packed/gzip")
        await client.get(f"{base}/packed/zstd")
        forget_peak()
        before = peak_mb()
        try:
            end: Response | Ended | StageError = await client.get(base + path)
        except StageError as error:
            end = error
    print(json.dumps([str(getattr(end, "reason", "page")), peak_mb() - before]))


def forget_peak() -> None:
    """Let the peak start anew at what is resident now."""
    Path("/proc/self/clear_refs").write_text("5")


def peak_mb() -> float:
    """Peak of resident memory. Not `ru_maxrss`, which a process inherits from its parent."""
    status = Path("/proc/self/status").read_text()
    return int(re.search(r"VmHWM:\s+(\d+) kB", status)[1]) / 1024  # type: ignore[index]


if __name__ == "__main__":
    asyncio.run(_main(sys.argv[1], Site(**json.loads(sys.argv[2]))))

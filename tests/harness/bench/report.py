"""Where a benchmark of the whole leaves its figures: reports/bench-NAME.json."""

import json
import os
import platform
from collections.abc import Mapping
from pathlib import Path
from typing import Any

REPORTS = Path("reports")
Load = tuple[float, float, float]


def report_path(name: str) -> Path:
    """Return where the benchmark of this name leaves its report."""
    return REPORTS / f"bench-{name}.json"


def write_report(path: Path, load_before: Load, figures: Mapping[str, Any], **facts: int) -> None:
    """Keep figures with the machine, its load before and now, and `facts` of what was measured."""
    machine = {"python": platform.python_version(), "cores": os.cpu_count(), **facts}
    report = {"machine": machine, "load": [load_before, os.getloadavg()], **figures}
    path.parent.mkdir(exist_ok=True)
    path.write_text(json.dumps(report, indent=1), "utf-8")

"""What extract's processes load: its own nothing that reads pages, a worker nothing else."""

import subprocess
import sys

READERS = {"trafilatura", "lxml", "numpy", "resiliparse", "htmldate"}
STAGES = {"faust", "aiokafka", "aiohttp", "sqlalchemy", "alembic", "prometheus_client"}


def test_only_workers_load_what_reads_pages() -> None:
    loaded = loaded_by("import services.extract.agent")
    assert "services.extract.service" in loaded
    assert not READERS & loaded


def test_workers_load_nothing_of_what_stages_run_on() -> None:
    loaded = loaded_by("from services.extract.worker import warm_up; warm_up()")
    assert loaded >= READERS
    assert not STAGES & loaded


def loaded_by(code: str) -> set[str]:
    """Return the modules that a new process has when it has run the code."""
    return set(printed_by(f"{code}; import sys; print(*sys.modules)"))


def printed_by(code: str) -> list[str]:
    """Return the words that a new process prints."""
    command = [sys.executable, "-c", code]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()

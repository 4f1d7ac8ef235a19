"""What extract's processes load: its own nothing that reads pages, a worker nothing else."""

import subprocess
import sys

READERS = {"trafilatura", "lxml", "numpy", "resiliparse", "dateparser", "htmldate"}
STAGES = {"faust", "aiokafka", "aiohttp", "sqlalchemy", "alembic", "prometheus_client"}


def test_only_workers_load_what_reads_pages() -> None:
    loaded = loaded_by("import services.extract.agent")
    assert "services.extract.service" in loaded
    assert not READERS & loaded


def test_workers_load_nothing_of_what_stages_run_on() -> None:
    loaded = loaded_by("from services.extract.worker import warm_up; warm_up()")
    assert loaded >= READERS
    assert not STAGES & loaded


def test_a_worker_that_is_warm_compiles_no_pattern_for_a_line_that_dateparser_is_asked_about() -> (
    None
):
    """The names of all time zones take 0.2 s to compile, and each forked worker would do it."""
    assert printed_by(ASKS_DATEPARSER) == ["dateparser", "asked", "0", "compiled"]


ASKS_DATEPARSER = """
from cProfile import Profile
from services.extract.extract import extract
from services.extract.worker import warm_up
from tests.support.article_pages import PARAGRAPHS, html, page, paragraphs

warm_up()
whole = html(paragraphs(PARAGRAPHS)).replace("</h1>", "</h1><p>Round 36 of 2019</p>")
profile = Profile()
profile.runcall(extract, page(whole))
files = [getattr(each.code, "co_filename", "") for each in profile.getstats()]
if any("dateparser" in file for file in files):
    print("dateparser asked")
compilers = ("/re/_parser.py", "/_regex_core.py")
print(len([file for file in files if file.endswith(compilers)]), "compiled")
"""


def loaded_by(code: str) -> set[str]:
    """Return the modules that a new process has when it has run the code."""
    return set(printed_by(f"{code}; import sys; print(*sys.modules)"))


def printed_by(code: str) -> list[str]:
    """Return the words that a new process prints."""
    command = [sys.executable, "-c", code]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()

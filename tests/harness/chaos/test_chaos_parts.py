"""The supervisor and what is measured from outside."""

import os
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path

from schemas.outcomes import OutcomeKind, Reason
from tests.harness.chaos.account import Answer, Article, Facts, Submitted, judge
from tests.harness.chaos.pages import Kind, Site
from tests.harness.chaos.supervisor import Supervisor, marked_processes
from tests.harness.chaos.usage import Use, growth
from tests.harness.chaos.watch import Sample, takeover_seconds
from tests.harness.chaos.workload import expectations

STAGE = """
import os, signal, subprocess, sys, time
from pathlib import Path
signal.signal(signal.SIGTERM, lambda *_: sys.exit(int(os.environ.get("CODE", "0"))))
helper = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(20)"])
note = Path(os.environ["RUN"]) / f"{sys.argv[1]}-{os.getpid()}.json"
note.write_text('{"port": 1}')
time.sleep(20)
"""


def supervisor(folder: Path, **environment: str) -> Supervisor:
    script = folder / "stage.py"
    script.write_text(STAGE)
    told = {"RUN": str(folder), **environment}
    return Supervisor([sys.executable, str(script)], told, folder, folder)


def until(found: Callable[[], object], supervised: Supervisor) -> None:
    deadline = time.monotonic() + 20
    while not found():  # once only with an answer: a second signal would hit its last moments
        assert time.monotonic() < deadline
        supervised.tick()
        time.sleep(0.05)


def test_a_killed_worker_is_started_again_and_counts_as_no_crash(tmp_path: Path) -> None:
    supervised = supervisor(tmp_path)
    supervised.add("fetch", 0)
    until(lambda: supervised.hit("fetch", 0, signal.SIGKILL), supervised)
    until(lambda: supervised.tally.starts == 2, supervised)
    assert supervised.tally.crashes == []
    supervised.stop(10)


def test_a_worker_that_ends_by_itself_is_a_crash(tmp_path: Path) -> None:
    supervised = supervisor(tmp_path)
    supervised.add("fetch", 0)
    until(lambda: supervised.hit("fetch", 0, signal.SIGUSR1), supervised)
    until(lambda: supervised.tally.crashes, supervised)
    assert supervised.tally.crashes == [f"fetch-0 exited with {-signal.SIGUSR1}"]
    supervised.stop(10)


def test_a_stop_that_does_not_exit_with_0_is_unclean(tmp_path: Path) -> None:
    supervised = supervisor(tmp_path, CODE="3")
    supervised.add("fetch", 0)
    until(lambda: supervised.hit("fetch", 0, signal.SIGTERM), supervised)
    until(lambda: supervised.tally.starts == 2, supervised)
    assert supervised.tally.unclean_stops == ["fetch-0 exited with 3"]
    supervised.stop(10)


def test_a_child_that_outlives_its_killed_parent_is_found(tmp_path: Path) -> None:
    mark = str(tmp_path)
    supervised = supervisor(tmp_path, CHAOS_TEST=mark)
    supervised.add("extract", 0)
    until(lambda: len(marked_processes("CHAOS_TEST", mark)) == 2, supervised)
    supervised.hit("extract", 0, signal.SIGKILL)
    supervised.remove("extract", 0)
    until(lambda: not supervised.pids(), supervised)
    left = marked_processes("CHAOS_TEST", mark)
    supervised.stop(10)
    assert len(left) == 1
    for pid in left:
        os.kill(pid, signal.SIGKILL)


def test_a_takeover_ends_when_the_group_is_stable_without_the_dead() -> None:
    both, other, back = frozenset("ab"), frozenset("b"), frozenset("bc")
    samples = [
        Sample(0.0, True, both), Sample(2.0, True, both), Sample(7.0, False, other),
        Sample(8.5, True, back),
    ]  # fmt: skip
    assert takeover_seconds(samples, 1.0) == 7.5
    assert takeover_seconds(samples[:3], 1.0) is None
    assert takeover_seconds([], 1.0) is None


def test_steady_memory_is_no_leak_and_growing_memory_is_one() -> None:
    steady = [Use(n, 1, 200_000_000 + n % 3 * 1_000_000, 30) for n in range(100)]
    warm = [Use(n, 1, min(200, 50 + n * 10) * 1_000_000, 30) for n in range(100)]
    memory = [Use(n, 1, 200_000_000 + n * 1_000_000, 30) for n in range(100)]
    files = [Use(n, 1, 200_000_000, 30 + n) for n in range(100)]
    starting = [Use(n, 1, (50 + n * 50) * 1_000_000, 3 + n * 30) for n in range(3)]
    assert [growth(uses)["leaks"] for uses in (steady, warm, memory, files, starting)] == [
        False, False, True, True, False,
    ]  # fmt: skip


def test_an_outcome_that_was_sent_before_its_article_is_caught() -> None:
    def facts(article_at: int, answer_at: int) -> Facts:
        kind, reason = OutcomeKind.PUBLISHED, Reason.NEW
        return Facts(
            submitted=[Submitted("a", b"")],
            answers=[Answer("1", "a", kind, reason, ("x", 1), at_ms=answer_at)],
            articles=[Article("2", "x", 1, "a", at_ms=article_at)],
        )

    assert judge(facts(article_at=5, answer_at=5)).faults == {}
    assert judge(facts(article_at=6, answer_at=5)).faults == {"outcome_before_article": ["a"]}


def test_only_a_page_that_changes_may_have_a_second_revision() -> None:
    site = Site(seed=7, port=80)
    changing, plain = (
        next(n for n in range(100) if site.kind(n) is kind) for kind in (Kind.CHANGING, Kind.PLAIN)
    )
    articles = [
        Article(name, name, 2, "a", url=site.url(number), changed=("text",))
        for name, number in (("changing", changing), ("plain", plain))
    ]
    facts = Facts(submitted=[], answers=[], articles=articles)
    assert judge(facts, expectations(site, [])).faults == {"published_again": ["plain text"]}

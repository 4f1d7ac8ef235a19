"""The benchmark's measures, on cases worked out by hand."""

import subprocess
import sys
from datetime import datetime
from pathlib import Path

import pytest

from tests.harness.quality.scores import (
    body_score,
    date_verdict,
    mean_body,
    overlap,
    same_set,
    same_text,
)


@pytest.mark.parametrize(
    ("gold", "found", "precision", "recall"),
    [
        ("a b c d e", "a b c d e", 1.0, 1.0),
        ("a b c d e f", "a b c d", 1.0, 1 / 3),
        ("a b c d", "a b c d e f", 1 / 3, 1.0),
        ("a b c d", "", 0.0, 0.0),
        ("", "", 1.0, 1.0),
        ("一二三四五", "一二三四", 1.0, 0.5),
    ],
)
def test_a_body_is_scored_by_runs_of_four(
    gold: str, found: str, precision: float, recall: float
) -> None:
    score = body_score(gold, found)
    assert (score.precision, score.recall) == pytest.approx((precision, recall))


def test_the_set_s_f1_is_that_of_the_mean_precision_and_recall() -> None:
    scores = [body_score("a b c d", "a b c d"), body_score("a b c d", "w x y z")]
    assert mean_body(scores) == pytest.approx({"p": 0.5, "r": 0.5, "f1": 0.5})


def test_case_width_and_spaces_make_no_other_title() -> None:
    assert same_text("The  ＱＵＡＹ ", "the quay")
    assert not same_text("The quay", None)


def test_a_set_of_names_has_no_order() -> None:
    assert same_set(["Ida Holm", "Per Lund"], ["per lund", "Ida Holm"])
    assert overlap(["a", "b"], ["b"]) == pytest.approx(2 / 3)


@pytest.mark.parametrize(
    ("found", "has_time", "wanted"),
    [
        ("2026-05-04T10:00:30+02:00", True, "minute"),
        ("2026-05-04T08:00:00+00:00", True, "minute"),
        ("2026-05-04T17:00:00+02:00", True, "day"),
        ("2026-05-04", False, "day"),
        ("2026-05-06", False, "wrong"),
        (None, False, "none"),
    ],
)
def test_a_date_is_right_to_the_minute_or_to_the_day(
    found: str | None, has_time: bool, wanted: str
) -> None:
    gold = datetime.fromisoformat("2026-05-04T10:00:00+02:00")
    instant = datetime.fromisoformat(found) if found else None
    assert date_verdict(gold, instant, has_time) == wanted


def test_without_a_corpus_the_benchmark_says_what_it_wants() -> None:
    root = Path(__file__).parents[3]
    done = subprocess.run(
        [sys.executable, "-m", "tests.harness.quality"],
        cwd=root,
        capture_output=True,
        text=True,
        timeout=100,
        check=False,
    )
    assert done.returncode == 2
    assert "make quality CORPUS=" in done.stderr

"""A wrong setting ends a process with one line that names it, and exit code 2."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

CASES = [
    ("fetch", "NEWSREEL_FETCH_ALLOWED_NETWORKS", "10.0.0.1/8", "`10.0.0.1/8`"),
    ("fetch", "NEWSREEL_FETCH_DNS_SERVERS", "[::1]:5353,nine", "`nine`"),
    ("fetch", "NEWSREEL_RULES_FILE", "no-such-rules.toml", "no-such-rules.toml"),
    ("fetch", "NEWSREEL_RULES_FILE", "broken.toml", "delay_secs`"),
    ("intake", "NEWSREEL_RULES_FILE", "broken.toml", "delay_secs`"),
    ("intake", "NEWSREEL_FETCH_ALLOWED_PORTS", "http", "`http`"),
    ("ledger", "NEWSREEL_HTTP_PORT", "x", "'x'"),
]


def newsreel(folder: Path, *words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "services.cli.main", *words],
        env={
            **{name: value for name, value in os.environ.items() if "NEWSREEL" not in name},
            "PYTHONPATH": str(Path(__file__).parents[2]),
            "NEWSREEL_KAFKA": "127.0.0.1:1",
            **environment,
        },
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


@pytest.mark.parametrize(("stage", "variable", "value", "part"), CASES)
def test_a_service_with_a_wrong_setting_ends_with_one_line(
    tmp_path: Path, stage: str, variable: str, value: str, part: str
) -> None:
    (tmp_path / "broken.toml").write_text('[hosts."a.example"]\ndelay_secs = 3\n')
    done = newsreel(tmp_path, "service", stage, **{variable: value})
    (line,) = done.stderr.splitlines()
    assert done.returncode == 2
    assert line.startswith(f"newsreel: {variable}")
    assert part in line
    assert done.stdout == ""


@pytest.mark.parametrize("words", [("topics", "check"), ("run", "https://a.example/1")])
def test_any_command_with_a_wrong_setting_ends_with_one_line(
    tmp_path: Path, words: tuple[str, ...]
) -> None:
    done = newsreel(tmp_path, *words, NEWSREEL_FETCH_ALLOWED_PORTS="http")
    assert done.returncode == 2
    (line,) = done.stderr.splitlines()
    assert line.startswith("newsreel: NEWSREEL_FETCH_ALLOWED_PORTS: `http`")


@pytest.mark.parametrize(
    ("words", "part"),
    [
        (("service", "nosuch"), "no stage 'nosuch'"),
        (("submit", "--file", "no-such-file"), "cannot read no-such-file"),
        (("run", "--file", "no-such-file"), "cannot read no-such-file"),
        (("failed", "--reason", "time_out"), "did you mean timeout?"),
        (("dlq", "list", "--reason", "timeout"), "no reason 'timeout' of dead_lettered"),
    ],
    ids=" ".join,
)
def test_a_wrong_word_ends_a_command_with_one_line_and_code_2(
    tmp_path: Path, words: tuple[str, ...], part: str
) -> None:
    done = newsreel(tmp_path, *words)
    (line,) = done.stderr.splitlines()
    assert done.returncode == 2
    assert part in line


@pytest.mark.parametrize(
    "words",
    [
        ("service", "fetch"),
        ("sink", "webhook"),
        ("console",),
        ("topics", "check"),
    ],
    ids=" ".join,
)
def test_a_misspelt_variable_is_one_line_at_the_start_of_every_process(
    tmp_path: Path, words: tuple[str, ...]
) -> None:
    ends_it = {"NEWSREEL_RULES_FILE": "none.toml", "NEWSREEL_CONSOLE_HOST": "192.0.2.1"}
    done = newsreel(tmp_path, *words, **ends_it, NEWSREEL_FETCH_DELAY="2")
    assert done.returncode != 0
    (line,) = [line for line in done.stderr.splitlines() if "NEWSREEL_FETCH_DELAY " in line]
    assert "did you mean NEWSREEL_FETCH_DELAY_SECONDS?" in line

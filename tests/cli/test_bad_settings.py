"""A wrong setting ends a process with one line that names it, and exit code 2."""

from pathlib import Path
from subprocess import CompletedProcess

import pytest

from tests.support.forked import command_line

CASES = [
    ("fetch", "NEWSREEL_FETCH_ALLOWED_NETWORKS", "10.0.0.1/8", "`10.0.0.1/8`"),
    ("fetch", "NEWSREEL_FETCH_DNS_SERVERS", "[::1]:5353,nine", "`nine`"),
    ("fetch", "NEWSREEL_RULES_FILE", "no-such-rules.toml", "no-such-rules.toml"),
    ("fetch", "NEWSREEL_RULES_FILE", "broken.toml", "delay_secs`"),
    ("intake", "NEWSREEL_RULES_FILE", "broken.toml", "delay_secs`"),
    ("intake", "NEWSREEL_FETCH_ALLOWED_PORTS", "http", "`http`"),
    ("ledger", "NEWSREEL_HTTP_PORT", "x", "'x'"),
]


def newsreel(folder: Path, *words: str, **environment: str) -> CompletedProcess[str]:
    return command_line(words, "", {"NEWSREEL_KAFKA": "127.0.0.1:1", **environment}, folder, 60)


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


NO_FILE = "NEWSREEL_KAFKA_CA_FILE is 'none.pem': No such file or directory"
NO_CERTIFICATE = "NEWSREEL_KAFKA_CA_FILE is 'empty.pem': [X509"


@pytest.mark.parametrize(
    ("words", "file", "said"),
    [
        (("topics", "check"), "none.pem", NO_FILE),
        (("check",), "empty.pem", NO_CERTIFICATE),
        (("up", "--no-console"), "none.pem", NO_FILE),
    ],
)
def test_files_for_tls_that_cannot_be_used_are_told_in_one_line(
    tmp_path: Path, words: tuple[str, ...], file: str, said: str
) -> None:
    (tmp_path / "empty.pem").touch()
    done = newsreel(
        tmp_path, *words, NEWSREEL_KAFKA_SECURITY_PROTOCOL="SSL", NEWSREEL_KAFKA_CA_FILE=file
    )
    (line,) = done.stderr.splitlines()
    assert line.startswith(f"newsreel: {said}")
    assert done.returncode == 2

"""The commit hook of the repository knows a good subject from a bad one."""

import subprocess
from pathlib import Path

import pytest

HOOK = Path(__file__).parents[2] / ".githooks" / "commit-msg"
GOOD = [
    "fetch: defer to the schedule in one word",
    "docs: name the clients that read zstd",
    "fetch, intake: share the hash of a URL",
    "deploy/helm: mount the rules file",
    "cli: feed a file with blanks in its name",
    "Merge branch 'fetch'",
    "x: " + "y" * 69,
]
BAD = {
    "no area at all": "area: imperative",
    "Fetch: obey Crawl-delay": "area: imperative",
    "fetch: Obey Crawl-delay": "area: imperative",
    "fetch:obey": "area: imperative",
    "": "area: imperative",
    "fetch: the delay is obeyed": "begin with a verb",
    "fetch: added a delay": "begin with a verb",
    "fetch: adding a delay": "begin with a verb",
    "fetch: obey Crawl-delay.": "full stop",
    "x: " + "y" * 70: "73 characters",
}


def judge(folder: Path, message: str) -> subprocess.CompletedProcess[str]:
    file = folder / "COMMIT_EDITMSG"
    file.write_text(message)
    return subprocess.run([HOOK, file], capture_output=True, text=True, check=False)


@pytest.mark.parametrize("subject", GOOD)
def test_a_good_subject_passes_in_silence(tmp_path: Path, subject: str) -> None:
    done = judge(tmp_path, f"\n# a comment of git\n{subject}\n\nThe body may be anything.\n")
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize(("subject", "fault"), BAD.items())
def test_a_bad_subject_is_refused_with_its_fault(tmp_path: Path, subject: str, fault: str) -> None:
    done = judge(tmp_path, f"{subject}\n")
    assert done.returncode == 1
    assert fault in done.stderr

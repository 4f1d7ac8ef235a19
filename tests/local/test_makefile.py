"""`make run` hands over URLs and files as typed, and `make setup` says which Python it needs."""

import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def make(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["make", "--no-print-directory", f"VENV={folder}", *words],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
    )


@pytest.fixture
def environment(tmp_path: Path) -> Path:
    """A finished environment whose `newsreel` prints its arguments, one per line."""
    (tmp_path / "bin").mkdir()
    newsreel = tmp_path / "bin" / "newsreel"
    newsreel.write_text('#!/bin/sh\nprintf "%s\\n" "$@"\n')
    newsreel.chmod(0o755)
    (tmp_path / ".ready").touch()
    return tmp_path


@pytest.mark.parametrize(
    "urls",
    [
        ["https://a.example/?a=1&b=2"],
        ["https://a.example/?q=*", "https://b.example/#x;y"],
        ["https://a.example/'quoted'", 'https://a.example/"quoted"'],
        ["https://a.example/$(HOME)/$$/`id`"],
        ["https://a.example/(1)|2"],
    ],
    ids=lambda urls: " ".join(urls),
)
def test_urls_arrive_as_typed(environment: Path, urls: list[str]) -> None:
    done = make(environment, "run", "URLS=" + " ".join(urls))
    assert done.stdout.splitlines() == ["run", *urls], done.stderr


@pytest.mark.parametrize("name", ["urls.txt", "my urls.txt", "it's & more.txt"])
def test_a_files_name_arrives_as_typed(environment: Path, name: str) -> None:
    done = make(environment, "run", f"FILE={name}")
    assert done.stdout.splitlines() == ["run", "--file", name], done.stderr


def test_without_urls_nothing_is_handed_over(environment: Path) -> None:
    assert make(environment, "run").stdout.splitlines() == ["run"]


@pytest.mark.parametrize("python", ["", "no-such-python", "{old}"])
def test_a_python_that_is_too_old_or_missing_is_one_line(tmp_path: Path, python: str) -> None:
    old = tmp_path / "python3.10"
    old.write_text("#!/bin/sh\nexit 1\n")
    old.chmod(0o755)
    done = make(tmp_path / "venv", "setup", f"PYTHON={python.format(old=old)}")
    assert done.returncode != 0
    first, *_ = done.stderr.splitlines()
    assert first.startswith("Newsreel needs Python 3.11 or newer")
    assert not (tmp_path / "venv").exists()


def test_setup_says_into_what_it_installs_and_with_which_python(tmp_path: Path) -> None:
    python = tmp_path / "some-python"
    python.write_text(
        '#!/bin/sh\ncase "$1" in --version) echo "Python 3.12.9" ;; -m) exit 9 ;; esac\n'
    )
    python.chmod(0o755)
    done = make(tmp_path / "new", "setup", f"PYTHON={python}")
    first = done.stdout.splitlines()[0]
    assert first.startswith("Python 3.12.9: installing the ")
    assert f"into {tmp_path / 'new'}" in first

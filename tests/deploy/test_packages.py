"""What is declared, locked and installed fits together: image, environment, site, SBOM."""

import re
import shutil
import subprocess
import tomllib
from importlib.util import find_spec, module_from_spec, spec_from_file_location
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
GROUPS = PROJECT["dependency-groups"]
EXTRAS = PROJECT["project"]["optional-dependencies"]
IMAGE = [*PROJECT["project"]["dependencies"], *EXTRAS["postgres"], *EXTRAS["signing"]]
MODELS = ("ner-en", "ner-ru", "embed")
"""Too large for every environment: 200 MB to download; their tests say what to install."""
SMALL = [requirements for name, requirements in EXTRAS.items() if name not in MODELS]
EVERYTHING = [*PROJECT["project"]["dependencies"], *(name for each in SMALL for name in each)]


def named(requirements: list[str]) -> set[str]:
    return {re.match(r"[\w.-]+", each)[0].lower().replace("_", "-") for each in requirements}  # type: ignore[index]


def locked(file: str) -> set[str]:
    return {*re.findall(r"^([\w.-]+)==", (ROOT / file).read_text("utf-8"), re.MULTILINE)}


@pytest.mark.parametrize(
    ("file", "requirements"),
    [
        ("requirements.lock", IMAGE),
        ("requirements-dev.lock", [*EVERYTHING, *GROUPS["dev"]]),
        ("requirements-bench.lock", [*EVERYTHING, *GROUPS["bench"]]),
        ("requirements-models.lock", [name for each in MODELS for name in EXTRAS[each]]),
        ("requirements-site.lock", GROUPS["site"]),
        ("requirements-sbom.lock", GROUPS["sbom"]),
        ("requirements-deploy.lock", GROUPS["deploy"]),
    ],
)
def test_a_lock_file_holds_what_is_declared(file: str, requirements: list[str]) -> None:
    assert named(requirements) <= locked(file)


@pytest.mark.parametrize("file", sorted(ROOT.glob("requirements*.lock")), ids=lambda f: f.name)
def test_every_locked_package_has_its_hashes(file: Path) -> None:
    for block in re.split(r"^(?=\S)", file.read_text("utf-8"), flags=re.MULTILINE):
        assert not block or "--hash=sha256:" in block, block


def test_the_image_is_without_what_only_a_run_on_one_machine_needs() -> None:
    assert not locked("requirements.lock") & named(EXTRAS["local"])


def test_slimming_takes_sources_and_pip_away_and_leaves_the_rest(tmp_path: Path) -> None:
    packages = tmp_path / "lib" / "python3.12" / "site-packages"
    gone = (
        *("eldc/large_db.h", "eldc/eld.c", "zstandard/_cffi.abi3.so", "zstandard/backend_cffi.py"),
        *("wordfreq/data/large_en.msgpack.gz", "wordfreq/data/jieba_zh.txt", "numpy/x/tests/a.py"),
        *("pip/__init__.py", "pip-26.0.dist-info/METADATA", "pkg_resources/__init__.py"),
    )
    kept = (
        *("eldc/_eldc.so", "eldc/__init__.py", "zstandard/backend_c.so", "pipeline/a.py"),
        *("wordfreq/data/small_en.msgpack.gz", "numpy/testing/a.py"),
    )
    for name in (*gone, *kept):
        (packages / name).parent.mkdir(parents=True, exist_ok=True)
        (packages / name).touch()
    subprocess.run(["sh", ROOT / "deploy" / "slim.sh", tmp_path], check=True)
    left = {str(path.relative_to(packages)) for path in packages.rglob("*") if path.is_file()}
    assert left == {*kept}


def test_a_library_that_was_slimmed_still_loads(tmp_path: Path) -> None:
    origin = Path(str(find_spec("uvloop.loop").origin))  # type: ignore[union-attr]
    packages = tmp_path / "lib" / "python3.12" / "site-packages"
    packages.mkdir(parents=True)
    library = Path(shutil.copy(origin, packages))
    subprocess.run(["sh", ROOT / "deploy" / "slim.sh", tmp_path], check=True)
    is_smaller = library.stat().st_size < origin.stat().st_size
    assert is_smaller == bool(shutil.which("strip"))
    spec = spec_from_file_location("uvloop.loop", library)
    assert spec is not None
    module_from_spec(spec)

"""`docs/architecture.md` is true: what each package imports, and the files that it names."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "architecture.md").read_text("utf-8")


def allowed() -> dict[str, set[str]]:
    """Package → packages that the table lets it import."""
    table = PAGE.partition("| package |")[2].partition("\n\n")[0]
    rows = [row.split("|")[1:-1] for row in table.splitlines()[2:]]
    return {name.strip(" `"): set(re.findall(r"`(\w+)`", free)) for name, _, free in rows}


def imported(file: Path) -> set[str]:
    """Dotted names of ours that a file imports."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
        elif isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
    return {name for name in found if name.split(".")[0] in {"schemas", "services", "tests"}}


def packages(names: set[str]) -> set[str]:
    parts = [name.split(".") for name in names]
    return {p[1] for p in parts if p[0] == "services" and (ROOT / "services" / p[1]).is_dir()}


def test_the_table_names_every_package() -> None:
    there = {path.parent.name for path in (ROOT / "services").glob("*/__init__.py")}
    assert set(allowed()) == there


@pytest.mark.parametrize("package", sorted(allowed()))
def test_the_table_names_every_folder_of_a_package(package: str) -> None:
    (row,) = (line for line in PAGE.splitlines() if line.startswith(f"| `{package}` |"))
    folders = {path.parent.name for path in (ROOT / "services" / package).glob("*/__init__.py")}
    named = {name.rstrip("/") for name in re.findall(r"`([\w/]+)`", row)}
    assert folders - named == {"migrations"} & folders


@pytest.mark.parametrize("package", sorted(allowed()))
def test_a_package_imports_what_the_table_allows_and_nothing_else(package: str) -> None:
    for file in (ROOT / "services" / package).rglob("*.py"):
        names = imported(file)
        assert packages(names) - {package} <= allowed()[package], file
        assert not {name for name in names if name.startswith("tests")}, file


def test_the_files_that_contributors_are_sent_to_exist() -> None:
    pages = [
        PAGE,
        *((ROOT / name).read_text("utf-8") for name in ("CONTRIBUTING.md", "SECURITY.md")),
    ]
    for page in pages:
        named = re.findall(r"`((?:schemas|services|deploy|tests|docs)/[\w./-]+)`", page)
        assert len(named) >= 5
        assert [name for name in named if not (ROOT / name).exists()] == []


def test_the_names_in_brackets_stand_in_the_file_before_them() -> None:
    named = re.findall(r"`([\w./-]+\.\w+)` \(`(\w+)`\)", PAGE)
    assert len(named) >= 6
    for path, name in named:
        assert name in (ROOT / path).read_text("utf-8"), (path, name)

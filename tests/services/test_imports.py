"""Which package may import which: the rule of docs/architecture.md, held to by the code."""

import ast
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

import pytest

from tests.services.test_architecture import allowed

ROOT = Path(__file__).parents[2]
MODULES_MAX = 16
"""Modules in a folder of the product; a folder with more holds two concerns."""

FOUNDATION = {
    "clock",
    "content_types",
    "enrich_models",
    "gc_pause",
    "logs",
    "metrics",
    "misspelt",
    "patterns",
    "retry_after",
    "setting_values",
    "settings",
    "silent",
    "store_url",
    "version",
}
MAY_IMPORT = dict.fromkeys(FOUNDATION, FOUNDATION) | {
    package: FOUNDATION | others for package, others in allowed().items()
}
"""Box under `services/` -> what it may import there, packages as docs/architecture.md has them."""

Edges = dict[str, set[str]]


def modules() -> dict[str, Path]:
    found = {}
    for top in ("schemas", "services"):
        for path in sorted((ROOT / top).rglob("*.py")):
            name = ".".join(path.relative_to(ROOT).with_suffix("").parts)
            found[name.removesuffix(".__init__")] = path
    return found


MODULES = modules()
PACKAGES = [name for name, path in MODULES.items() if path.name == "__init__.py"]


def imported(path: Path) -> Iterator[str]:
    """Yield what a file imports, types and late imports included."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            for alias in node.names:
                name = f"{node.module}.{alias.name}"
                yield name if name in MODULES else node.module
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)


@cache
def edges() -> Edges:
    """Return what each module imports of ours. It takes seconds, too long for each collection."""
    return {
        name: {each for each in imported(path) if each in MODULES and each not in PACKAGES} - {name}
        for name, path in MODULES.items()
    }


def circle(arrows: Edges) -> list[str]:
    """Return the members of one circle, or nothing."""
    done: set[str] = set()

    def search(node: str, way: list[str]) -> list[str]:
        if node in way:
            return way[way.index(node) :]
        if node in done:
            return []
        for each in sorted(arrows.get(node, ())):
            if found := search(each, [*way, node]):
                return found
        done.add(node)
        return []

    return next(filter(None, (search(node, []) for node in arrows)), [])


def boxes(package: str) -> Edges:
    """Return the arrows between the files and folders that lie right inside a package."""
    start = f"{package}."
    found: Edges = defaultdict(set)
    for name, targets in edges().items():
        for target in targets:
            if name.startswith(start) and target.startswith(start):
                box, other = (each[len(start) :].partition(".")[0] for each in (name, target))
                if box != other:
                    found[box].add(other)
    return found


def names(targets: Iterable[str], top: str) -> set[str]:
    return {each.split(".")[1] for each in targets if each.startswith(f"{top}.")}


def test_no_two_files_import_each_other_not_even_for_types() -> None:
    assert circle(edges()) == []


@pytest.mark.parametrize("package", PACKAGES)
def test_files_and_folders_beside_each_other_have_no_circle(package: str) -> None:
    assert circle(boxes(package)) == []


def test_the_contract_imports_nothing_of_the_services() -> None:
    assert {n: names(t, "services") for n, t in edges().items() if n.startswith("schemas")} == {
        name: set() for name in MODULES if name.startswith("schemas")
    }


@pytest.mark.parametrize("name", [name for name in MODULES if name.startswith("services.")])
def test_a_service_imports_only_what_lies_below_it(name: str) -> None:
    box = name.split(".")[1]
    assert names(edges()[name], "services") - {box} <= MAY_IMPORT[box]


@pytest.mark.parametrize("package", PACKAGES)
def test_a_folder_holds_no_more_than_one_can_take_in(package: str) -> None:
    inside = [n for n in MODULES if n.rpartition(".")[0] == package and n not in PACKAGES]
    assert len(inside) <= MODULES_MAX


def test_the_product_imports_nothing_of_deploy_the_docs_or_the_tests() -> None:
    foreign = {
        name: each
        for name, path in MODULES.items()
        for each in imported(path)
        if each.split(".")[0] in ("deploy", "docs", "tests")
    }
    assert foreign == {}
    assert not list((ROOT / "deploy").glob("*.py"))

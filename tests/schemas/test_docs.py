"""What the docs name exists: commands, targets, settings, metrics, files."""

import re
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
import typer.main

from docs.generate import tables
from schemas.outcomes import Reason
from schemas.pipeline import PIPELINE, TOPICS
from schemas.submission import read_submission
from services.cli.main import app
from services.settings import Settings

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text("utf-8")
CHANGELOG = (ROOT / "CHANGELOG.md").read_text("utf-8")
COOKBOOK = ROOT / "docs" / "cookbook.md"
DECISIONS = sorted((ROOT / "docs" / "decisions").glob("*.md"))
PAGES = [ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").rglob("*.md"))]
DEPLOY = [
    path
    for path in sorted((ROOT / "deploy").rglob("*"))
    if (
        path.suffix in {".yaml", ".yml", ".tpl", ".txt", ".toml", ".sh", ".json", ".py"}
        and "sample" not in path.parts
    )
    or path.name == "Dockerfile"
]
NOT_SETTINGS = {"NEWSREEL_IMAGE", "NEWSREEL_"}
"""A variable of compose alone, and the prefix."""


def label(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def text_of(path: Path) -> str:
    return path.read_text("utf-8")


def code_in(text: str) -> Iterator[str]:
    """Yield code: lines of fenced blocks, and spans between backticks."""
    for block in re.findall(r"^```\w*\n(.*?)^```", text, re.MULTILINE | re.DOTALL):
        yield from block.splitlines()
    yield from re.findall(
        r"(?<!`)`([^`\n]+)`(?!`)", re.sub(r"^```.*?^```", "", text, flags=re.M | re.S)
    )


def targets() -> set[str]:
    return set(re.findall(r"^([a-z0-9-]+):.*## ", (ROOT / "Makefile").read_text(), re.MULTILINE))


def commands() -> set[str]:
    """Return every command of `newsreel`, those of groups as two words."""
    found = set()
    for name, command in typer.main.get_group(app).commands.items():
        found.add(name)
        found |= {f"{name} {each}" for each in getattr(command, "commands", {})}
    return found


@pytest.mark.parametrize("page", PAGES, ids=label)
def test_make_targets_that_a_page_names_exist(page: Path) -> None:
    named = {
        match[1]
        for code in code_in(text_of(page))
        if (match := re.match(r"(?:\$ )?(?:[A-Z_]+=\S+ )*make ([a-z0-9-]+)", code))
    }
    assert named <= targets()


@pytest.mark.parametrize("page", PAGES, ids=label)
def test_commands_that_a_page_names_exist(page: Path) -> None:
    known, groups = commands(), {name.split()[0] for name in commands() if " " in name}
    for code in code_in(text_of(page)):
        for words in re.findall(r"(?:^|\| |\$ )(?:\S*/)?newsreel ([a-z]+(?: [a-z]+)?)", code):
            first = words.split()[0]
            assert (words if first in groups and " " in words else first) in known, code


def test_some_page_names_each_command() -> None:
    shown = " ".join(code for page in PAGES for code in code_in(text_of(page)))
    groups = {name.split()[0] for name in commands() if " " in name}
    unnamed = {name for name in commands() - groups if f"newsreel {name}" not in shown}
    assert unnamed == set()


def test_the_readme_names_each_command_group_and_each_target_of_development() -> None:
    shown = " ".join(code_in(README))
    for command in ("submit", "tail", "outcomes", "trace", "status", "dlq", "topics", "service"):
        assert f"newsreel {command}" in shown
    for target in ("run", "up", "test", "lint", "docs", "chaos", "kafka"):
        assert f"make {target}" in shown


def variables(paths: Iterable[Path]) -> set[str]:
    found = {name for path in paths for name in re.findall(r"NEWSREEL_[A-Z_]*", text_of(path))}
    return found - NOT_SETTINGS


def test_variables_that_docs_and_deploy_files_name_are_settings() -> None:
    known = {f"NEWSREEL_{name.upper()}" for name in Settings.model_fields}
    named = variables([*PAGES, *DEPLOY])
    assert len(named) >= len(known)
    assert named <= known


def test_metrics_that_docs_and_deploy_files_name_exist() -> None:
    series = set()
    for metric in tables.all_metrics():
        series |= {metric._name + suffix for suffix in SUFFIXES[str(metric._type)]}
    pages = [path for path in [*PAGES, *DEPLOY] if path.suffix in {".md", ".json", ".yml", ".yaml"}]
    for path in pages:
        named = set(re.findall(r"\bnewsreel_[a-z0-9_]+(?=[^a-z0-9_.])", text_of(path)))
        assert named - HEADERS <= series, path


SUFFIXES = {
    "counter": ("_total",),
    "gauge": ("",),
    "histogram": ("", "_bucket", "_sum", "_count"),
    "info": ("_info",),
}
HEADERS = {"newsreel_passport", "newsreel_data", "newsreel_revision", "newsreel_supersedes"}
"""Names of Kafka headers that docs mention."""


@pytest.mark.parametrize("page", PAGES, ids=label)
def test_relative_links_resolve(page: Path) -> None:
    links = re.findall(r"\]\((?!https?:|#)([^)#]+)", text_of(page))
    assert [link for link in links if not (page.parent / link).exists()] == []


@pytest.mark.parametrize("page", PAGES, ids=label)
def test_headings_that_links_name_exist(page: Path) -> None:
    links = re.findall(r"\]\((?!https?:)([^)#]*)#([^)]+)\)", text_of(page))
    assert [
        link for link in links if link[1] not in anchors(page.parent / link[0] if link[0] else page)
    ] == []


def anchors(page: Path) -> set[str]:
    """Return the anchors of a page's headings, as GitHub makes them."""
    heads = re.findall(r"^#+ (.*)$", text_of(page), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", head.lower()).replace(" ", "-") for head in heads}


def test_topics_and_reasons_that_the_readme_names_exist() -> None:
    topics = {topic.name for topic in TOPICS}
    assert set(re.findall(r"\b[a-z]+\.[a-z]+\.v\d\b", README)) <= topics
    named = re.findall(r"(?:rejected|failed|published|duplicate|unchanged): (\w+)", README)
    assert set(named) <= {reason.value for reason in Reason}


def test_what_the_readme_claims_with_figures_stands_in_the_proof() -> None:
    proof, said = text_of(ROOT / "docs" / "proof.md"), " ".join(README.split())
    lost = re.search(r"^\| (\d+) \| (\d+) \| \d+ \| (\d+) \|", proof, re.MULTILINE)
    assert lost is not None
    submitted, answered, twice = lost.groups()
    assert f"{answered} of {submitted} submitted URLs had their answer, {twice} of them" in said
    (row,) = re.findall(r"^\| apache \|(.+)\|$", proof, re.MULTILINE)
    rate, loop, _, p50 = (cell.strip() for cell in row.split("|")[:4])
    assert f"{rate} articles/s on 2 cores, all stages on Apache Kafka, {p50} ms from URL" in said
    assert f"a bare loop of trafilatura, without stages, does {loop} " in said
    scores = [
        [float(each) for each in row.split("|")]
        for row in re.findall(r"^\| \w+ C \|( [\d.]+ \|.+) \|$", proof, re.MULTILINE)
    ]
    best = [ours for ours, *others in scores if ours > max(others)]
    assert f"On {len(best)} of {len(scores)} sets of pages" in said
    assert f"{min(best):.3f} to {max(best):.3f}" in said


def test_the_readmes_table_beside_others_stands_in_the_proof() -> None:
    proof = text_of(ROOT / "docs" / "proof.md")
    names, *rows = re.findall(r"^\|.*\|$", README.partition("## Why Newsreel")[2], re.MULTILINE)
    said = {cells[0]: cells[1:5] for cells in (_cells(row) for row in rows)}
    rates = dict(
        cells[:2]
        for cells in map(_cells, re.findall(r"^\| .*\|$", proof, re.MULTILINE))
        if len(cells) == 3
    )
    measured = ["newsreel, end to end", *_cells(names)[2:5]]
    assert said["articles/s on 2 cores"] == [rates[name] for name in measured]
    scores = [
        [float(cell) for cell in _cells(row)[1:]]
        for row in re.findall(r"^\| \w+ C \| [\d.]+ .+\|$", proof, re.MULTILINE)
    ]
    mean = [
        f"{sum(each) / len(scores):.3f}".removeprefix("0") for each in zip(*scores, strict=True)
    ]
    newsreel, trafilatura, *_, newspaper4k = mean
    (quality,) = (cells for name, cells in said.items() if name.startswith("body F1"))
    assert quality == [f"**{newsreel}**", trafilatura, newspaper4k, "not measured"]


def _cells(row: str) -> list[str]:
    return [cell.strip() for cell in row.strip("|").split("|")]


def test_the_readme_says_what_each_stage_does() -> None:
    table = README.partition("## What each service does")[2].partition("\n## ")[0]
    assert re.findall(r"^\| (\w+) \|", table, re.MULTILINE)[1:] == [s.stage for s in PIPELINE]


def test_decisions_are_numbered_without_gaps_and_have_the_three_parts() -> None:
    assert [path.name[:4] for path in DECISIONS] == [
        f"{n:04}" for n in range(1, len(DECISIONS) + 1)
    ]
    for path in DECISIONS:
        heads = re.findall(r"^## (\w+)", text_of(path), re.MULTILINE)
        assert heads[:3] == ["Context", "Decision", "Consequences"], path


def test_the_changelog_and_the_licence_are_there() -> None:
    assert re.search(r"^## \[", CHANGELOG, re.MULTILINE)
    assert "Newsreel contributors" in (ROOT / "LICENSE").read_text()


@pytest.mark.parametrize(
    ("listed", "urls"),
    [
        ("<rss><channel><item><link>https://a.example/1</link></item></channel></rss>", 1),
        (
            '<feed xmlns="http://www.w3.org/2005/Atom"><link href="https://a.example/"/>'
            '<entry><link rel="alternate" href="https://a.example/1"/>'
            '<link rel="edit" href="https://a.example/e"/></entry></feed>',
            1,
        ),
        ("<urlset><url><loc> https://a.example/1 </loc></url></urlset>", 1),
        ("<rss><item><link>https://a.example/1</link></item><item><title>cut off", 1),
        ("<!doctype html><p>not a list", 0),
        ("", 0),
    ],
)
def test_the_cookbook_submits_what_a_list_names(listed: str, urls: int) -> None:
    (program,) = re.findall(r"^```py\n(.*?)^```", text_of(COOKBOOK), re.MULTILINE | re.DOTALL)
    done = subprocess.run(
        [sys.executable, "-c", program], input=listed, capture_output=True, text=True, check=True
    )
    found = [read_submission(line.encode()) for line in done.stdout.splitlines()]
    assert [each.url for each in found] == ["https://a.example/1"] * urls
    assert all(each.id for each in found)

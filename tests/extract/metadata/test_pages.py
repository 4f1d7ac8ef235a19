"""Synthetic pages and what is wanted of them: a case is a page and a JSON file beside it."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from schemas.passport import Hints
from services.extract.metadata.model import Metadata
from tests.extract.documents import metadata_of

PAGES = Path(__file__).parents[2] / "pages" / "metadata"
CASES = sorted(path.stem for path in PAGES.glob("*.json"))
FETCHED = datetime(2025, 6, 1, tzinfo=UTC)


def read_case(name: str) -> tuple[Metadata, dict[str, Any]]:
    case = json.loads((PAGES / f"{name}.json").read_text("utf-8"))
    html = (PAGES / f"{name}.html").read_text("utf-8")
    hints = Hints(**case.get("hints", {}))
    return metadata_of(case["url"], html, FETCHED, hints), case["expect"]


def shown(metadata: Metadata, name: str) -> Any:
    """Return a field as JSON states it: instants as text, people as names, `a.b` as nested."""
    first, _, rest = name.partition(".")
    value = getattr(metadata, first)
    if rest:
        value = value.get(rest) if isinstance(value, dict) else getattr(value, rest)
    if isinstance(value, datetime):
        return value.isoformat()
    if first == "authors":
        return [person.name for person in value]
    return value


@pytest.mark.parametrize("name", CASES)
def test_a_page_gives_what_it_states(name: str) -> None:
    metadata, expected = read_case(name)
    assert {field: shown(metadata, field) for field in expected} == expected


def test_every_page_has_its_expectations() -> None:
    pages = sorted(path.stem for path in PAGES.glob("*.html"))
    assert pages == CASES
    assert len(pages) >= 20

"""What the kind of a page is learnt from."""

from typing import Any

from tests.harness.quality.fit_kind import fit_kind


def row(links: float, kind: str | None, *, is_known: bool = True) -> dict[str, Any]:
    return {
        "set": "any",
        "kind": kind,
        "site": "example.com",
        "features": {"links": links},
        "is_known": is_known,
    }


def test_a_page_of_unknown_kind_teaches_nothing() -> None:
    rows = [row(n % 10, "listing" if n % 10 > 5 else None) for n in range(60)]
    mixed = [row(9.0, None, is_known=False) for _ in range(40)]
    assert fit_kind([*rows, *mixed]) == fit_kind(rows)

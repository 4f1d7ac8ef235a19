"""A setting that nobody reads is a promise that nobody keeps."""

import ast
from collections.abc import Iterator
from pathlib import Path

from services.settings import Settings

SERVICES = Path(__file__).parents[2] / "services"
HOLDERS = ("settings", "_settings", "config")
"""What a `Settings` is called wherever one is read: a variable, an attribute or a function."""


def fields_read(source: str) -> Iterator[str]:
    """Names that the code reads of a `Settings`; comments and texts do not count."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Load):
            holder = node.value.func if isinstance(node.value, ast.Call) else node.value
            name = holder.attr if isinstance(holder, ast.Attribute) else getattr(holder, "id", "")
            if name in HOLDERS:
                yield node.attr


def test_each_setting_is_read_by_a_service() -> None:
    read = {
        field
        for path in SERVICES.rglob("*.py")
        if path.name != "settings.py"
        for field in fields_read(path.read_text("utf-8"))
    }
    assert set(Settings.model_fields) - read == set()


def test_only_code_that_reads_counts() -> None:
    said = "# settings.a\n'settings.b'\nsettings.c = 1\nother.d\nself._settings.e\nsettings().f"
    assert [*fields_read(said)] == ["e", "f"]


def test_every_stage_but_fetch_has_its_own_fixed_number_of_places() -> None:
    assert [field for field in Settings.model_fields if field.endswith("in_flight_max")] == [
        "fetch_in_flight_max"
    ]

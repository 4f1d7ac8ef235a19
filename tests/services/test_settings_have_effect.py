"""A setting that nobody reads is a promise that nobody keeps."""

import re
from pathlib import Path

import pytest

from services.settings import Settings

SERVICES = Path(__file__).parents[2] / "services"
SOURCE = "\n".join(
    path.read_text("utf-8") for path in SERVICES.rglob("*.py") if path.name != "settings.py"
)


@pytest.mark.parametrize("field", Settings.model_fields)
def test_a_setting_is_read_by_a_service(field: str) -> None:
    assert re.search(rf"(?:settings|config)\b(?:\(\))?\.{field}\b", SOURCE)


def test_every_stage_but_fetch_has_its_own_fixed_number_of_places() -> None:
    assert [field for field in Settings.model_fields if field.endswith("in_flight_max")] == [
        "fetch_in_flight_max"
    ]

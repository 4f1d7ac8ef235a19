"""What submitters know is taken as they write it, and never refuses their URL."""

from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import orjson
import pytest

from schemas.passport import Hints
from schemas.submission import read_submission

HINT = datetime(2026, 11, 18, 6, 40, tzinfo=timezone(timedelta(hours=1)))


def hints(**given: Any) -> Hints:
    value = {"url": "https://www.example.com/a", "hints": given}
    return read_submission(orjson.dumps(value)).for_passport()


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("2026-11-18T06:40:00+01:00", HINT),
        ("2026-11-18T05:40:00Z", HINT),
        ("Wed, 18 Nov 2026 06:40:00 +0100", HINT),
        ("2026-11-18", datetime(2026, 11, 18, tzinfo=UTC)),
        ("2026-11-18T06:40:00", datetime(2026, 11, 18, 6, 40, tzinfo=UTC)),
        ("last Wednesday", None),
        ("1990-01-01", datetime(1990, 1, 1, tzinfo=UTC)),
        ("1970-01-01T00:00:00Z", None),
        ("0001-01-01T00:00:00Z", None),
        ("0001-01-01T00:00:00+14:00", None),
        ("9999-12-31T23:59:59-14:00", None),
        ("", None),
        (None, None),
    ],
)
def test_a_hinted_date_is_read_as_feeds_write_it_or_left_out(
    text: str | None, at: datetime | None
) -> None:
    assert hints(published_at=text).published_at == at


def test_a_hint_that_is_null_is_no_hint() -> None:
    assert hints(title=None, authors=None, section=None) == Hints()

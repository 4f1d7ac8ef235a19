"""Retry-After in all its forms."""

from datetime import UTC, datetime

import pytest

from services.retry_after import retry_after_seconds

NOW = datetime(2026, 3, 1, 12, 0, 0, tzinfo=UTC)

FORMS = [
    ("5", 5),
    (" 120 ", 120),
    ("1.5", 1.5),
    ("86400", 86_400),
    ("317100", 86_400),
    ("9" * 5000, 86_400),
    ("Sun, 01 Mar 2026 12:01:00 GMT", 60),
    (str(int(NOW.timestamp()) + 60), 60),
    (str(int(NOW.timestamp()) - 60), None),
    ("Sunday, 01-Mar-26 12:01:00 GMT", 60),
    ("Sun Mar  1 12:01:00 2026", 60),
    ("Sun, 01 Mar 2026 13:01:00 +0100", 60),
    ("2026-03-01T12:01:00Z", 60),
    ("Fri, 01 Jan 2027 00:00:00 GMT", 86_400),
    ("Sun, 01 Mar 2026 11:59:00 GMT", None),
    ("Thu, 01 Jan 1970 00:00:00 GMT", None),
    ("0", None),
    ("-1", None),
    ("-0", None),
    ("", None),
    (None, None),
    ("soon", None),
    ("5 minutes", None),
    ("1e3", None),
    ("٥", None),
    ("Sun, 99 Mar 2026 12:01:00 GMT", None),
    ("Sun, 01 Mar 99999 12:01:00 GMT", None),
    ("infinity", None),
    ("\x00", None),
]


@pytest.mark.parametrize(("value", "seconds"), FORMS)
def test_a_retry_after_is_read_or_ignored(value: str | None, seconds: float | None) -> None:
    assert retry_after_seconds(value, NOW) == seconds

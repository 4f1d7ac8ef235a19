"""Which answers stand for their URL, so that this is not fetched again for a while."""

import pytest

from schemas.outcomes import Reason


@pytest.mark.parametrize(
    ("reason", "stands"),
    [
        (Reason.NEW, True),
        (Reason.REVISION, True),
        (Reason.NOT_MODIFIED, True),
        (Reason.SAME_CONTENT, True),
        (Reason.DUP_CANONICAL, True),
        (Reason.DUP_CONTENT, True),
        (Reason.TOMBSTONE, True),
        (Reason.RIGHTS_RESERVED, True),
        (Reason.DUP_URL, False),
        (Reason.HTTP_404, False),
        (Reason.TIMEOUT, False),
        (Reason.TOO_SHORT, False),
        (Reason.FILTERED, False),
        (Reason.ROBOTS_DENIED, False),
        (Reason.EXPIRED, False),
        (Reason.CANCELLED, False),
        (Reason.UNEXPECTED, False),
    ],
)
def test_only_an_answer_that_settles_its_url_stands_for_it(reason: Reason, stands: bool) -> None:
    assert reason.stands is stands

"""What a sink makes of messages, whoever wrote them."""

import pytest

from schemas.envelope import REVISION, BadEnvelope, Message
from schemas.pipeline import PUBLISHED
from services.sinks.entry import read_entry
from services.stage.record import Record
from tests.support.published import AT, retracted
from tests.support.sinks import entry


@pytest.mark.parametrize("revision", ["", "-1", "1.0", "²", "١", "9" * 10, "9" * 5000])
def test_a_revision_that_is_none_is_a_bad_envelope_and_no_crash(revision: str) -> None:
    message = Message(b"ab" * 16, None, [(REVISION, revision.encode())])
    with pytest.raises(BadEnvelope):
        read_entry(Record(PUBLISHED.name, 0, 7, AT, message))


@pytest.mark.parametrize("key", [b"", b"x" * 33, b"\xff" * 11, b"a\0b"])
def test_a_key_that_is_no_article_s_is_a_bad_envelope(key: bytes) -> None:
    message = Message(key, None, [(REVISION, b"1")])
    with pytest.raises(BadEnvelope):
        read_entry(Record(PUBLISHED.name, 0, 7, AT, message))


def test_a_retraction_of_more_revisions_than_fit_is_a_bad_envelope() -> None:
    with pytest.raises(BadEnvelope, match="revision 2147483648"):
        entry(retracted(1, 2**31))

"""What a sink makes of messages, whoever wrote them."""

from datetime import datetime, timedelta, timezone

import pytest

from schemas.envelope import REVISION, Message
from schemas.packed import BadEnvelope
from schemas.pipeline import PUBLISHED
from services.sinks.entry import read_entry
from services.stage.record import Record
from tests.support.published import AT, merged, published, retracted
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


@pytest.mark.parametrize("name", ["z" * 32, "a b", "../../elsewhere", "A" * 32, "", "0" * 31])
def test_an_article_id_that_is_none_is_a_bad_envelope(name: str) -> None:
    """It would be a file's name, or a UUID."""
    for event in (published(1, article_id=name), retracted(1, article_id=name)):
        with pytest.raises(BadEnvelope, match="article_id"):
            entry(event)
    for field in ("merged_story_id", "story_id", "article_id"):
        with pytest.raises(BadEnvelope, match=field):
            entry(merged(1).model_copy(update={field: name}))


TOO_EARLY = datetime(1, 1, 1, tzinfo=timezone(timedelta(hours=14)))
TOO_LATE = datetime(9999, 12, 31, 23, tzinfo=timezone(timedelta(hours=-12)))


@pytest.mark.parametrize("at", [TOO_EARLY, TOO_LATE])
def test_an_instant_that_has_no_form_in_utc_is_a_bad_envelope(at: datetime) -> None:
    for name in ("published_at", "modified_at", "first_seen_at", "revised_at"):
        with pytest.raises(BadEnvelope, match=name):
            entry(published(1).model_copy(update={name: at}))
    with pytest.raises(BadEnvelope, match="retracted_at"):
        entry(retracted(1, retracted_at=at))
    with pytest.raises(BadEnvelope, match="merged_at"):
        entry(merged(1, merged_at=at))


def test_a_retraction_of_more_revisions_than_fit_is_a_bad_envelope() -> None:
    with pytest.raises(BadEnvelope, match="revision 2147483648"):
        entry(retracted(1, 2**31))

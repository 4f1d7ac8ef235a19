"""A page that is put back is a submission of its own, and says so."""

from datetime import UTC, datetime

from schemas.envelope import Envelope, Message, decode, encode
from schemas.events import PageFetched
from schemas.outcomes import Reason
from schemas.passport import Hints, Passport
from schemas.pipeline import EXTRACT
from services.stage.emission import emission
from services.stage.endings import Ended
from services.stage.operator.replays import StoredPage, again, is_replay, stored_page
from services.stage.record import SUPERSEDES, Record

AT, LATER = datetime(2026, 3, 1, tzinfo=UTC), datetime(2026, 3, 2, tzinfo=UTC)
PASSPORT = Passport(
    submission_id="s", submitted_url="https://a.example/1", submitted_at=AT, attempts=3,
    attrs={"mine": [1]}, hints=Hints(title="T"), expires_at=AT, force=True,
).stamped("fetch", AT)  # fmt: skip
PAGE = PageFetched(
    url="https://a.example/1", final_url="https://a.example/1", host="a.example",
    site="a.example", fetched_at=AT, body=b"<p>bytes</p>",
)  # fmt: skip


def record(**headers: bytes) -> Record:
    message = encode(Envelope("e", "newsreel/fetch", AT, PASSPORT, PAGE), key=PAGE.site)
    kept = [*((k, v) for k, v in message.headers if k not in headers), *headers.items()]
    return Record("pages.fetched.v1", 0, 7, AT, Message(message.key, message.value, kept))


def stored(**headers: bytes) -> StoredPage:
    found = stored_page(record(**headers))
    assert found is not None
    return found


def test_the_page_comes_back_byte_for_byte_with_hints_and_attrs() -> None:
    envelope = decode(again(stored(), "r", LATER), PageFetched)
    assert envelope.data == PAGE
    assert (envelope.passport.attrs, envelope.passport.hints) == ({"mine": [1]}, Hints(title="T"))
    assert again(stored(), "r", LATER).key == b"a.example"


def test_it_has_ids_of_its_own_which_only_the_name_of_the_replay_changes() -> None:
    first, second, other = (
        decode(again(stored(), name, at), PageFetched)
        for name, at in (("r", AT), ("r", LATER), ("q", AT))
    )
    assert first.id == second.id
    assert first.passport.submission_id == second.passport.submission_id
    ids = {first.id, other.id, "e"}
    submissions = {first.passport.submission_id, other.passport.submission_id, "s"}
    assert (len(ids), len(submissions)) == (3, 3)


def test_its_answer_is_marked_and_replaces_nobody_s() -> None:
    message = again(stored(**{SUPERSEDES: b"a dead letter"}), "r", LATER)
    envelope = Record("t", 0, 0, LATER, message).decode(EXTRACT.consumes[0])
    assert is_replay(envelope.passport.journey)
    assert not is_replay(PASSPORT.journey)
    box = emission(EXTRACT, envelope, envelope.passport, Ended(Reason.NO_TEXT), LATER)
    ((_, answer),) = box.messages
    assert answer.key == envelope.passport.submission_id.encode()
    assert b'"supersedes":null' in (answer.value or b"")
    assert b'"stage":"replay"' in (answer.value or b"")


def test_a_page_with_damaged_headers_is_none() -> None:
    assert stored_page(record(newsreel_data=b"{")) is None
    assert stored_page(record(newsreel_passport=b"")) is None
    assert stored_page(record(ce_id=b"")) is None

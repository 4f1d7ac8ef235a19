"""The envelope: what is encoded is decoded again, and what is damaged says what is wrong."""

import contextlib
import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.envelope import Envelope, Headers, Message, decode, decode_packed, encode
from schemas.events import Outcome, PageFetched, UrlAccepted
from schemas.packed import BODY_MAX_BYTES, BadEnvelope, pack, read_name, unpack
from schemas.passport import Hints, Passport, Stamp
from schemas.submission import ATTRS_MAX_BYTES, BadSubmission, read_submission

SCHEMAS = Path(__file__).parents[2] / "schemas" / "json"
NOW = datetime(2024, 5, 1, 12, tzinfo=UTC)
PASSPORT = Passport(submission_id="sub-1", submitted_url="https://a.example/", submitted_at=NOW)
ACCEPTED = UrlAccepted(url="https://a.example/", host="a.example", site="a.example")

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)
NAMES = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=36)
"""Of rows: what every store can keep."""
INSTANTS = st.datetimes(
    datetime(1990, 1, 2),  # in every zone after 1989, of which hints take no date
    datetime(2100, 1, 1),
    timezones=st.integers(-14 * 4, 14 * 4).map(lambda q: timezone(timedelta(minutes=15 * q))),
)
# JSON numbers: integers beyond 64 bits are no interoperable JSON (RFC 8259, section 6)
JSON: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | TEXT,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXT, inner, max_size=3),
    max_leaves=8,
)
PASSPORTS = st.builds(
    Passport,
    submission_id=NAMES,
    submitted_url=TEXT,
    submitted_at=INSTANTS,
    hints=st.builds(Hints, title=st.none() | TEXT, published_at=st.none() | INSTANTS),
    attrs=st.dictionaries(TEXT, JSON, max_size=4),
    force=st.booleans(),
    expires_at=st.none() | INSTANTS,
    attempts=st.integers(0, 100),
    supersedes=st.none() | NAMES,
    journey=st.lists(st.builds(Stamp, stage=TEXT, at=INSTANTS, note=st.none() | TEXT), max_size=3),
)
URLS = st.builds(UrlAccepted, url=TEXT, host=NAMES, site=NAMES, attempt=st.integers(1, 9))
PAGES = st.builds(
    PageFetched,
    url=TEXT,
    final_url=TEXT,
    host=NAMES,
    site=NAMES,
    etag=st.none() | TEXT,
    fetched_at=INSTANTS,
    body=st.binary(max_size=4000),
)


@given(id=st.uuids().map(str), time=INSTANTS, passport=PASSPORTS, data=URLS | PAGES)
def test_a_packed_event_makes_the_same_message_and_is_unpacked_the_same(
    id: str, time: datetime, passport: Passport, data: UrlAccepted | PageFetched
) -> None:
    plain = Envelope(id, "newsreel/test", time, passport, data)
    message = encode(plain, key="k")
    assert encode(Envelope(id, "newsreel/test", time, passport, pack(data, "k")), "k") == message

    got = decode_packed(message, type(data))
    assert (got.id, got.source, got.time, got.passport) == (id, "newsreel/test", time, passport)
    event: UrlAccepted | PageFetched = unpack(got.data, type(data))
    assert event == data
    assert getattr(event, "body", None) == getattr(data, "body", None)


def test_metadata_of_a_packed_event_is_checked_and_its_payload_when_it_is_unpacked() -> None:
    message = encode(Envelope("1", "newsreel/test", NOW, PASSPORT, ACCEPTED), key="k")
    with pytest.raises(BadEnvelope, match="ce_type"):
        decode_packed(message, PageFetched)

    damaged = decode_packed(Message(message.key, b"{", message.headers), UrlAccepted)
    with pytest.raises(BadEnvelope, match="JSON"):
        unpack(damaged.data, UrlAccepted)


def test_a_name_of_a_packed_page_is_read_without_its_body() -> None:
    packed = pack(page(b"<html>"), "k")
    assert read_name(replace(packed, payload=b""), "host") == page(b"").host


@pytest.mark.parametrize("meta", [b"", b"[]", b"{}", b'{"host": 1}', b'{"host": "a\\u0000b"}'])
def test_a_name_that_no_store_can_keep_is_a_bad_envelope(meta: bytes) -> None:
    with pytest.raises(BadEnvelope):
        read_name(replace(pack(page(b"<html>"), "k"), meta=meta), "host")


@given(id=st.uuids().map(str), time=INSTANTS, passport=PASSPORTS, data=URLS | PAGES)
def test_whatever_is_encoded_is_decoded_the_same(
    id: str, time: datetime, passport: Passport, data: UrlAccepted | PageFetched
) -> None:
    sent = Envelope(id, "newsreel/test", time, passport, data)
    got: Envelope[Any] = decode(encode(sent, key="k"), type(data))
    assert got == sent
    assert got.data.model_dump() == data.model_dump()
    assert getattr(got.data, "body", None) == getattr(data, "body", None)


@given(value=st.binary(max_size=200), headers=st.lists(st.tuples(TEXT, st.binary(max_size=60))))
def test_foreign_bytes_are_a_bad_envelope_and_nothing_worse(value: bytes, headers: Headers) -> None:
    for event in (UrlAccepted, PageFetched):
        typed = [*headers, ("ce_type", event.type.encode())]
        with pytest.raises(BadEnvelope):
            decode(Message(None, value, typed), event)


@given(data=st.data())
def test_a_damaged_message_is_a_bad_envelope_and_nothing_worse(data: st.DataObject) -> None:
    for event in (ACCEPTED, page(b"<html>" * 100)):
        message = encode(Envelope("id", "s", NOW, PASSPORT, event), "k")
        place = data.draw(st.integers(0, len(message.headers) - 1))
        headers = list(message.headers)
        headers[place] = headers[place][0], data.draw(st.binary(max_size=30))
        value = data.draw(st.binary(max_size=60))
        for damaged in (Message(None, message.value, headers), Message(None, value, headers)):
            try:
                decode(damaged, type(event))
            except BadEnvelope:
                continue


@pytest.mark.parametrize("missing", ["ce_id", "ce_source", "ce_time", "newsreel_passport"])
def test_a_missing_header_is_named(missing: str) -> None:
    message = encode(Envelope("id", "s", NOW, PASSPORT, ACCEPTED), "k")
    headers = [pair for pair in message.headers if pair[0] != missing]
    with pytest.raises(BadEnvelope, match=missing):
        decode(Message(message.key, message.value, headers), UrlAccepted)


def test_an_event_of_another_type_is_named() -> None:
    message = encode(Envelope("id", "s", NOW, PASSPORT, ACCEPTED), "k")
    with pytest.raises(BadEnvelope, match=r"urls\.accepted\.v1.*pages\.fetched\.v1"):
        decode(message, PageFetched)


def test_the_last_of_a_doubled_header_counts_and_broken_text_does_no_harm() -> None:
    message = Message(None, None, [("a", b"1"), ("a", b"\xff2"), ("b", b"")])
    assert message.header == {"a": "\ufffd2", "b": ""}


def test_a_page_travels_as_its_own_bytes_compressed() -> None:
    body = bytes(range(256)) * 1000
    message = encode(Envelope("id", "s", NOW, PASSPORT, page(body)), "k")
    assert message.value is not None
    assert len(message.value) < len(body) / 10
    assert decode(message, PageFetched).data.body == body


def test_a_page_of_the_greatest_size_comes_through() -> None:
    message = encode(Envelope("id", "s", NOW, PASSPORT, page(b"x" * BODY_MAX_BYTES)), "k")
    assert len(decode(message, PageFetched).data.body) == BODY_MAX_BYTES


def test_a_page_that_unpacks_to_more_than_the_greatest_size_is_refused() -> None:
    message = encode(Envelope("id", "s", NOW, PASSPORT, page(b"x" * (BODY_MAX_BYTES * 20))), "k")
    with pytest.raises(BadEnvelope):
        decode(message, PageFetched)


@pytest.mark.parametrize("name", ["a\0", "x" * 256])
@pytest.mark.parametrize("field", ["host", "site"])
def test_a_name_that_no_row_can_have_is_a_bad_envelope(field: str, name: str) -> None:
    data = ACCEPTED.model_copy(update={field: name})
    with pytest.raises(BadEnvelope, match=field):
        decode(encode(Envelope("id", "s", NOW, PASSPORT, data), "k"), UrlAccepted)


@pytest.mark.parametrize("name", ["a\0", "x" * 201])
@pytest.mark.parametrize("field", ["submission_id", "supersedes"])
def test_a_passport_with_such_a_name_is_none(field: str, name: str) -> None:
    passport = PASSPORT.model_copy(update={field: name})
    with pytest.raises(BadEnvelope, match=field):
        decode(encode(Envelope("id", "s", NOW, passport, ACCEPTED), "k"), UrlAccepted)


def test_a_time_without_an_offset_is_a_bad_envelope() -> None:
    message = encode(Envelope("id", "s", NOW.replace(tzinfo=None), PASSPORT, ACCEPTED), "k")
    with pytest.raises(BadEnvelope, match="ce_time"):
        decode(message, UrlAccepted)


# ---------------------------------------------------------------- unknown fields


def test_unknown_fields_between_stages_are_ignored() -> None:
    message = encode(Envelope("id", "s", NOW, PASSPORT, ACCEPTED), "k")
    value = json.dumps({**json.loads(message.value or b""), "from_the_future": {"x": 1}}).encode()
    headers = [(name, newer(name, text)) for name, text in message.headers]
    envelope = decode(Message(message.key, value, [*headers, ("ce_new", b"1")]), UrlAccepted)
    assert (envelope.data, envelope.passport) == (ACCEPTED, PASSPORT)


def newer(name: str, text: bytes) -> bytes:
    """The passport as a newer stage might write it."""
    if name != "newsreel_passport":
        return text
    return json.dumps({**json.loads(text), "from_the_future": 1}).encode()


@pytest.mark.parametrize("field", ["priority", "URL", "crawl_id", "from_the_future"])
def test_an_unknown_field_of_a_submission_is_refused_by_name(field: str) -> None:
    value = json.dumps({"url": "https://a.example/", field: 1}).encode()
    with pytest.raises(BadSubmission, match=f"unknown field `{field}`; known fields: url, id"):
        read_submission(value)


def test_an_unknown_hint_is_refused_by_name() -> None:
    with pytest.raises(BadSubmission, match=r"unknown field `hints\.byline`"):
        read_submission(b'{"url": "https://a.example/", "hints": {"byline": "x"}}')


@given(st.binary(max_size=300))
def test_no_bytes_are_worse_than_a_bad_submission(value: bytes) -> None:
    with contextlib.suppress(BadSubmission):
        assert read_submission(value).url


@given(url=TEXT.filter(str.strip), attrs=st.dictionaries(TEXT, JSON, max_size=4))
def test_a_submission_s_attributes_come_back_untouched(url: str, attrs: dict[str, Any]) -> None:
    submission = read_submission(json.dumps({"url": url, "attrs": attrs}).encode())
    assert (submission.url, submission.attrs) == (url, attrs)


def test_attributes_that_are_too_large_are_refused() -> None:
    value = json.dumps({"url": "u", "attrs": {"a": "x" * ATTRS_MAX_BYTES}}).encode()
    with pytest.raises(BadSubmission, match="larger than"):
        read_submission(value)


def nested(levels: int, pair: str) -> bytes:
    """A submission whose `attrs` are so many levels deep, themselves the first."""
    opening, closing = {"lists": ("[", "]"), "objects": ('{"a":', "}")}[pair]
    inner = opening * (levels - 1) + "1" + closing * (levels - 1)
    return f'{{"url": "https://a.example/", "attrs": {{"a": {inner}}}}}'.encode()


@pytest.mark.parametrize("pair", ["lists", "objects"])
@pytest.mark.parametrize("levels", [33, 199, 200, 254, 255, 1000, 2000])
def test_attributes_that_are_nested_too_deep_are_refused(levels: int, pair: str) -> None:
    with pytest.raises(BadSubmission, match=r"nested deeper than 32|not JSON"):
        read_submission(nested(levels, pair))


@pytest.mark.parametrize("pair", ["lists", "objects"])
def test_attributes_of_the_greatest_depth_travel_to_the_end(pair: str) -> None:
    attrs = read_submission(nested(32, pair)).attrs
    passport = PASSPORT.model_copy(update={"attrs": attrs})
    event = encode(Envelope("id", "s", NOW, passport, ACCEPTED), "k")
    assert decode(event, UrlAccepted).passport.attrs == attrs


def page(body: bytes) -> PageFetched:
    url = "https://a.example/"
    return PageFetched(
        url=url, final_url=url, host="a.example", site="a.example", fetched_at=NOW, body=body
    )


def test_an_event_names_its_schema_and_a_page_whose_value_is_bytes_does_not() -> None:
    accepted = encode(Envelope("1", "newsreel/intake", NOW, PASSPORT, ACCEPTED), "k")
    schema = json.loads((SCHEMAS / f"{ACCEPTED.type}.json").read_text("utf-8"))
    assert accepted.header["ce_dataschema"] == schema["$id"]
    fetched = encode(Envelope("1", "newsreel/fetch", NOW, PASSPORT, page(b"x")), "k")
    assert "ce_dataschema" not in fetched.header


@pytest.mark.parametrize(
    ("headers", "fault"),
    [
        ([], "there is no header ce_type, wanted 'urls.outcomes.v1'"),
        ([("ce_type", b"other")], "ce_type is 'other', wanted 'urls.outcomes.v1'"),
    ],
)
def test_an_event_of_another_type_is_told_as_such(
    headers: list[tuple[str, bytes]], fault: str
) -> None:
    with pytest.raises(BadEnvelope, match=fault):
        decode(Message(None, b"{}", headers), Outcome)

"""A submission is told apart from JSON, and its attributes come back as they were sent."""

import base64

import orjson
import pytest

from schemas.submission import BadSubmission, read_submission

LARGEST, SMALLEST = 2**64 - 1, -(2**63)


@pytest.mark.parametrize(
    "text",
    ["4chan.org/news", "127.0.0.1:8080/x", "127.0.0.1", "-a.example/x", "https://a.example/"],
)
def test_a_url_is_one_whatever_it_begins_with(text: str) -> None:
    assert read_submission(text.encode()).url == text


@pytest.mark.parametrize("text", ["7", "-7.5e3", "null", "true", '"https://a.example/"', "[1]"])
def test_json_that_is_no_object_is_told_as_such(text: str) -> None:
    with pytest.raises(BadSubmission, match=r"a JSON .*; wanted a bare URL or an object"):
        read_submission(text.encode())


def submission(attrs: str) -> bytes:
    return f'{{"url": "https://a.example/", "id": "mine", "attrs": {attrs}}}'.encode()


@pytest.mark.parametrize("number", [LARGEST, SMALLEST, 1e300, 12345678901234567890.5])
def test_numbers_come_back_as_they_were_sent(number: float) -> None:
    attrs = read_submission(submission(f'{{"n": [{number!r}]}}')).attrs
    assert orjson.loads(orjson.dumps(attrs)) == {"n": [number]}
    assert type(attrs["n"][0]) is type(number)


@pytest.mark.parametrize("number", [LARGEST + 1, SMALLEST - 1, 2**128 - 1])
def test_an_integer_that_would_come_back_as_another_is_refused(number: int) -> None:
    with pytest.raises(
        BadSubmission, match=r"`attrs`: .*more than 64 bits; write it as a string"
    ) as e:
        read_submission(submission(f'{{"n": [{number}]}}'))
    assert (e.value.url, e.value.id, e.value.attrs) == ("https://a.example/", "mine", {})


@pytest.mark.parametrize("value", ["https://a.example/1", '{"url": "https://a.example/1"}'])
def test_a_byte_order_mark_is_no_part_of_a_submission(value: str) -> None:
    assert read_submission(value.encode("utf-8-sig")).url == "https://a.example/1"


@pytest.mark.parametrize(
    "value",
    [
        "https://a.example/1\nhttps://b.example/2",
        "https://a.example/1\r\n\r\n HTTP://b.example/2\r\n",
        'https://a.example/1\n{"url": "https://b.example/2"}',
    ],
)
def test_a_list_in_one_message_is_refused_and_makes_no_url_of_its_lines(value: str) -> None:
    with pytest.raises(BadSubmission, match="more than one line") as refused:
        read_submission(value.encode())
    assert refused.value.url == "https://a.example/1"


def test_a_url_that_was_broken_into_lines_is_one() -> None:
    assert read_submission(b"https://a.example/\nnews").url == "https://a.example/\nnews"


EVENT = {"specversion": "1.0", "id": "event-7", "source": "/desk", "type": "com.example.published"}
ARTICLE = {"url": "https://a.example/1", "attrs": {"row": 7}}


def event(**more: object) -> bytes:
    return orjson.dumps(EVENT | more)


def packed(data: bytes) -> str:
    return base64.b64encode(data).decode()


@pytest.mark.parametrize(
    "more",
    [
        {"data": ARTICLE, "datacontenttype": "application/json", "time": "2026-01-01T00:00:00Z"},
        {"data": ARTICLE | {"id": None}, "subject": "x", "extension": 5},
        {"data": orjson.dumps(ARTICLE).decode(), "datacontenttype": "text/json"},
        {"data_base64": packed(orjson.dumps(ARTICLE))},
    ],
)
def test_an_event_in_structured_mode_is_the_submission_in_it(more: dict[str, object]) -> None:
    found = read_submission(event(**more))
    assert (found.url, found.attrs, found.id) == ("https://a.example/1", {"row": 7}, "event-7")


@pytest.mark.parametrize("more", [{"data": " https://a.example/1\n"},
                                  {"data_base64": packed(b"https://a.example/1")}])  # fmt: skip
def test_an_event_may_hold_a_bare_url(more: dict[str, object]) -> None:
    found = read_submission(event(**more))
    assert (found.url, found.id) == ("https://a.example/1", "event-7")


def test_an_id_in_the_data_of_an_event_is_the_submissions() -> None:
    assert read_submission(event(data=ARTICLE | {"id": "mine"})).id == "mine"


@pytest.mark.parametrize(
    ("more", "problem"),
    [
        ({}, "neither a URL nor an object"),
        ({"data": None}, "neither a URL nor an object"),
        ({"data": [ARTICLE]}, "neither a URL nor an object"),
        ({"data": ""}, "at least 1 character"),
        ({"data": {"url": None}}, "field `url`"),
        ({"data": {"titel": "x"}}, "field `url`"),
        ({"data": "{"}, "in the event's data: not JSON"),
        ({"data_base64": "&&"}, "in the event's data: `data_base64`"),
        ({"data_base64": 5}, "in the event's data: `data_base64`"),
        ({"data": EVENT | {"data": ARTICLE}}, "field `url`"),
    ],
)
def test_an_event_without_a_submission_is_refused_under_its_id(
    more: dict[str, object], problem: str
) -> None:
    with pytest.raises(BadSubmission, match=problem) as refused:
        read_submission(event(**more))
    assert refused.value.id == "event-7"

"""Every bad message is answered; the services stay up, and the next good URL goes through."""

import json
from dataclasses import dataclass

import pytest

from schemas.identity import submission_id
from tests.support.newspaper import Newspaper
from tests.support.stack import ForeignClient, Header, RunningStack

TOPIC = "urls.submitted.v1"


@dataclass(frozen=True)
class Bad:
    """A message and the reason that must answer it."""

    name: str
    value: bytes | None
    reason: str = "bad_request"
    detail: str = ""
    key: bytes | None = None
    headers: tuple[Header, ...] = ()


CASES = [
    Bad("empty", b"", detail="empty"),
    Bad("null value", None, detail="empty"),
    Bad("spaces", b"   \n ", detail="empty"),
    Bad("not UTF-8", b"https://a.example/\xff\xfe", detail="UTF-8"),
    Bad("json null", b"null"),
    Bad("json list", b"[]"),
    Bad("json number", b"42"),
    Bad("json string", b'"https://a.example/"'),
    Bad("no url", b"{}", detail="url"),
    Bad("unknown field", b'{"url": "https://a.example/", "priority": 1}', detail="`priority`"),
    Bad("unknown hint", b'{"url": "https://a.example/", "hints": {"x": 1}}', detail="hints.x"),
    Bad("wrong type", b'{"url": 7}', detail="url"),
    Bad("wrong force", b'{"url": "https://a.example/", "force": "yes"}', detail="force"),
    Bad("cut off", b'{"url": "https://a.example/'),
    Bad("deep", b'{"url": "u", "attrs": ' + b'{"a":' * 10_000 + b"1" + b"}" * 10_001),
    Bad("long URL", b"https://a.example/" + b"x" * 100_000, "bad_url"),
    Bad("no URL", b"hello", "bad_url"),
    Bad("ftp", b"ftp://a.example/x", "bad_scheme"),
    Bad("javascript", b"javascript:alert(1)", "bad_scheme"),
    Bad("userinfo", b"https://user:pw@a.example/", "bad_url"),
    Bad("metadata address", b"http://169.254.169.254/latest", "blocked_address"),
    Bad(
        "expired",
        b'{"url": "https://a.example/", "expires_at": "2001-01-01T00:00:00Z"}',
        "expired",
    ),
    Bad(
        "unparsable expiry",
        b'{"url": "https://a.example/", "expires_at": "tomorrow"}',
        detail="expires_at",
    ),
    Bad("odd key", b"{}", key=b"\xff\x00"),
    Bad(
        "odd headers",
        b"{}",
        headers=(
            ("ce_id", b"\xff"),
            ("ce_id", b"two"),
            ("ce_type", b"x"),
            ("newsreel_passport", b"{"),
        ),
    ),
]


@pytest.fixture(scope="module")
def answers(stack: RunningStack, client: ForeignClient) -> dict[str, dict[str, str]]:
    """The outcome of each case, by its name."""
    places = {}
    for case in CASES:
        position = client.send(TOPIC, case.value, case.key, list(case.headers))
        places[case.name] = submission_id(TOPIC, *position)
    outcomes = client.outcomes_of(set(places.values()))
    return {name: outcomes[place] for name, place in places.items()}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_bad_message_is_answered_with_its_reason(
    answers: dict[str, dict[str, str]], case: Bad
) -> None:
    answer = answers[case.name]
    assert (answer["outcome"], answer["reason"]) == ("rejected", case.reason)
    assert case.detail in (answer["detail"] or "")


def test_a_message_of_five_megabytes_is_refused_or_answered(client: ForeignClient) -> None:
    value = json.dumps({"url": "https://a.example/", "attrs": {"x": "y" * 5_000_000}}).encode()
    try:
        position = client.send(TOPIC, value)
    except RuntimeError as refused:
        said = str(refused)
    else:
        place = submission_id(TOPIC, *position)
        said = client.outcomes_of({place})[place]["reason"]
    assert said == "bad_request" or "too large" in said.lower()


def test_an_id_used_for_another_url_is_answered_and_the_first_stands(
    stack: RunningStack, client: ForeignClient
) -> None:
    first = json.dumps({"url": f"{stack.site}/news/never-written?one", "id": "same-id"})
    client.send(TOPIC, first.encode())
    assert client.outcomes_of({"same-id"})["same-id"]["reason"] == "http_404"
    second = json.dumps({"url": f"{stack.site}/news/never-written?two", "id": "same-id"})
    position = client.send(TOPIC, second.encode())
    place = submission_id(TOPIC, *position)
    answer = client.outcomes_of({place})[place]
    assert answer["reason"] == "bad_request"
    assert "same-id" in answer["detail"]


def test_a_good_url_after_all_of_them_goes_through(
    client: ForeignClient, newspaper: Newspaper, answers: dict[str, dict[str, str]]
) -> None:
    assert len(answers) == len(CASES)
    url = newspaper.url("/after-the-bad")
    client.send(TOPIC, json.dumps({"url": url, "id": "after-the-bad"}).encode())
    assert client.outcomes_of({"after-the-bad"})["after-the-bad"]["outcome"] == "published"

"""What may be fetched, as far as a submission alone can tell."""

from datetime import UTC, datetime, timedelta
from ipaddress import ip_network
from pathlib import Path

import pytest

from schemas.events import UrlAccepted
from schemas.outcomes import OutcomeKind, Reason
from schemas.submission import Submission, read_submission
from services.intake.intake import accept, accept_again
from services.policy.addresses import AddressPolicy
from services.policy.rules import Rules
from services.policy.rules_file import read_rules
from services.stage.endings import Ended

NOW = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
RULES = Rules(blocked_hosts=["blocked.example"], blocked_patterns=["/tag/"])


def answer(url: str, expires_at: datetime | None = None) -> UrlAccepted | Ended:
    return accept(Submission(url=url, expires_at=expires_at), RULES, NOW)


def test_a_good_url_is_accepted_in_its_normal_form() -> None:
    assert answer("HTTPS://News.Example.co.uk:443/b/../a?utm_source=x&b=2&a=1#top") == UrlAccepted(
        url="https://news.example.co.uk/a?a=1&b=2",
        host="news.example.co.uk",
        site="example.co.uk",
    )


@pytest.mark.parametrize(
    ("url", "variant"),
    [
        ("https://a.example/x", None),
        ("https://a.example/x/amp/", "amp"),
        ("https://m.example.com/x", "mobile"),
    ],
)
def test_an_amp_or_mobile_edition_is_accepted_as_it_is_and_noted(
    url: str, variant: str | None
) -> None:
    accepted = answer(url)
    again = accept_again(Submission(url=url))
    assert isinstance(accepted, UrlAccepted)
    assert (accepted.url, accepted.variant) == (url, variant)
    assert again == accepted


def test_a_bare_url_is_accepted_like_one_in_json() -> None:
    bare, wrapped = (
        accept(read_submission(value), RULES, NOW)
        for value in (b" https://a.example/x \n", b'{"url": "https://a.example/x", "force": true}')
    )
    assert isinstance(bare, UrlAccepted)
    assert bare == wrapped


REFUSED = [
    ("no url", Reason.BAD_URL),
    ("https://user:word@a.example/", Reason.BAD_URL),
    ("https://a.example/" + "x" * 3000, Reason.BAD_URL),
    ("ftp://a.example/", Reason.BAD_SCHEME),
    ("javascript:alert(1)", Reason.BAD_SCHEME),
    ("http://127.0.0.1/", Reason.BLOCKED_ADDRESS),
    ("http://127.1/", Reason.BLOCKED_ADDRESS),
    ("http://2130706433/", Reason.BLOCKED_ADDRESS),
    ("http://0177.0.0.1/", Reason.BLOCKED_ADDRESS),
    ("http://0/", Reason.BLOCKED_ADDRESS),
    ("http://[::1]/", Reason.BLOCKED_ADDRESS),
    ("http://[::ffff:a00:1]/", Reason.BLOCKED_ADDRESS),
    ("http://169.254.169.254/latest", Reason.BLOCKED_ADDRESS),
    ("http://localhost/", Reason.BLOCKED_ADDRESS),
    ("http://localhost./", Reason.BLOCKED_ADDRESS),
    ("http://metadata.google.internal/", Reason.BLOCKED_ADDRESS),
    ("http://a.example:22/", Reason.BLOCKED_PORT),
    ("http://a.example:0/", Reason.BLOCKED_PORT),
    ("https://www.blocked.example/a", Reason.HOST_BLOCKED),
    ("https://a.example/tag/x", Reason.FILTERED),
    ("https://a.example/x.jpg", Reason.FILTERED),
]


@pytest.mark.parametrize(("url", "reason"), REFUSED)
def test_a_url_is_refused_before_any_request(url: str, reason: Reason) -> None:
    refused = answer(url)
    assert isinstance(refused, Ended)
    assert refused.reason is reason
    assert refused.reason.outcome is OutcomeKind.REJECTED
    assert refused.detail


@pytest.mark.parametrize(("seconds", "expired"), [(-1, True), (0, True), (1, False)])
def test_a_submission_expires_at_its_instant(seconds: int, expired: bool) -> None:
    result = answer("https://a.example/x", NOW + timedelta(seconds=seconds))
    assert (isinstance(result, Ended) and result.reason is Reason.EXPIRED) == expired


def test_a_bad_url_is_called_bad_even_when_expired() -> None:
    result = answer("no url", NOW - timedelta(days=1))
    assert isinstance(result, Ended)
    assert result.reason is Reason.BAD_URL


def test_an_allowed_network_and_port_may_be_reached() -> None:
    policy = AddressPolicy((ip_network("127.0.0.0/8"),), None)
    result = accept(Submission(url="http://127.0.0.1:8000/a"), RULES, NOW, policy)
    assert isinstance(result, UrlAccepted)
    assert (result.host, result.site) == ("127.0.0.1", "127.0.0.1")


def test_the_example_file_filters_as_it_says() -> None:
    example = read_rules(Path(__file__).parents[2] / "deploy" / "rules.example.toml")
    result = accept(Submission(url="https://cdn.ads.example.com/x"), example, NOW)
    assert result == Ended(Reason.HOST_BLOCKED, "blocked host ads.example.com")

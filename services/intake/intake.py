"""Submission in, a URL that may be fetched out. Pure: no Kafka, no clock, no network."""

from datetime import datetime

from schemas.events import UrlAccepted
from schemas.outcomes import Reason
from schemas.submission import Submission
from schemas.url import BadUrl, Url, parse_url, variant_of
from services.policy.addresses import PUBLIC_WEB, AddressPolicy, refusal
from services.policy.live_rules import AnyRules
from services.stage.endings import Ended


def accept(
    submission: Submission,
    rules: AnyRules,
    now: datetime,
    policy: AddressPolicy = PUBLIC_WEB,
) -> UrlAccepted | Ended:
    """Normalise the URL of a submission and judge it by all that can be known without a request.

    `now` is aware. Reasons: bad_url, bad_scheme, blocked_address, blocked_port, host_blocked,
    filtered, expired.
    """
    try:
        url = parse_url(submission.url)
    except BadUrl as error:
        return Ended(error.reason, error.detail)
    if submission.expires_at is not None and submission.expires_at <= now:
        return Ended(Reason.EXPIRED, f"expired at {submission.expires_at.isoformat()}")
    if blocked := refusal(url.host, url.port, policy):
        return blocked
    return rules.check(url) or _accepted(url)


def accept_again(submission: Submission) -> UrlAccepted | Ended:
    """Normalise the URL of a submission that was accepted before, whatever the rules say now."""
    try:
        return _accepted(parse_url(submission.url))
    except BadUrl as error:  # a newer version may read it in another way
        return Ended(error.reason, error.detail)


def _accepted(url: Url) -> UrlAccepted:
    return UrlAccepted(url=url.href, host=url.host, site=url.site, variant=variant_of(url))

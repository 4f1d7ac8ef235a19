"""Responses that ask whether we are human, instead of a page: by header, markup or words. Pure."""

import re
from collections.abc import Mapping

from schemas.outcomes import Reason
from services.fetch.http.types import COMPLETE, DOOR_BYTES, DOOR_STATUSES, Response
from services.fetch.page.door_words import BROWSER, HUMAN, INTERSTITIALS, SECURITY, WIDGETS
from services.fetch.page.wall_text import WallText, is_page, wall_text
from services.stage.endings import Ended

QUIET_MAX_CHARS = 300
"""Text of a short page that runs a challenge and need not say so."""

ASKING_MAX_CHARS = 200
"""Text of a page without any product's markup that asks for a human, or looks at the browser: less
than any article has."""

_CHALLENGED = COMPLETE | DOOR_STATUSES
_WHOLE = COMPLETE - {202, 247}
"""Successes of ordinary pages: challenges have those two, and next to nothing else."""
_CHALLENGE_HEADERS = {
    "cf-mitigated": re.compile("challenge", re.IGNORECASE),
    "x-amzn-waf-action": re.compile("challenge|captcha", re.IGNORECASE),
    "x-vercel-mitigated": re.compile("challenge", re.IGNORECASE),
}
_REFUSAL_HEADERS = {"x-datadome": re.compile("protected", re.IGNORECASE)}
"""Sent with every response of a guarded site: a challenge only where the status refuses."""

_ASKING = re.compile(rb"<(?:form|input|button|noscript|script)\b|http-equiv=[\"']?refresh")
COOKIE_TEST_MAX_CHARS = 60
"""Text of a page that only tests whether cookies are kept: `One moment, please`."""
_COOKIE_TEST = re.compile(
    rb"document\.cookie\s{0,9}=.{1,500}?\blocation(?:\.(?:reload|replace|assign)\b"
    rb"|(?:\.href)?\s{0,9}=[^=])",
    re.DOTALL,
)


def challenge_by_header(response: Response) -> Ended | None:
    """Tell a challenge that a header names, whatever the page says."""
    if not _may_challenge(response):
        return None
    header = _told_by(response.headers, _CHALLENGE_HEADERS)
    if header is None and response.status == 403:
        header = _told_by(response.headers, _REFUSAL_HEADERS)
    return _challenged(response, f"header {header}") if header else None


def challenge_for_login(response: Response) -> Ended | None:
    """Tell a challenge under the status of a login, which names no way to log in."""
    if "WWW-Authenticate" in response.headers:
        return None
    mark = _mark(response.body[:DOOR_BYTES].lower(), INTERSTITIALS)
    return _challenged(response, f"markup {mark}") if mark else None


def challenge_by_page(response: Response) -> Ended | None:
    """Tell a challenge by its markup, by what it says, or by a script that tests cookies."""
    if not _may_challenge(response):
        return None
    start = response.body[:DOOR_BYTES]
    is_whole = response.status in _WHOLE
    lower = start.lower()
    interstitial, widget = _mark(lower, INTERSTITIALS), _mark(lower, WIDGETS)
    mark = interstitial or widget
    is_small = len(response.body) <= DOOR_BYTES  # what the site itself may have made
    tests_cookies = is_whole and is_small and _COOKIE_TEST.search(lower) is not None
    is_limit = response.status == 429
    may_ask = not is_limit
    if is_whole:
        may_ask = is_small and (tests_cookies or _ASKING.search(lower) is not None)
    if mark is None and not may_ask:
        return None  # words alone may be an article's, or a limit's
    text = wall_text(response.body if is_whole else start)
    if text is None or (is_whole and interstitial is None and is_page(response.body, text)):
        return None
    asks = HUMAN.search(text.words) or BROWSER.search(text.words)
    words = asks or SECURITY.search(text.words)
    refuses = not is_whole and not (is_limit and interstitial is None)
    if mark and (words or refuses or _is_quiet_wall(response, text)):
        return _challenged(response, f"markup {mark}")
    if tests_cookies and text.chars <= COOKIE_TEST_MAX_CHARS:
        return _challenged(response, "a script that sets a cookie and loads again")
    said = words if not is_whole else asks if text.chars < ASKING_MAX_CHARS else None
    if said:
        return _challenged(response, f"it says {said[0]!r}")
    return None


def _may_challenge(response: Response) -> bool:
    """Tell the statuses of challenges; a limit that says how long to wait passes by itself."""
    asks_to_wait = response.status == 429 and "Retry-After" in response.headers
    return response.status in _CHALLENGED and not asks_to_wait


def _is_quiet_wall(response: Response, text: WallText) -> bool:
    """Tell a page of little more than a challenge from a brief, or one drawn by its scripts."""
    is_small = len(text.words) < QUIET_MAX_CHARS and len(response.body) <= DOOR_BYTES
    return is_small and b"<article" not in response.body


def _mark(lower: bytes, marks: tuple[bytes, ...]) -> str | None:
    return next((mark.decode() for mark in marks if mark in lower), None)


def _challenged(response: Response, by: str) -> Ended:
    detail = (
        f"status {response.status}, {by}; to be let in: NEWSREEL_FETCH_CONTACT, and ask the site"
    )
    return Ended(Reason.BOT_CHALLENGE, detail)


def _told_by(headers: Mapping[str, str], wanted: Mapping[str, re.Pattern[str]]) -> str | None:
    for name, pattern in wanted.items():
        if pattern.search(headers.get(name, "")):
            return name
    return None

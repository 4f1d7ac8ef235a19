"""Responses that say "not for you": a challenge, a price, a login, a law. Pure.

None of them is tried again: what stands behind the door does not open by waiting, and a challenge
is neither solved nor walked around.
"""

import re
from collections.abc import Mapping

from schemas.outcomes import Reason
from services.fetch.http.types import COMPLETE, DOOR_BYTES, Response
from services.fetch.page.door_words import (
    HUMAN,
    INTERSTITIALS,
    LOGIN_ADDRESS,
    LOGIN_PATH,
    SECURITY,
    WIDGETS,
)
from services.fetch.page.price import stated_price
from services.fetch.page.wall_text import WALL_MAX_CHARS, WallText, wall_text
from services.stage.endings import Ended

QUIET_MAX_CHARS = 300
"""Text of a short page that runs a challenge and need not say so."""

ASKING_MAX_CHARS = 200
"""Text of a page without any product's markup that asks for a human: less than any article has."""
PAGE_MIN_CHARS = 300
"""So much running text is a page's, short as it is: walls say less."""

PAGE_MIN_PARAGRAPHS = 10
"""So many ends of paragraphs are a page's, too; to count them spares most pages the look for walls,
which takes a tenth of fetch's time."""

_CHALLENGED = COMPLETE | {202, 247, 403, 405, 428, 429, 468, 503}
"""247 and 468 are of single products, and of nothing else."""
_CHALLENGE_HEADERS = {
    "cf-mitigated": re.compile("challenge", re.IGNORECASE),
    "x-amzn-waf-action": re.compile("challenge|captcha", re.IGNORECASE),
    "x-vercel-mitigated": re.compile("challenge", re.IGNORECASE),
}
_REFUSAL_HEADERS = {"x-datadome": re.compile("protected", re.IGNORECASE)}
"""Sent with every response of a guarded site: a challenge only where the status refuses."""

_FORM = re.compile(rb"<(?:form|input|button)\b")
COOKIE_TEST_MAX_CHARS = 60
"""Text of a page that only tests whether cookies are kept: `One moment, please`."""
_COOKIE_TEST = re.compile(
    rb"document\.cookie\s{0,9}=.{1,500}?\blocation(?:\.(?:reload|replace|assign)\b"
    rb"|(?:\.href)?\s{0,9}=[^=])",
    re.DOTALL,
)
_PASSWORD = re.compile(rb"""<input\b[^>]{0,500}?\btype\s*=\s*["']?password""", re.IGNORECASE)
_BLOCKED_BY = re.compile(r"<([^>]{1,2000})>\s*;[^,<]*\brel\s*=\s*\"?blocked-by", re.IGNORECASE)


def closed_door(response: Response) -> Ended | None:
    """Say which door is closed; None where the response is a page, or an ordinary error."""
    match response.status:
        case 401 if "WWW-Authenticate" not in response.headers and _interstitial(response):
            return _challenged(response, f"markup {_interstitial(response)}")
        case 401:
            scheme = response.headers.get("WWW-Authenticate", "").partition(" ")[0][:40]
            return Ended(Reason.LOGIN_REQUIRED, f"status 401 {scheme}".strip())
        case 402:
            price = stated_price(response.headers, response.body)
            return Ended(Reason.PAYMENT_REQUIRED, f"status 402, {price or 'no price stated'}")
        case 451:
            by = _BLOCKED_BY.search(response.headers.get("Link", ""))
            return Ended(Reason.LEGAL_BLOCK, f"status 451{f', by {by[1][:200]}' if by else ''}")
    may_challenge = response.status in _CHALLENGED and not _asks_to_wait(response)
    if may_challenge and (header := _challenge_header(response)):
        return _challenged(response, f"header {header}")
    if response.status in COMPLETE and _has_paragraphs(response):
        return None
    return (_challenge(response) if may_challenge else None) or _login_wall(response)


def _challenge_header(response: Response) -> str | None:
    header = _told_by(response.headers, _CHALLENGE_HEADERS)
    if header is None and response.status == 403:
        return _told_by(response.headers, _REFUSAL_HEADERS)
    return header


def _challenge(response: Response) -> Ended | None:
    start = response.body[:DOOR_BYTES]
    is_page = response.status in COMPLETE
    lower = start.lower()
    interstitial, widget = _mark(lower, INTERSTITIALS), _mark(lower, WIDGETS)
    mark = interstitial or widget
    tests_cookies = is_page and _may_test_cookies(response, lower)
    may_ask = tests_cookies or _may_ask(response, lower) if is_page else response.status != 429
    if mark is None and not may_ask:
        return None  # words alone may be an article's, or a limit's
    text = wall_text(response.body if is_page else start)
    if text is None or (is_page and interstitial is None and _is_page(response, text)):
        return None
    asks = HUMAN.search(text.words)
    words = asks or SECURITY.search(text.words)
    if mark and (words or not is_page or _is_quiet_wall(response, text)):
        return _challenged(response, f"markup {mark}")
    if tests_cookies and text.chars <= COOKIE_TEST_MAX_CHARS:
        return _challenged(response, "a script that sets a cookie and loads again")
    said = words if not is_page else asks if text.chars < ASKING_MAX_CHARS else None
    if said:
        return _challenged(response, f"it says {said[0]!r}")
    return None


def _may_ask(response: Response, lower: bytes) -> bool:
    """Tell a small page with something to answer by, which the site may have made itself."""
    return len(response.body) <= DOOR_BYTES and _FORM.search(lower) is not None


def _may_test_cookies(response: Response, lower: bytes) -> bool:
    """Tell a small page whose script sets a cookie and then loads it again."""
    return len(response.body) <= DOOR_BYTES and _COOKIE_TEST.search(lower) is not None


def _asks_to_wait(response: Response) -> bool:
    """Tell a limit, which passes, from a challenge under the same status."""
    return response.status == 429 and "Retry-After" in response.headers


def _has_paragraphs(response: Response) -> bool:
    return response.body.count(b"</p>") >= PAGE_MIN_PARAGRAPHS


def _is_page(response: Response, text: WallText) -> bool:
    """Tell a short page from a wall: it has running text, or states its article in JSON."""
    return text.prose_chars >= PAGE_MIN_CHARS or b'"articleBody"' in response.body


def _is_quiet_wall(response: Response, text: WallText) -> bool:
    """Tell a page of little more than a challenge from a brief, or one drawn by its scripts."""
    is_small = len(text.words) < QUIET_MAX_CHARS and len(response.body) <= DOOR_BYTES
    return is_small and b"<article" not in response.body


def _interstitial(response: Response) -> str | None:
    return _mark(response.body[:DOOR_BYTES].lower(), INTERSTITIALS)


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


def _login_wall(response: Response) -> Ended | None:
    """Tell a page that holds little but a form for a password, or a redirect to a login."""
    if response.status not in COMPLETE | {403}:
        return None
    is_led_there = bool(response.redirects) and LOGIN_PATH.search(response.final_url) is not None
    is_address = bool(response.redirects) and LOGIN_ADDRESS.match(response.final_url) is not None
    if not is_address and not _PASSWORD.search(response.body, 0, DOOR_BYTES):
        return None
    text = wall_text(response.body)
    if text is None or _is_page(response, text):
        return None
    if not is_led_there and len(text.words) > WALL_MAX_CHARS / 2:
        return None
    where = "a redirect to a login" if is_led_there or is_address else "the page is a login"
    return Ended(Reason.LOGIN_REQUIRED, where)

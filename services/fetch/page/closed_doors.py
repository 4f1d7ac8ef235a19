"""Responses that say "not for you": a challenge, a price, a login, a law. Pure.

None of them is tried again: what stands behind the door does not open by waiting, and a challenge
is neither solved nor walked around.
"""

import re
from itertools import islice

from schemas.outcomes import Reason
from services.fetch.http.types import COMPLETE, DOOR_BYTES, Response
from services.fetch.http.wire.link_header import links_of_page
from services.fetch.page.challenges import (
    challenge_by_header,
    challenge_by_page,
    challenge_for_login,
)
from services.fetch.page.door_words import LOGIN_ADDRESS, LOGIN_PATH
from services.fetch.page.legal_words import (
    BLOCK_PAGES,
    LEGAL_REASONS,
    NOT_FOR_YOU,
    NOT_HERE,
    THIS_PAGE,
    WITHHELD,
)
from services.fetch.page.price import stated_price
from services.fetch.page.wall_text import WALL_MAX_CHARS, is_page, wall_text
from services.stage.endings import Ended

PAGE_MIN_PARAGRAPHS = 10
"""So many ends of paragraphs are a page's, too; to count them spares most pages the look for walls,
which takes a tenth of fetch's time."""
LEGAL_MAX_CHARS = 700
"""Text of a page that is withheld by law: an excuse and an address to write to."""
NOTICE_MAX_CHARS = 240
"""Running text of a page that only says so: one paragraph, while a brief has two."""
HEADING_CHARS = 100
"""With which a page begins: its title, and the heading that may repeat it."""
EXCUSE_MAX_CHARS = 300
"""The same where only the reason and `this page` say so: hardly more than the excuse."""

_PARAGRAPH_END = re.compile(rb"</p>")
_PASSWORD = re.compile(rb"""<input\b[^>]{0,500}?\btype\s*=\s*["']?password""", re.IGNORECASE)


def closed_door(response: Response) -> Ended | None:
    """Say which door is closed; None where the response is a page, or an ordinary error."""
    match response.status:
        case 401:
            scheme = response.headers.get("WWW-Authenticate", "").partition(" ")[0][:40]
            login = Ended(Reason.LOGIN_REQUIRED, f"status 401 {scheme}".strip())
            return challenge_for_login(response) or login
        case 402:
            price = stated_price(response.headers, response.body)
            return Ended(Reason.PAYMENT_REQUIRED, f"status 402, {price or 'no price stated'}")
        case 451:
            stated = ",".join(response.headers.getall("Link", ()))
            by = next(links_of_page(stated, "blocked-by", response.final_url), "")
            return Ended(Reason.LEGAL_BLOCK, f"status 451{by and f', by {by[:200]}'}")
    if (challenge := challenge_by_header(response)) is not None:
        return challenge
    if response.status in COMPLETE and _has_paragraphs(response):
        return None
    return challenge_by_page(response) or _legal_block(response) or _login_wall(response)


def _has_paragraphs(response: Response) -> bool:
    ends = islice(_PARAGRAPH_END.finditer(response.body), PAGE_MIN_PARAGRAPHS)
    return len(list(ends)) == PAGE_MIN_PARAGRAPHS


def _legal_block(response: Response) -> Ended | None:
    """Tell a small page that says that the law withholds another."""
    if response.status not in COMPLETE | {403} or len(response.body) > DOOR_BYTES:
        return None
    page = next((mark for mark in BLOCK_PAGES if mark in response.body), None)
    if page:
        return Ended(Reason.LEGAL_BLOCK, f"status {response.status}, markup {page.decode()}")
    text = wall_text(response.body)
    if text is None or text.chars > LEGAL_MAX_CHARS:
        return None
    said = WITHHELD.search(text.words) or NOT_FOR_YOU.search(text.words, 0, HEADING_CHARS)
    if said is None and text.prose_chars <= NOTICE_MAX_CHARS:
        said = NOT_HERE.search(text.words)
    is_excuse = text.chars <= EXCUSE_MAX_CHARS and THIS_PAGE.search(text.words)
    if said is None and (response.status == 403 or is_excuse):
        said = LEGAL_REASONS.search(text.words)
    detail = f"status {response.status}, it says {said[0]!r}" if said else None
    return Ended(Reason.LEGAL_BLOCK, detail) if detail else None


def _login_wall(response: Response) -> Ended | None:
    """Tell a page that holds little but a form for a password, or a redirect to a login."""
    if response.status not in COMPLETE | {403}:
        return None
    is_led_there = bool(response.redirects) and LOGIN_PATH.search(response.final_url) is not None
    is_address = bool(response.redirects) and LOGIN_ADDRESS.match(response.final_url) is not None
    if not is_address and not _PASSWORD.search(response.body, 0, DOOR_BYTES):
        return None
    text = wall_text(response.body)
    if text is None or is_page(response.body, text):
        return None
    if not is_led_there and len(text.words) > WALL_MAX_CHARS / 2:
        return None
    where = "a redirect to a login" if is_led_there or is_address else "the page is a login"
    return Ended(Reason.LOGIN_REQUIRED, where)

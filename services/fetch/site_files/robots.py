"""robots.txt by RFC 9309. Protego matches paths; what it reads too loosely is settled here first.

Protego takes a part of our name for our name (`news` for `newsreel`), lets an unknown line end a
group, splits lines at characters that end none, and is slow with what concerns others. So it gets
only the lines that concern us.
"""

import math
from functools import lru_cache
from typing import Literal

from protego import Protego

from schemas.events import Rights
from schemas.url import Url
from services.fetch.http.user_agent import product_token
from services.fetch.rights.statements import NOTHING_STATED, combine
from services.fetch.site_files.robots_statements import RobotsStatement, read_statements, rights_of
from services.fetch.site_files.robots_text import as_text, rules_for, unpacked

ROBOTS_MAX_BYTES = 512_000
"""500 KiB, the least that RFC 9309 section 2.5 asks a crawler to read, and what Google reads."""

ROBOTS_KEEP_SECONDS = 21_600.0
ROBOTS_ERROR_KEEP_SECONDS = 3_600.0
"""RFC 9309 section 2.4 allows up to 24 h."""

ROBOTS_REDIRECTS_MAX = 5
"""RFC 9309 section 2.3.1.2; more of them count as no robots.txt."""

Permission = Literal["allowed", "denied", "unreachable"]
Access = Literal["rules", "none", "unreachable"]

ROBOTS_HEAVY_BYTES = 65_536
"""Above this, a question may take tens of milliseconds: ask in a thread, not in the event loop."""

SHARED_BYTES = 1024
SHARED_MAX = 64
"""Up to this size hosts share what was parsed: most have no file, or the same few lines. The worst
of them takes 0.14 MB (measured)."""

_RULES_BYTES = 1_000
_ASCII_FACTOR = 6
_OTHERS_FACTOR = 20
_PART_BYTES = {b"\n": 400, b"\r": 400, b"*": 400, b"$": 1100, b"index.html": 500}
"""Upper bounds of what a parsed file takes in memory: at all, for each of its bytes, and more for
each of these, of which Protego (0.7.0) makes objects. Measured; a plain file takes half of it."""


class RobotsRules:
    """What one host's robots.txt allows. Rebuild it from the store with `parse_robots`."""

    def __init__(self, status: int | None, body: bytes) -> None:
        self.status = status
        self.body = _within_limit(body) if _access(status) == "rules" else b""
        self.access = _access(status)
        self._rules: dict[str, Protego] = {}
        self._statements: dict[str, tuple[RobotsStatement, ...]] = {}

    @property
    def heavy(self) -> bool:
        """Whether a question may take too long for the event loop (measured: up to 0.5 s)."""
        return len(self.body) > ROBOTS_HEAVY_BYTES

    @property
    def memory_bytes(self) -> int:
        """What this takes in memory once it was asked, at most: up to 135 times the file."""
        if not self.body:
            return 0
        factor = _ASCII_FACTOR if self.body.isascii() else _OTHERS_FACTOR
        parts = sum(each * self.body.count(part) for part, each in _PART_BYTES.items())
        return _RULES_BYTES + factor * len(self.body) + parts

    def permission(self, url: Url, user_agent: str) -> Permission:
        """Say `allowed`, `denied`, or `unreachable`: denied only until robots.txt can be read."""
        if self.access != "rules":
            return "allowed" if self.access == "none" else "unreachable"
        token = product_token(user_agent)
        return "allowed" if self._for(token).can_fetch(url.href, token) else "denied"

    def crawl_delay_seconds(self, user_agent: str) -> float | None:
        """Return the wait between requests that the host asks for, however long; else None."""
        token = product_token(user_agent)
        rules = self._for(token)
        rate = rules.request_rate(token)
        by_rate = _seconds_between(rate.requests, rate.seconds) if rate else 0.0
        return max(rules.crawl_delay(token) or 0.0, by_rate) or None

    def rights_for(self, url: Url, user_agent: str) -> Rights:
        """Return what the file says of the use of a page, besides whether it may be fetched."""
        if not self.body:
            return NOTHING_STATED
        token = product_token(user_agent)
        if token not in self._statements:
            self._statements[token] = read_statements(as_text(self.body), token)
        return rights_of(self._statements[token], url)

    def stated(self, url: Url, user_agent: str) -> Rights:
        """Return all that the file says of a URL: whether it may be asked for, and of its use."""
        permission = Rights(robots=self.permission(url, user_agent))
        return combine(permission, self.rights_for(url, user_agent))

    @property
    def keep_seconds(self) -> float:
        """How long the response holds; then the file must be asked for again."""
        return ROBOTS_ERROR_KEEP_SECONDS if self.access == "unreachable" else ROBOTS_KEEP_SECONDS

    def _for(self, token: str) -> Protego:
        if token not in self._rules:
            self._rules[token] = Protego.parse(rules_for(token, self.body))
        return self._rules[token]


def parse_robots(status: int | None, body: bytes = b"") -> RobotsRules:
    """Judge a response to GET /robots.txt; `status` is None where there was none.

    Pass one byte more than `ROBOTS_MAX_BYTES` where there is more, so that the cut is seen.
    """
    body = unpacked(body, ROBOTS_MAX_BYTES + 1)
    return _shared(status, body) if len(body) <= SHARED_BYTES else RobotsRules(status, body)


@lru_cache(maxsize=SHARED_MAX)
def _shared(status: int | None, body: bytes) -> RobotsRules:
    return RobotsRules(status, body)


def robots_url(url: Url) -> str:
    """Return where the robots.txt lies that governs this URL."""
    return f"{url.origin}/robots.txt"


def _access(status: int | None) -> Access:
    """2xx: rules; 3xx and 4xx: none; the rest, and 429 as Google has it: out of reach."""
    if status is None or status == 429 or not 200 <= status < 500:
        return "unreachable"
    return "rules" if status < 300 else "none"


def _seconds_between(requests: int, seconds: int) -> float:
    """Spread requests over the seconds of a Request-rate; a site may write thousands of digits."""
    try:
        return seconds / requests
    except OverflowError:
        return math.inf


def _within_limit(body: bytes) -> bytes:
    if len(body) <= ROBOTS_MAX_BYTES:
        return body
    kept = body[:ROBOTS_MAX_BYTES]
    return kept[: max(kept.rfind(b"\n"), kept.rfind(b"\r")) + 1]  # no half line: it means another

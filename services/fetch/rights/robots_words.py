"""`noindex`, `noarchive`, `noai`: the words of X-Robots-Tag and meta robots.

Source: as search engines document them (any of several headers, names of agents before the rules,
the strictest wins); `noai` and `noimageai` as DeviantArt introduced them.
"""

import re
from datetime import datetime

from schemas.events import Purpose, Rights, StatementSource
from services.fetch.http.user_agent import product_token
from services.fetch.rights.preferences import ALL_PURPOSES
from services.fetch.rights.statements import NOTHING_STATED, statement
from services.retry_after import instant

_NOINDEX = frozenset({"noindex", "none"})
_NOARCHIVE = frozenset({"noarchive", "nocache"})
_NOAI = frozenset({"noai", "noimageai"})
_HEEDED = _NOINDEX | _NOARCHIVE | _NOAI

_AI: tuple[Purpose, ...] = ("ai-input", "ai-train")

_WITH_VALUE = frozenset(
    {"unavailable_after", "max-snippet", "max-image-preview", "max-video-preview"}
)
"""Rules with a colon of their own, so that it does not end an agent's name."""

_AGENT = re.compile(r"\s*([A-Za-z*][\w*./-]*)\s*:")
_UNTIL = re.compile(r"unavailable_after\s*:\s*((?:[A-Za-z]{3,9},\s*)?[^,;]+)", re.IGNORECASE)


def header_words(value: str, user_agent: str, now: datetime | None) -> Rights:
    """Read one X-Robots-Tag: the rules that are for everyone or for us."""
    return _rights(_rules_for_us(_dated(value, now), user_agent), "header")


def meta_words(content: str, now: datetime | None) -> Rights:
    """Read the content of one meta robots."""
    return _rights(_rules(_dated(content, now)), "meta")


def _rules_for_us(value: str, user_agent: str) -> set[str]:
    """Take the rules of one X-Robots-Tag that are for everyone or for us.

    A name before a colon owns the rules after it, until the next name.
    """
    kept: set[str] = set()
    ours = True
    for part in value.split(","):
        agent = _AGENT.match(part)
        if agent and agent[1].lower() not in _WITH_VALUE:
            ours = agent[1].lower() in ("*", "robots", product_token(user_agent))
            part = part[agent.end() :]
        if ours:
            kept |= _rules(part)
    return kept


def _dated(text: str, now: datetime | None) -> str:
    """Put `noindex` where a page has been unavailable for a while, by its own word."""

    def rule(found: re.Match[str]) -> str:
        until = instant(found[1].strip())
        return "noindex" if until and now and until <= now else ""

    return _UNTIL.sub(rule, text) if "navailable" in text.lower() else text


def _rules(text: str) -> set[str]:
    return {word.partition(":")[0] for word in re.split(r"[\s,;]+", text.lower())}


def _rights(rules: set[str], source: StatementSource) -> Rights:
    heeded = rules & _HEEDED
    if not heeded:
        return NOTHING_STATED
    noindex, noarchive, noai = (bool(heeded & each) for each in (_NOINDEX, _NOARCHIVE, _NOAI))
    reserves = [
        purpose
        for purpose in ALL_PURPOSES
        if noindex or (noai and purpose in _AI) or (noarchive and purpose == "archive")
    ]
    said = statement("robots", ", ".join(sorted(heeded)), source, reserves)
    return Rights(noindex=noindex, noarchive=noarchive, noai=noai, statements=(said,))

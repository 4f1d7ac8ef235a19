"""`noindex`, `noarchive`, `noai`: the words of X-Robots-Tag and meta robots.

Source: as search engines document them (any of several headers, names of agents before the rules,
the strictest wins); `noai` and `noimageai` as DeviantArt introduced them.
"""

import re
from collections.abc import Iterable
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

_WORD = re.compile(
    r"unavailable_after\s*:\s*(?P<until>(?:[a-z]{3,9},\s*)?[^,;]*)"
    r"|max-(?:snippet|image-preview|video-preview)\s*:\s*[\w-]*"
    r"|(?P<agent>[a-z*][\w*./-]{0,40})\s*:"
    r"|(?P<rule>[\w-]+)",
    re.IGNORECASE,
)
"""Words, whatever separates them. Those with a colon of their own come before names of agents."""


def header_words(
    value: str, user_agent: str, now: datetime | None, source: StatementSource
) -> Rights:
    """Read one X-Robots-Tag: the rules that are for everyone or for us.

    A name before a colon owns the rules after it, until the next name.
    """
    kept: list[re.Match[str]] = []
    ours = True
    for word in _WORD.finditer(value):
        if agent := word["agent"]:
            ours = agent.lower() in ("*", "robots", product_token(user_agent))
        elif ours:
            kept.append(word)
    return _rights(kept, now, source)


def meta_words(content: str, now: datetime | None) -> Rights:
    """Read the content of one meta robots."""
    return _rights(_WORD.finditer(content), now, "meta")


def _rule(word: re.Match[str], now: datetime | None) -> str:
    """Give the rule of a word: `noindex` where a page has been unavailable for a while."""
    if until := word["until"]:
        at = instant(until.strip())
        return "noindex" if at and now and at <= now else ""
    return (word["rule"] or word["agent"] or "").lower()


def _rights(
    words: Iterable[re.Match[str]], now: datetime | None, source: StatementSource
) -> Rights:
    heeded = {rule: word[0].strip() for word in words if (rule := _rule(word, now)) in _HEEDED}
    if not heeded:
        return NOTHING_STATED
    noindex, noarchive, noai = (
        not each.isdisjoint(heeded) for each in (_NOINDEX, _NOARCHIVE, _NOAI)
    )
    reserves = [
        purpose
        for purpose in ALL_PURPOSES
        if noindex or (noai and purpose in _AI) or (noarchive and purpose == "archive")
    ]
    said = statement("robots", ", ".join(heeded.values()), source, reserves)
    return Rights(noindex=noindex, noarchive=noarchive, noai=noai, statements=(said,))

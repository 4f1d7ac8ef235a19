"""What a page's words are about: prices, replies, offers, questions, its reader."""

import re
from collections.abc import Sequence

from services.extract.body.segments import Segment
from services.extract.boosted import Features
from services.extract.verdict.headline import PRICE

_LINE_CHARS = 300


def _phrase(start: str, rest: str = "") -> tuple[str, re.Pattern[str]]:
    """Pair how a phrase starts with its pattern, literal first: the search skips to it."""
    return start, re.compile(rf"{start}(?<=\b{start}){rest}\b")


_REPLIES = (
    _phrase("repl", "(?:y|ies)"), _phrase("post", "s?"), _phrase("thread", "s?"), _phrase("joined"),
    _phrase("member"), _phrase("quote"), _phrase("like", "s?"), _phrase("vote", "s?"),
    _phrase("answer", "s?"),
)  # fmt: skip
_OFFERS = (
    _phrase("add to ", "(?:cart|bag|basket)"), _phrase("buy now"), _phrase("in stock"),
    _phrase("free shipping"), _phrase("book now"), _phrase("get started"), _phrase("get a quote"),
    _phrase("contact us"), _phrase("request a"), _phrase("sign up"), _phrase("free trial"),
    _phrase("pricing"), _phrase("log", " ?in"), _phrase("our ", "(?:services|team|clients)"),
)  # fmt: skip


def read_words(page: Sequence[Segment], chars: int) -> Features:
    """Count words that pages of one kind have, per 1,000 of a page's characters."""
    joined = "\n".join(each.text[:_LINE_CHARS] for each in page)
    lower = joined.lower()
    counts = {
        "prices": len(PRICE.findall(joined)),
        "replies": _count(_REPLIES, lower),
        "offers": _count(_OFFERS, lower),
        "questions": sum(map(joined.count, "?؟？")),
        "you": joined.count(" your ") + joined.count(" our "),
    }
    return {name: count * 1000 / chars for name, count in counts.items()}


def _count(phrases: Sequence[tuple[str, re.Pattern[str]]], text: str) -> int:
    return sum(len(pattern.findall(text)) for start, pattern in phrases if start in text)

"""What the page is told: articles that came and went, and outcomes by reason and minute. Pure."""

from collections import Counter
from typing import Any

import orjson

MINUTES_KEPT = 60
ARTICLES_KEPT = 1_000
"""Whole articles held for whoever clicks; about 10 kB each."""
ARTICLES_TOLD = 50
"""Newest articles told at once; the page would not show more of them anyway."""

CARD = (
    "article_id", "title", "site", "site_name", "language", "canonical_url", "published_at",
    "published_precision", "published_calendar", "confidence", "revision", "revised_at", "summary",
)  # fmt: skip
"""Fields of an article that stand in the list."""


_NONE: Counter[tuple[str, str]] = Counter()


class Tally:
    """Counts and keeps what the topics bring."""

    def __init__(self) -> None:
        self._articles: dict[str, bytes] = {}
        self._cards: dict[str, dict[str, Any]] = {}
        """Of the latest revision of each, the newest last."""
        self._new: dict[str, dict[str, Any]] = {}
        self._gone: dict[str, None] = {}
        """Ids of articles that are there no longer, the latest last."""
        self._newly_gone: list[str] = []
        self._minutes: dict[int, Counter[tuple[str, str]]] = {}

    def take_article(self, value: bytes) -> None:
        """Keep an article; what is not one is left out."""
        try:
            article = orjson.loads(value)
            card = {name: article.get(name) for name in CARD}
            article_id = str(article["article_id"])
        except (orjson.JSONDecodeError, KeyError, AttributeError, TypeError):
            return
        self._drop(article_id)
        self._gone.pop(article_id, None)
        self._articles[article_id] = value
        self._cards[article_id] = self._new[article_id] = card
        if len(self._articles) > ARTICLES_KEPT:
            self._drop(next(iter(self._articles)))

    def forget(self, article_id: str) -> None:
        """Let go of an article that was taken down, or that its site no longer has."""
        self._drop(article_id)
        self._gone[article_id] = None
        if len(self._gone) > ARTICLES_KEPT:
            del self._gone[next(iter(self._gone))]
        self._newly_gone.append(article_id)

    def _drop(self, article_id: str) -> None:
        self._articles.pop(article_id, None)
        self._cards.pop(article_id, None)
        self._new.pop(article_id, None)

    def take_outcome(self, value: bytes, at_ms: int) -> None:
        """Count an outcome in its minute; what is not one is left out."""
        try:
            outcome = orjson.loads(value)
            kind, reason = str(outcome["outcome"]), str(outcome["reason"])
        except (orjson.JSONDecodeError, KeyError, TypeError):
            return
        self._minutes.setdefault(at_ms // 60_000, Counter())[kind, reason] += 1
        for old in sorted(self._minutes)[:-MINUTES_KEPT]:
            del self._minutes[old]

    def article(self, article_id: str) -> bytes | None:
        """Return a whole article as JSON; None where it is not held any more."""
        return self._articles.get(article_id)

    def newest(self) -> list[dict[str, Any]]:
        """Return the cards held, oldest first."""
        return list(self._cards.values())

    def news(self) -> list[dict[str, Any]]:
        """Return the newest cards since the last time it was asked."""
        new, self._new = list(self._new.values())[-ARTICLES_TOLD:], {}
        return new

    def is_gone(self, article_id: str) -> bool:
        """Whether the article is known to be there no longer."""
        return article_id in self._gone

    def gone(self) -> list[str]:
        """Return the ids of articles that are there no longer, as far as they are remembered."""
        return list(self._gone)

    def newly_gone(self) -> list[str]:
        """Return the ids of articles that went since the last time it was asked."""
        gone, self._newly_gone = self._newly_gone, []
        return gone

    def outcomes(self, at_ms: int) -> dict[str, Any]:
        """Return the counts of the hour until an instant's minute, by reason, most first.

        `since` is when the first minute begins (Unix time, seconds); each reason has a count for
        each minute from there on.
        """
        last = at_ms // 60_000
        minutes = range(last - MINUTES_KEPT + 1, last + 1)
        sums: Counter[tuple[str, str]] = Counter()
        for minute in minutes:
            sums.update(self._minutes.get(minute, {}))
        reasons = [
            {
                "outcome": outcome,
                "reason": reason,
                "count": count,
                "minutes": [self._minutes.get(each, _NONE)[outcome, reason] for each in minutes],
            }
            for (outcome, reason), count in sums.most_common()
        ]
        return {"since": minutes[0] * 60, "reasons": reasons}

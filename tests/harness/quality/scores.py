"""The measures: the body as article-extraction-benchmark scores it, the rest by equality."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from statistics import mean

_PER_CHARACTER = "\u0e00-\u0e7f\u1000-\u109f\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af"
_TOKEN = re.compile(rf"[{_PER_CHARACTER}]|[^\W{_PER_CHARACTER}]+")
_SPACE = re.compile(r"\s+")
SHINGLE_TOKENS = 4


@dataclass(frozen=True)
class BodyScore:
    """Precision, recall and F1 of one body."""

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        return f1_of(self.precision, self.recall)


def f1_of(precision: float, recall: float) -> float:
    """Harmonic mean, 0 where both are 0."""
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def body_score(gold: str, found: str) -> BodyScore:
    """Compare by 4-token shingles; Chinese, Japanese, Korean, Thai, Burmese per character."""
    want, have = _shingles(gold), _shingles(found)
    hit = sum((want & have).values())
    miss, extra = sum(want.values()) - hit, sum(have.values()) - hit
    if not miss and not extra:
        return BodyScore(1.0, 1.0)
    precision = hit / (hit + extra) if hit + extra else 0.0
    recall = hit / (hit + miss) if hit + miss else 0.0
    return BodyScore(precision, recall)


def mean_body(scores: list[BodyScore]) -> dict[str, float]:
    """Mean precision and recall, and the F1 of the two means, as the benchmark reports it."""
    precision = mean(score.precision for score in scores)
    recall = mean(score.recall for score in scores)
    return {"p": precision, "r": recall, "f1": f1_of(precision, recall)}


def sentence_counts(
    wanted: Iterable[str], unwanted: Iterable[str], found: str
) -> tuple[int, int, int]:
    """Count wanted sentences that are there, wanted ones that are not, and unwanted ones."""
    text = _SPACE.sub(" ", found)
    have = [_SPACE.sub(" ", each) in text for each in wanted]
    extra = sum(_SPACE.sub(" ", each) in text for each in unwanted)
    return sum(have), len(have) - sum(have), extra


def fold(text: str) -> str:
    """NFKC, case-folded, one space between words."""
    return _SPACE.sub(" ", unicodedata.normalize("NFKC", text)).strip().casefold()


def same_text(gold: str, found: str | None) -> bool:
    """Whether two titles are the same but for case, width and spaces."""
    return found is not None and fold(gold) == fold(found)


def same_set(gold: Iterable[str], found: Iterable[str]) -> bool:
    """Whether two sets of names or tags are the same but for case, width and spaces."""
    return {fold(each) for each in gold} == {fold(each) for each in found}


def overlap(gold: Iterable[str], found: Iterable[str]) -> float:
    """F1 of two sets; two empty ones agree."""
    want, have = {fold(each) for each in gold}, {fold(each) for each in found}
    return 2 * len(want & have) / (len(want) + len(have)) if want or have else 1.0


def date_verdict(gold: datetime, found: datetime | None, with_time: bool) -> str:
    """Say `minute`, `day`, `wrong` or `none`; a day counts in either side's own offset."""
    if found is None:
        return "none"
    if with_time and _comparable(gold, found) and abs((gold - found).total_seconds()) < 60:
        return "minute"
    days = {gold.date()}
    if gold.tzinfo and found.tzinfo:
        days.add(gold.astimezone(found.tzinfo).date())
    return "day" if found.date() in days else "wrong"


def _comparable(one: datetime, other: datetime) -> bool:
    return (one.tzinfo is None) == (other.tzinfo is None)


def tokens_of(text: str) -> list[str]:
    """Split into words, or characters."""
    return _TOKEN.findall(text)


def _shingles(text: str) -> Counter[tuple[str, ...]]:
    words = tokens_of(text)
    if not words:
        return Counter()
    last = max(1, len(words) - SHINGLE_TOKENS + 1)
    return Counter(tuple(words[at : at + SHINGLE_TOKENS]) for at in range(last))

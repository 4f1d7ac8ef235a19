"""What changed between two revisions, and whether a reader would call it a change."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from schemas.events import Change, ChangeKind
from services.publish.texts.ago import without_ago
from services.publish.texts.contents import Content
from services.publish.texts.notices import is_notice
from services.publish.texts.numbers import is_number, with_signs
from services.publish.texts.phrases import tells_nothing
from services.publish.texts.words import share, words
from services.text.sentences import sentences

SENTENCES_MAX = 20
CHARACTERS_MAX = 500
"""Of each sentence; a longer one is cut."""

Words = tuple[str, ...]
Sentence = tuple[Words, str]
"""The words that tell it from others, and how it is written."""


@dataclass(frozen=True, slots=True)
class Difference:
    """Sentences of one text that the other lacks."""

    added: Sequence[str]
    removed: Sequence[str]
    words_changed: int
    """The larger number of words that one side has and the other lacks."""
    numbers_changed: bool
    kept_share: float
    added_share: float


def compare(before: Content, after: Content, cosmetic_share: float) -> Change:
    """Say what changed; a share of the words below `cosmetic_share` is none, if no number did."""
    found = difference(before, after)
    return Change(
        kind=_kind(before, after, found, cosmetic_share),
        kept=round(found.kept_share, 4),
        added=round(found.added_share, 4),
        removed=round(1 - found.kept_share, 4),
        sentences_added=[_cut(each) for each in found.added[:SENTENCES_MAX]],
        sentences_removed=[_cut(each) for each in found.removed[:SENTENCES_MAX]],
        title_before=_before(before.title, after.title),
        subtitle_before=_before(before.subtitle, after.subtitle),
    )


def difference(before: Content, after: Content) -> Difference:
    """Compare two texts sentence by sentence, whatever their order."""
    old, new = _sentences(before), _sentences(after)
    removed, added = _lacking(new, old), _lacking(old, new)
    words_removed, words_added = _counted(removed), _counted(added)
    lost, gained = words_removed - words_added, words_added - words_removed
    return Difference(
        [text for _, text in added],
        [text for _, text in removed],
        max(lost.total(), gained.total()),
        any(is_number(word, after.language) for word in lost | gained),
        share(len(old) - len(removed), len(old)),
        share(len(added), len(new)) if new else 0.0,
    )


def _kind(before: Content, after: Content, found: Difference, cosmetic_share: float) -> ChangeKind:
    if before.rest != after.rest:
        return "update"
    if any(map(is_notice, found.added)):
        return "correction"
    headlines = zip((before.title, before.subtitle), (after.title, after.subtitle), strict=True)
    language = after.language
    if any(
        _telling_words(old, language) != _telling_words(new, language) for old, new in headlines
    ):
        return "update"
    if not (found.added or found.removed):
        return "cosmetic"
    is_small = found.words_changed < cosmetic_share * len(words(after.text))
    return "cosmetic" if is_small and not found.numbers_changed else "update"


def _sentences(content: Content) -> list[Sentence]:
    """Return the sentences, but those without a word that tells anything."""
    found = []
    for line in content.text.splitlines():
        if tells_nothing(line):
            continue
        for sentence in sentences(line, content.language or None):
            telling = _telling_words(sentence, content.language)
            if telling:
                found.append((telling, sentence))
    return found


def _telling_words(sentence: str, language: str) -> Words:
    """Return the words without what counts by itself."""
    return tuple(words(with_signs(without_ago(sentence, language))))


def _lacking(those: list[Sentence], others: list[Sentence]) -> list[Sentence]:
    """Return which of the others `those` lack; one that comes twice must be there twice."""
    left = Counter(telling for telling, _ in those)
    lacking = []
    for telling, text in others:
        if left[telling] > 0:
            left[telling] -= 1
        else:
            lacking.append((telling, text))
    return lacking


def _counted(found: list[Sentence]) -> Counter[str]:
    return Counter(word for telling, _ in found for word in telling)


def _before(old: str, new: str) -> str | None:
    return old or None if old != new else None


def _cut(sentence: str) -> str:
    return sentence if len(sentence) <= CHARACTERS_MAX else sentence[: CHARACTERS_MAX - 1] + "…"

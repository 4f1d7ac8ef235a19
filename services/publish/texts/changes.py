"""What changed between two revisions, and whether a reader would call it a change."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import TypeVar

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
AGO_MAX_CHARACTERS = 80
"""A longer sentence tells more than how long ago something was."""

T = TypeVar("T")
Words = tuple[str, ...]
Sentence = tuple[Words, str]
"""The words that tell it from others, and how it is written."""
_words_of: Callable[[Sentence], Words] = itemgetter(0)


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
    """Compare two texts sentence by sentence, whatever their order.

    Most sentences stay as they are written: their words are not looked at.
    """
    language = after.language
    old, new = _sentences((before.text, after.text), language)
    stayed = sum(_tells(each, language) for each in (Counter(old) & Counter(new)).elements())
    gone, come = _telling(_lacking(new, old), language), _telling(_lacking(old, new), language)
    removed, added = _lacking(come, gone, _words_of), _lacking(gone, come, _words_of)
    words_removed, words_added = _counted(removed), _counted(added)
    lost, gained = words_removed - words_added, words_added - words_removed
    return Difference(
        [text for _, text in added],
        [text for _, text in removed],
        max(lost.total(), gained.total()),
        any(is_number(word, language) for word in lost | gained),
        share(stayed + len(gone) - len(removed), stayed + len(gone)),
        len(added) / max(stayed + len(come), 1),
    )


def _kind(before: Content, after: Content, found: Difference, cosmetic_share: float) -> ChangeKind:
    if before.rest != after.rest:
        return "update"
    if any(map(is_notice, found.added)):
        return "correction"
    headlines = (before.title, after.title), (before.subtitle, after.subtitle)
    if any(_tell_apart(*each, after.language) for each in headlines):
        return "update"
    if not (found.added or found.removed):
        return "cosmetic"
    is_small = found.words_changed < cosmetic_share * len(words(after.text))
    return "cosmetic" if is_small and not found.numbers_changed else "update"


def _sentences(texts: Iterable[str], language: str) -> Iterator[list[str]]:
    """Yield the sentences of each text; a line that stands in several is read once."""
    read: dict[str, list[str]] = {"": []}
    for text in texts:
        lines = text.splitlines()
        for line in lines:
            if line not in read:
                read[line] = [] if tells_nothing(line) else [*sentences(line, language or None)]
        yield [sentence for line in lines for sentence in read[line]]


def _tells(sentence: str, language: str) -> bool:
    return len(sentence) > AGO_MAX_CHARACTERS or bool(_telling_words(sentence, language))


def _tell_apart(old: str, new: str, language: str) -> bool:
    return old != new and _telling_words(old, language) != _telling_words(new, language)


def _telling(found: Iterable[str], language: str) -> list[Sentence]:
    """Return sentences with their words, but those without a word that tells anything."""
    told = ((_telling_words(each, language), each) for each in found)
    return [(telling, each) for telling, each in told if telling]


def _telling_words(sentence: str, language: str) -> Words:
    """Return the words without what counts by itself."""
    return tuple(words(with_signs(without_ago(sentence, language))))


def _lacking(those: Iterable[T], others: Iterable[T], key: Callable[[T], object] = str) -> list[T]:
    """Return which of the others `those` lack, by `key`; what comes twice must be there twice."""
    left = Counter(map(key, those))
    lacking = []
    for each in others:
        if left[key(each)] > 0:
            left[key(each)] -= 1
        else:
            lacking.append(each)
    return lacking


def _counted(found: list[Sentence]) -> Counter[str]:
    return Counter(word for telling, _ in found for word in telling)


def _before(old: str, new: str) -> str | None:
    return old or None if old != new else None


def _cut(sentence: str) -> str:
    return sentence if len(sentence) <= CHARACTERS_MAX else sentence[: CHARACTERS_MAX - 1] + "…"

"""What the page's own markup says of names: it is believed where the text has the name, too."""

import re
from collections.abc import Iterable

from schemas.events import Mention, MentionKind, NamedEntity
from services.text.words import fold_once

_UNPARTED = re.compile(
    r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]"
)
"""Scripts whose words are not parted, or carry particles: a name may stand within a run."""


def with_stated(
    found: Iterable[NamedEntity], mentions: Iterable[Mention], kind: MentionKind, text: str
) -> list[NamedEntity]:
    """Put the stated names of a kind to those found by rule, which lose what is of another kind.

    The page's word on a kind is better than the rule's. Most often named first.
    """
    stated = {_key(each.name): each for each in mentions}
    merged = []
    for entity in found:
        mention = stated.pop(_key(entity.name), None)
        if mention is None:
            merged.append(entity)
        elif mention.kind == kind:
            merged.append(_vouched(entity.name, entity.count, mention))
    for mention in stated.values():
        count = times_in(text, mention.name) if mention.kind == kind else 0
        if count:
            merged.append(_vouched(mention.name, count, mention))
    return sorted(merged, key=lambda entity: -entity.count)


def _key(name: str) -> str:
    """Fold a name, without the stop of `Acme Corp.`."""
    return fold_once(name).rstrip(".")


def times_in(text: str, name: str) -> int:
    """Count a name in a text; whole words, where the script parts them."""
    if _UNPARTED.search(name):
        return text.count(name)
    return len(re.findall(rf"(?<!\w){re.escape(name)}(?!\w)", text))


def _vouched(name: str, count: int, mention: Mention) -> NamedEntity:
    return NamedEntity(name=name, count=count, source="json-ld", same_as=mention.same_as)

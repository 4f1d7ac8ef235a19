"""What finds names in a text: a model behind one function."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import NamedTuple

from schemas.events import EntitySource, MentionKind


class FoundName(NamedTuple):
    """A name as a model marks it."""

    form: str
    kind: MentionKind


Find = Callable[[str], Iterable[FoundName]]
"""Names of a piece of text, in reading order."""


@dataclass(frozen=True, slots=True)
class Recogniser:
    """A model for a language."""

    source: EntitySource
    """Name of the model, which its entities carry."""
    load: Callable[[], Find]
    """Load at the first call, or raise `ModelBroken`."""
    base: Callable[[list[FoundName]], list[FoundName]] = list
    """Bring the forms of one name in a text to one form; of languages with cases."""

"""What finds names in a text: a model behind one function."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
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


def files_of(package: str) -> Path:
    """Return a package's folder, and import none of it; raise `FileNotFoundError` without it."""
    found = find_spec(package)
    if found is None or not found.submodule_search_locations:
        raise FileNotFoundError(package)
    return Path(found.submodule_search_locations[0])

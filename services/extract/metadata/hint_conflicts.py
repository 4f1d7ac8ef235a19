"""Cross-check: what the submitter said against what the page says."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from difflib import SequenceMatcher

from schemas.events import HintedField
from schemas.passport import Hints
from services.extract.markup.normalise import key
from services.extract.metadata.model import Metadata
from services.extract.metadata.people.bylines import hinted_people

_DATE_SLACK = timedelta(days=1)
"""Feeds give the time of the last change, or a day in another zone."""
_ALIKE = 0.6
"""Share of characters in common, in order: feeds shorten headlines and newspapers amend them."""


def hint_conflicts(stated: Metadata, hints: Hints) -> Iterator[HintedField]:
    """Yield the hints that contradict what the page itself states, in the order of `Hints`."""
    own = {name for name, source in stated.sources.items() if source != "hint"}
    hinted = {key(person.name) for person in hinted_people(hints)}
    found = {key(person.name) for person in stated.authors}
    named = {"publisher": stated.publisher, "site_name": stated.site_name}
    sites = [site for name, site in named.items() if name in own]
    language = _base(hints.language)
    conflicts: dict[HintedField, bool] = {
        "title": "title" in own and not _alike(hints.title, stated.title),
        "published_at": "published_at" in own and _far(hints.published_at, stated.published_at),
        "section": "section" in own and not _alike(hints.section, stated.section),
        "authors": "authors" in own and bool(hinted) and not hinted & found,
        "source": bool(sites) and not any(_alike(hints.source, site) for site in sites),
        "language": "declared_language" in own
        and language not in ("", _base(stated.declared_language)),
    }
    yield from (name for name, differs in conflicts.items() if differs)


def _alike(hint: str | None, text: str | None) -> bool:
    one, other = key(hint), key(text)
    if not one or one in other or other in one:
        return True
    return SequenceMatcher(None, one, other, autojunk=False).ratio() >= _ALIKE


def _far(hint: datetime | None, at: datetime | None) -> bool:
    return hint is not None and at is not None and abs(hint - at) > _DATE_SLACK


def _base(language: str | None) -> str:
    return (language or "").lower().partition("-")[0]

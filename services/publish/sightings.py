"""A page that fetch found as it was: what it showed in between is not how the article is now.

Fetch answers for such a page itself. A state that waits for the end of an interval, or in a queue,
would be published after it as the last one. Work function for `Store.call`.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Connection

from schemas.events import Outcome
from schemas.outcomes import OutcomeKind
from schemas.pipeline import FETCH
from schemas.url.story_url import spelling
from services.publish.revisions.addresses import normalised
from services.publish.revisions.known import Known
from services.publish.rows.articles import Articles


class Sighting(NamedTuple):
    """That a page still shows the article as it was published."""

    article_id: str
    url: str
    """Of the page, normalised."""
    at: datetime


def sighting(outcome: Outcome) -> Sighting | None:
    """Read it from an outcome; None where fetch did not find an article's page unchanged."""
    is_unchanged = outcome.stage == FETCH.stage and outcome.outcome is OutcomeKind.UNCHANGED
    url = normalised(outcome.url)
    if not is_unchanged or outcome.article_id is None or url is None:
        return None
    return Sighting(outcome.article_id, url, outcome.decided_at)


def note_sightings(connection: Connection, items: Sequence[Sighting]) -> Sequence[None]:
    """Note when articles were last seen unchanged at an address that may revise them."""
    articles = Articles(connection, {item.article_id for item in items})
    for item in items:
        known = articles.get(item.article_id)
        if known is not None and _counts(known, item):
            articles.change(item.article_id, replace(known, unchanged_at=item.at))
    articles.save()
    return [None] * len(items)


def _counts(known: Known, item: Sighting) -> bool:
    is_own = spelling(item.url) in (spelling(known.url), spelling(known.via))
    return is_own and known.gone is None and item.at > (known.unchanged_at or known.fetched_at)

"""`articles.retracted.v1`."""

from typing import ClassVar

from pydantic import AwareDatetime, Field

from schemas.events.event import Event
from schemas.outcomes import OpenReason


class ArticleRetracted(Event):
    """An article is no longer there, or was taken down.

    On `articles.published.v1` its key has no value from now on.

    If it comes back, it is published as its next revision.
    """

    type: ClassVar[str] = "articles.retracted.v1"

    article_id: str = Field(description="The article.")
    canonical_url: str = Field(description="Its canonical URL.")
    revision: int = Field(ge=1, description="Its last revision.")
    first_seen_at: AwareDatetime = Field(description="When revision 1 was decided, UTC.")
    reason: OpenReason = Field(description="Why it is no longer there.")
    detail: str | None = Field(
        None, description="One line for people: `http_410`, or by whom and why."
    )
    submission_id: str = Field(
        description="The submission that found it gone, or one made for the takedown."
    )
    retracted_at: AwareDatetime = Field(description="When that was, UTC.")

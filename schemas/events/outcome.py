"""`urls.outcomes.v1`."""

from typing import Annotated, Any, ClassVar, Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from schemas.events.event import Event
from schemas.open_words import OPEN
from schemas.outcomes import OpenOutcomeKind, OpenReason
from schemas.passport import Stamp

WatchedField = Literal[
    "title", "authors", "published_at", "section", "tags", "image", "description"
]


class ArticleSigns(BaseModel):
    """What shows whether a site's pages are still read well."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    site: str = Field(description="Registrable domain of the article, or its host.")
    confidence: float = Field(ge=0, le=1, description="As in the article.")
    fields: tuple[Annotated[WatchedField, OPEN], ...] = Field(
        (), description="Which of some fields the article has."
    )


class Outcome(Event):
    """The one final answer to a submission."""

    type: ClassVar[str] = "urls.outcomes.v1"

    submission_id: str = Field(description="The submission that this answers; the topic's key.")
    url: str = Field(description="The URL as submitted; empty where none could be read.")
    outcome: OpenOutcomeKind = Field(description="How it ended.")
    reason: OpenReason = Field(description="Why.")
    detail: str | None = Field(None, description="One line for people: what exactly was wrong.")
    stage: str = Field(description="Stage in which the URL's way ended.")
    article_id: str | None = Field(None, description="The article, where there is one.")
    revision: int | None = Field(None, ge=1, description="Its revision, where published.")
    attempts: int = Field(0, ge=0, description="Fetches tried.")
    journey: list[Stamp] = Field(default_factory=list, description="Time at each stage.")
    attrs: dict[str, Any] = Field(
        default_factory=dict, description="The submitter's own data, untouched."
    )
    submitted_at: AwareDatetime = Field(description="Kafka timestamp of the submission, UTC.")
    decided_at: AwareDatetime = Field(description="When the answer was decided, UTC.")
    supersedes: str | None = Field(
        None,
        description="Id of the earlier answer to this submission that it replaces: one that was"
        " `dead_lettered` or `expired_in_kafka`, or any, where the id was sent again after its 29"
        " days.",
    )
    signs: ArticleSigns | None = Field(
        None, description="Of the article that was published; null: none was."
    )

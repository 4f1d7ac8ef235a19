"""`articles.published.v1`."""

from typing import Annotated, Any, ClassVar, Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from schemas.events.enriched import ArticleEnriched
from schemas.open_words import OPEN

ChangeKind = Literal["correction", "update", "cosmetic"]


class Change(BaseModel):
    """What differs from the revision before."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    kind: Annotated[ChangeKind, OPEN] = Field(
        description="`correction`: a new sentence says so; `cosmetic`: no reader would notice."
    )
    kept: float = Field(ge=0, le=1, description="Share of the sentences before that stayed.")
    removed: float = Field(ge=0, le=1, description="Share of the sentences before that went.")
    added: float = Field(ge=0, le=1, description="Share of the sentences now that are new.")
    sentences_added: list[str] = Field(
        default_factory=list, description="At most 20 new sentences, of at most 500 characters."
    )
    sentences_removed: list[str] = Field(
        default_factory=list, description="At most 20 that went, of at most 500 characters."
    )
    title_before: str | None = Field(None, description="Headline before, where it changed.")
    subtitle_before: str | None = Field(None, description="Lead before, where it changed.")


class DuplicateOf(BaseModel):
    """An earlier article with nearly the same text: a wire copy, a syndicated one, an edit."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    article_id: str = Field(description="The earlier article.")
    similarity: float = Field(
        ge=0, le=1, description="Share of the runs of five words of both that each has."
    )
    first_seen_at: AwareDatetime = Field(description="When its revision 1 was decided, UTC.")


class ArticlePublished(ArticleEnriched):
    """What consumers read: the latest revision of an article."""

    type: ClassVar[str] = "articles.published.v1"

    revision: int = Field(
        ge=1, le=2**31 - 1, description="1 is the first; +1 for each changed content."
    )
    changed_fields: list[str] = Field(
        default_factory=list, description="Fields that differ from the revision before."
    )
    change: Change | None = Field(
        None, description="What changed, and how much; null for revision 1."
    )
    duplicate_of: DuplicateOf | None = Field(
        None, description="The earlier article with nearly this text, as of revision 1."
    )
    story_id: str | None = Field(
        None,
        description="The event that it tells of, with articles of other sites: id of the first;"
        " never changes; null: too short to tell, or switched off.",
    )
    story_size: int | None = Field(
        None, ge=1, description="Articles of the story when this revision was decided."
    )
    story_position: int | None = Field(
        None, ge=1, description="Which of them it was when it was new; 1 is the first."
    )
    first_seen_at: AwareDatetime = Field(description="When revision 1 was decided, UTC.")
    revised_at: AwareDatetime = Field(description="When this revision was decided, UTC.")
    submission_id: str = Field(description="The submission that brought this revision.")
    attrs: dict[str, Any] = Field(
        default_factory=dict, description="The submitter's own data, untouched."
    )

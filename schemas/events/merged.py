"""`stories.merged.v1`."""

from typing import ClassVar

from pydantic import AwareDatetime, Field

from schemas.events.event import Event


class StoriesMerged(Event):
    """Two stories turned out to be one: new articles have the older one's id.

    What was published keeps its `story_id`: who groups by it reads one as the other.
    """

    type: ClassVar[str] = "stories.merged.v1"

    merged_story_id: str = Field(description="The story that no article joins any more.")
    story_id: str = Field(description="The older story, which goes on.")
    story_size: int = Field(ge=2, description="Articles of both, with `article_id`.")
    article_id: str = Field(description="The article that is of both.")
    submission_id: str = Field(description="The submission that brought it.")
    merged_at: AwareDatetime = Field(description="When that was decided, UTC.")

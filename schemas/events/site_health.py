"""`sites.health.v1`."""

from typing import Annotated, ClassVar, Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from schemas.events.event import Event
from schemas.open_words import OPEN

SiteStateName = Literal["quiet", "worse", "blocked"]


class SiteState(BaseModel):
    """Something that is not as usual at a site."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    name: Annotated[SiteStateName, OPEN] = Field(
        description="`quiet`: hardly any new article comes; `worse`: its pages are read less well;"
        " `blocked`: most of its pages are closed to us."
    )
    since: AwareDatetime = Field(description="Begin of the day on which it began, UTC.")
    sign: str = Field(
        description="What shows it: `articles`, `confidence`, `readable`, a field, or a reason."
    )
    observed: float = Field(
        ge=0, description="What was seen when it was found: new articles, mean, or share 0 to 1."
    )
    expected: float = Field(ge=0, description="What is usual there, in the same measure.")


class SiteHealth(Event):
    """What is not as usual at a site; the latest holds, and no value means: forgotten."""

    type: ClassVar[str] = "sites.health.v1"

    site: str = Field(description="Registrable domain, or the host.")
    states: list[SiteState] = Field(
        default_factory=list, description="None: all is as usual again."
    )
    changed_at: AwareDatetime = Field(description="When that was found, UTC.")

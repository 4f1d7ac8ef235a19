"""`urls.accepted.v1`."""

from typing import ClassVar

from pydantic import Field

from schemas.events.event import Event, Variant


class UrlAccepted(Event):
    """A submission was read, its URL normalised, and it may be fetched."""

    type: ClassVar[str] = "urls.accepted.v1"

    url: str = Field(description="The URL to fetch, normalised.")
    host: str = Field(description="Host name, lower case, punycode.")
    site: str = Field(description="Registrable domain (public suffix list), or the host.")
    variant: Variant | None = Field(
        None, description="Edition, by the look of `url`: AMP or mobile; null: neither."
    )
    attempt: int = Field(1, ge=1, description="Which try this is; 1 is the first.")
    from_schedule: bool = Field(
        False, description="Whether it comes back from the schedule, before what arrives now."
    )
    waited_ms: float = Field(0, ge=0, description="Time spent in the schedule, milliseconds.")

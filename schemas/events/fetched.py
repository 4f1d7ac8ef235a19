"""`pages.fetched.v1`."""

from typing import ClassVar

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from schemas.events.event import Event, Variant
from schemas.events.rights import Rights


class Redirect(BaseModel):
    """One hop of a redirect chain."""

    model_config = ConfigDict(frozen=True)

    status: int = Field(description="HTTP status of the hop.")
    url: str = Field(description="URL that answered with the redirect.")


class PageFetched(Event):
    """A page came back. The message's value is `body`, zstd-compressed; the rest is a header."""

    type: ClassVar[str] = "pages.fetched.v1"

    url: str = Field(description="The URL that was asked for, normalised.")
    final_url: str = Field(description="The URL that answered, after redirects.")
    host: str = Field(description="Host of `final_url`.")
    site: str = Field(description="Registrable domain of `final_url`, or its host.")
    variant: Variant | None = Field(
        None, description="Edition, by the look of `final_url`: AMP or mobile; null: neither."
    )
    status: int = Field(200, description="HTTP status of the answer.")
    redirects: list[Redirect] = Field(default_factory=list, description="Hops, in order.")
    content_type: str | None = Field(None, description="Media type of Content-Type, lower case.")
    charset: str | None = Field(None, description="charset parameter of Content-Type, as sent.")
    etag: str | None = Field(None, description="ETag, as sent.")
    last_modified: str | None = Field(None, description="Last-Modified, as sent.")
    fetched_at: AwareDatetime = Field(description="When the answer was complete, UTC.")
    fetch_ms: float = Field(0, ge=0, description="From first connection to last byte, ms.")
    rights: Rights = Field(
        Rights(), description="What headers, meta tags, robots.txt and tdmrep.json say."
    )
    body: bytes = Field(
        b"", exclude=True, description="Bytes after content decoding, at most 10 MB."
    )

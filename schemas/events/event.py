"""What every event has, and the words that several share."""

from functools import cache
from typing import Annotated, ClassVar

from pydantic import BaseModel, ConfigDict

from schemas.open_words import OPEN
from schemas.url import Variant as KnownVariant


class Event(BaseModel):
    """Base of every event's payload."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    type: ClassVar[str]
    """CloudEvents `type`: the name of the topic."""


@cache
def has_body(event: type[Event]) -> bool:
    """Tell whether the event's value on the topic is raw bytes instead of JSON."""
    return "body" in event.model_fields


Variant = Annotated[KnownVariant, OPEN]
"""Edition of a page, by the look of its URL."""

"""The passport: what belongs to the submission rather than to a page or an article.

Intake issues it, every stage stamps it, and it travels in one header (`newsreel_passport`) so that
the value of a message stays a plain page or article.
"""

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, field_validator

from schemas.identity import outcome_id
from schemas.trace.context import TraceParent, made_parent, read_traceparent, read_tracestate


class Hints(BaseModel):
    """What the submitter already knows: fallback where the page is silent, and cross-check."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    title: str | None = Field(None, max_length=1000, description="Headline.")
    published_at: AwareDatetime | None = Field(
        None,
        description="Publication instant, ISO 8601 or as feeds write it (RFC 5322); without an"
        " offset it is UTC, and what is no date, or before 1990, is left out.",
    )
    section: str | None = Field(None, max_length=200, description="Section or rubric.")
    authors: tuple[str, ...] = Field(
        (), max_length=100, description="Author names, one person each."
    )
    source: str | None = Field(None, max_length=200, description="Name of the publication.")
    language: str | None = Field(None, max_length=35, description="BCP 47 language tag.")

    @field_validator("published_at", mode="before")
    @classmethod
    def _read_date(cls, value: object) -> object:
        return _instant(value) if isinstance(value, str) else value

    @field_validator("authors", mode="before")
    @classmethod
    def _read_authors(cls, value: object) -> object:
        return () if value is None else value


NO_HINTS = Hints()


EARLIEST = datetime(1990, 1, 1, tzinfo=UTC)
"""Before it no date of a page is believed either: mostly it is a clock's zero, 1970 or year 1."""


def _instant(text: str) -> datetime | None:
    """Read ISO 8601 or RFC 5322, UTC where no offset is stated; None where it is neither.

    None, too, for what lies before `EARLIEST`, or so late that it has no form in UTC.
    """
    for read in (datetime.fromisoformat, parsedate_to_datetime):
        try:
            at = read(text.strip())
            at = at if at.tzinfo else at.replace(tzinfo=UTC)
            return at if at.astimezone(UTC) >= EARLIEST else None
        except (ValueError, TypeError, IndexError, OverflowError):
            continue
    return None


class Stamp(BaseModel):
    """One stage's mark in the passport."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    stage: str = Field(description="Stage that handled the event.")
    at: AwareDatetime = Field(description="When the stage was done with it, UTC.")
    duration_ms: float = Field(0, ge=0, description="Work in the stage, milliseconds.")
    note: str | None = Field(
        None, description="What held it up, for people (e.g. `politeness 1.0 s`)."
    )

    @classmethod
    def of(
        cls, stage: str, at: datetime, duration_ms: float = 0, note: str | None = None
    ) -> "Stamp":
        """Make a stamp; no more than microseconds matter."""
        return cls(stage=stage, at=at, duration_ms=round(duration_ms, 3), note=note)


class Passport(BaseModel):
    """The submission behind an event, and its way so far."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    submission_id: str = Field(description="The submitter's id, or one made from the offset.")
    submitted_url: str = Field(description="The URL as it was submitted.")
    submitted_at: AwareDatetime = Field(description="Kafka timestamp of the submission, UTC.")
    hints: Hints = Field(NO_HINTS, description="What the submitter already knows.")
    attrs: dict[str, Any] = Field(
        default_factory=dict, description="The submitter's own data, returned untouched."
    )
    force: bool = Field(False, description="Go round the duplicate window and conditional fetch.")
    expires_at: AwareDatetime | None = Field(None, description="Not fetched after this instant.")
    attempts: int = Field(0, ge=0, description="Fetches tried so far.")
    supersedes: str | None = Field(
        None, description="Id of the earlier answer to this submission that the next one replaces."
    )
    journey: list[Stamp] = Field(default_factory=list, description="One stamp per stage, in order.")
    in_backlog: bool = Field(
        False,
        description="Whether more events stood behind it in the last stage that had a queue.",
    )
    traceparent: str | None = Field(
        None, description="W3C Trace Context: the trace, and the span that the event comes from."
    )
    tracestate: str | None = Field(None, description="W3C `tracestate`, as the client sent it.")

    @field_validator("traceparent", mode="before")
    @classmethod
    def _ignore_malformed_parent(cls, value: object) -> object:
        return value if isinstance(value, str) and read_traceparent(value) else None

    @field_validator("tracestate", mode="before")
    @classmethod
    def _ignore_malformed_state(cls, value: object) -> object:
        return read_tracestate(value) if isinstance(value, str) else None

    @property
    def answer_id(self) -> str:
        """The id of the one answer that the submission gets, or gets after a retry."""
        return outcome_id(self.submission_id, self.supersedes)

    @property
    def trace_parent(self) -> TraceParent:
        """The trace and span that the event comes from; made from the id where none is stated."""
        return read_traceparent(self.traceparent) or made_parent(self.submission_id)

    def stamped(
        self, stage: str, at: datetime, duration_ms: float = 0, note: str | None = None
    ) -> "Passport":
        """Return a copy with one more stamp."""
        return self.with_stamp(Stamp.of(stage, at, duration_ms, note))

    def with_stamp(self, stamp: Stamp, in_backlog: bool | None = None) -> "Passport":
        """Return a copy with a stamp that many share; `in_backlog` None: as it was."""
        update: dict[str, Any] = {"journey": [*self.journey, stamp]}
        if in_backlog is not None:
            update["in_backlog"] = in_backlog
        return self.model_copy(update=update)

"""A command of an operator on `control.v1`: what is to hold from now on, by whom and why."""

import re
from typing import Literal, Self

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, ValidationError, model_validator

from schemas.pipeline import PIPELINE
from schemas.url import BadUrl, host_of_name

Action = Literal["pause", "resume", "block", "unblock", "pace", "cancel"]

ABOUT: dict[Action, str] = {
    "pause": "stage",
    "resume": "stage",
    "block": "host",
    "unblock": "host",
    "pace": "pace",
    "cancel": "submission",
}
"""Action → what it is about; the latest command about the same thing is the one in force."""

STAGES = tuple(step.stage for step in PIPELINE)
VALUE_MAX_BYTES = 16_384
WHY_MAX_CHARACTERS = 500
DAY_SECONDS = 86_400.0


CANCEL = b"submission:"
"""How the keys of withdrawals begin."""
_ID = re.compile(r"[\x21-\x7e]{1,200}")
"""Of a submission, a client's or one that was made."""


class BadControl(ValueError):
    """The message is not a command; the text says what is wrong."""


class Control(BaseModel):
    """What an operator may put on `control.v1`. Unknown fields are refused, by name."""

    model_config = ConfigDict(extra="forbid", frozen=True, allow_inf_nan=False)

    action: Action = Field(description="What is to hold from now on.")
    target: str = Field(
        min_length=1, max_length=300, description="A stage, a host, or a submission id."
    )
    delay_seconds: float | None = Field(
        None, ge=0, le=DAY_SECONDS, description="With `pace`: least time between requests."
    )
    concurrency: int | None = Field(
        None, ge=1, le=100, description="With `pace`: requests at once."
    )
    url: str | None = Field(
        None, max_length=8192, description="With `cancel`: the URL as submitted, to find it by."
    )
    by: str = Field(min_length=1, max_length=200, description="Who.")
    why: str = Field(
        min_length=1, max_length=WHY_MAX_CHARACTERS, description="One line for people."
    )
    at: AwareDatetime = Field(description="When, UTC.")

    @model_validator(mode="after")
    def _fits_together(self) -> Self:
        about = ABOUT[self.action]
        if about == "stage" and self.target not in STAGES:
            raise ValueError(f"there is no stage {self.target!r}; there are: {', '.join(STAGES)}")
        if about in ("host", "pace") and _host(self.target) != self.target:
            raise ValueError(f"{self.target!r} is not a host name in lower case")
        if about == "submission" and not _ID.fullmatch(self.target):
            raise ValueError(f"{self.target!r} is not the id of a submission")
        paced = self.delay_seconds is not None or self.concurrency is not None
        if paced and self.action != "pace":
            raise ValueError(f"delay_seconds and concurrency are for `pace`, not `{self.action}`")
        return self

    @property
    def key(self) -> str:
        """The message's key: what the command is about."""
        return f"{ABOUT[self.action]}:{self.target}"

    @property
    def value(self) -> bytes:
        """The message's value."""
        return self.model_dump_json(exclude_none=True).encode()


def read_control(key: bytes | None, value: bytes | None) -> Control:
    """Read a command, or raise `BadControl`; under another key it could never be taken back."""
    if value is None or len(value) > VALUE_MAX_BYTES:
        raise BadControl(f"the message has no value, or more than {VALUE_MAX_BYTES} bytes")
    try:
        control = Control.model_validate_json(value)
    except ValidationError as error:
        raise BadControl(problem_of(error)) from None
    if key != control.key.encode():
        raise BadControl(f"the key is not {control.key!r}")
    return control


def ended_withdrawal(key: bytes | None, value: bytes | None) -> str | None:
    """Return the key of a withdrawal that a message says is over: its answer has come."""
    if value is None and key is not None and key.startswith(CANCEL):
        return key.decode("utf-8", "replace")
    return None


def problem_of(error: ValidationError) -> str:
    """Return the first error in one line."""
    first = error.errors(include_url=False)[0]
    field = ".".join(str(part) for part in first["loc"])
    return f"{field}: {first['msg']}" if field else first["msg"].removeprefix("Value error, ")


def _host(text: str) -> str | None:
    try:
        return host_of_name(text)
    except BadUrl:
        return None

"""What a publisher says about the use of a page."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from schemas.open_words import OPEN

Purpose = Literal["search", "ai-input", "ai-train", "archive"]
"""What a page is read for: to be found, as input of a model, to train one, to be kept and shown."""

StatementName = Literal[
    "robots",
    "tdm-reservation",
    "content-signal",
    "content-usage",
    "license",
    "llm-policy",
]
StatementSource = Literal["robots.txt", "tdmrep.json", "header", "meta", "link"]


class RightsStatement(BaseModel):
    """One thing that the publisher says, and where."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    name: Annotated[StatementName, OPEN] = Field(
        description="`robots`: X-Robots-Tag or meta robots; the others as they call themselves."
    )
    value: str = Field(
        description="As stated, at most 300 characters; a licence's URL is absolute."
    )
    source: Annotated[StatementSource, OPEN] = Field(description="Where it stood.")
    draft: bool = Field(
        False, description="Whether the form is an IETF draft still, whose meaning may change."
    )
    reserves: tuple[Annotated[Purpose, OPEN], ...] = Field(
        (),
        description="Purposes that it forbids; none where a place nearer to the page overrules it.",
    )
    grants: tuple[Annotated[Purpose, OPEN], ...] = Field(
        (), description="Purposes that it allows in so many words."
    )


class Rights(BaseModel):
    """What the publisher says about use of the page by machines."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    robots: Annotated[Literal["allowed", "denied", "unreachable", "unchecked"], OPEN] = Field(
        "unchecked", description="What robots.txt says to our user agent."
    )
    noindex: bool = Field(False, description="`noindex` in X-Robots-Tag or meta robots.")
    noarchive: bool = Field(False, description="`noarchive` in X-Robots-Tag or meta robots.")
    noai: bool = Field(False, description="`noai` or `noimageai` in X-Robots-Tag or meta robots.")
    tdm_reserved: bool | None = Field(
        None, description="TDMRep: true reserved, false granted, null not stated."
    )
    tdm_policy: str | None = Field(None, description="URL of the TDMRep policy, where stated.")
    free: bool | None = Field(
        None, description="schema.org `isAccessibleForFree`, null where not stated."
    )
    license_url: str | None = Field(
        None, description="URL of the licence: of the page, else of its headers, else robots.txt."
    )
    statements: tuple[RightsStatement, ...] = Field(
        (), description="Each statement with its value and where it stood, at most 20."
    )

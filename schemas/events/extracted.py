"""`articles.extracted.v1`."""

from typing import Annotated, ClassVar, Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from schemas.events.event import Event, Variant
from schemas.events.rights import Rights
from schemas.open_words import OPEN


class Person(BaseModel):
    """Somebody credited on the page."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    name: str = Field(description="Name alone: no `By`, no role, no site name.")
    role: str | None = Field(None, description="Role as the page states it, if it does.")
    url: str | None = Field(None, description="The person's page or profile.")


class StatedTitle(BaseModel):
    """A title of the page, freed of the site's name, and where it stands."""

    model_config = ConfigDict(frozen=True)

    text: str = Field(description="The title.")
    source: Annotated[Literal["h1", "og", "json-ld", "head", "meta"], OPEN] = Field(
        description="`h1`: as the page shows it; `head`: `<title>`; `meta`: for Twitter."
    )


BlockKind = Literal["heading", "paragraph", "quote", "list", "code", "table", "image"]


class Block(BaseModel):
    """A piece of the body, in reading order."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    kind: Annotated[BlockKind, OPEN] = Field(description="What the piece is.")
    text: str = Field(
        "",
        description="Its text; of a list, one item a line; of a table, one row a line, its cells "
        "parted by ` | ` (a cell's own is `\\|`); of an image, none.",
    )
    marks: list[str] | None = Field(
        None,
        description="What stands before each line of a list with numbers, levels or items of "
        "several lines: two blanks a level, then `-`, the number (`3.`), or nothing in an item.",
    )
    level: int | None = Field(None, ge=1, le=6, description="Level of a heading, 1 to 6.")
    url: str | None = Field(None, description="Address of an image.")
    caption: str | None = Field(None, description="Caption of an image.")
    credit: str | None = Field(None, description="Photographer or agency of an image.")


class PageFacts(BaseModel):
    """Figures that the page states about itself."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    views: int | None = Field(None, ge=0, description="View count, where stated.")
    comments: int | None = Field(None, ge=0, description="Comment count, where stated.")
    article_code: str | None = Field(None, description="The site's own code of the article.")


MentionKind = Literal["person", "organisation"]


class Mention(BaseModel):
    """Someone or something that the page's own markup says the article is about or mentions."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    name: str = Field(description="As stated.")
    kind: Annotated[MentionKind, OPEN] = Field(description="By its schema.org type.")
    same_as: tuple[str, ...] = Field(
        (), description="Pages that say which one it is, as stated, at most 5."
    )


Calendar = Literal["gregorian", "jalali", "hijri", "buddhist", "ethiopian", "bikram_sambat"]
HintedField = Literal["title", "published_at", "section", "authors", "source", "language"]


class ArticleExtracted(Event):
    """An article was found on the page. Absent is null, never a guess."""

    type: ClassVar[str] = "articles.extracted.v1"

    article_id: str = Field(
        description="Hash of `canonical_url`, whatever its spelling; 32 hex digits; stable."
    )
    url: str = Field(description="The URL that answered the fetch.")
    variant: Variant | None = Field(
        None,
        description="Edition that was read, by the look of `url`: AMP or mobile; null: neither.",
    )
    canonical_url: str = Field(description="Checked rel=canonical, else `url`; normalised.")
    site: str = Field(description="Registrable domain, or the host.")
    host: str = Field(description="Host of `canonical_url`.")
    title: str | None = Field(
        None, description="Headline as its readers see it, without the site's name."
    )
    titles: list[StatedTitle] = Field(
        default_factory=list,
        description="Every title that the page states: also those for sharing and search engines.",
    )
    subtitle: str | None = Field(None, description="Lead or standfirst, where set apart.")
    description: str | None = Field(None, description="The publisher's own description.")
    text: str = Field(description="Body, one paragraph per line, NFC.")
    blocks: list[Block] = Field(default_factory=list, description="Body as structured blocks.")
    authors: list[Person] = Field(default_factory=list, description="People, in page order.")
    publisher: str | None = Field(None, description="Publishing organisation.")
    site_name: str | None = Field(None, description="Name of the site, as it calls itself.")
    published_at: AwareDatetime | None = Field(
        None, description="Publication instant with the page's own offset."
    )
    published_precision: Annotated[Literal["second", "minute", "day"], OPEN] | None = Field(
        None, description="How exactly the page states it; a day's time of day is 00:00."
    )
    published_calendar: Annotated[Calendar, OPEN] | None = Field(
        None, description="Calendar that `published_at` was read from."
    )
    modified_at: AwareDatetime | None = Field(None, description="Last change, where stated.")
    section: str | None = Field(None, description="Section or rubric.")
    tags: list[str] = Field(default_factory=list, description="The article's own tags.")
    mentions: list[Mention] = Field(
        default_factory=list,
        description="People and organisations of JSON-LD's `about` and `mentions`, at most 30.",
    )
    image: str | None = Field(None, description="Main image, absolute URL.")
    declared_language: str | None = Field(
        None, description="BCP 47 tag the page declares; where it is silent, the hint."
    )
    paywalled: bool | None = Field(None, description="True or false where the page says so.")
    ai_disclosure: str | None = Field(
        None,
        description="schema.org `digitalSourceType` of the article, as stated, e.g. a term of IPTC;"
        " null says nothing: nobody has to state it.",
    )
    page_facts: PageFacts = Field(
        PageFacts(), description="Figures that the page states about itself."
    )
    rights: Rights = Field(Rights(), description="As fetched, with `free` of the JSON-LD.")
    confidence: float = Field(
        ge=0,
        le=1,
        description="Probability, by a model, that the body is good: an F1 of .9 or more over"
        " 4-word shingles.",
    )
    link_density: float | None = Field(
        None,
        ge=0,
        le=1,
        description="Share of the body's characters in links; null: it stood in no elements.",
    )
    boilerplate_lines_dropped: int = Field(
        0, ge=0, description="Lines removed because they recur on the site's other pages."
    )
    sources: dict[str, str] = Field(
        default_factory=dict,
        description="For each field, where it came from: json-ld, og, meta, text, hint, …",
    )
    hint_conflicts: list[Annotated[HintedField, OPEN]] = Field(
        default_factory=list,
        description="Hints that contradict the page; the page's own value was taken.",
    )
    extractor_version: str = Field(description="Version of the extraction rules.")
    fetched_at: AwareDatetime = Field(description="When the page was fetched, UTC.")

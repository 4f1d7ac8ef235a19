"""The events, from top to bottom one article's life.

Each is a past-tense fact and immutable. Unknown fields are ignored and unknown words of
enumerations are kept, so that a newer stage can talk to an older one. Instants are ISO 8601 with an
offset; URLs are absolute and normalised.
"""

from functools import cache
from typing import Annotated, Any, ClassVar, Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from schemas.open_words import OPEN
from schemas.outcomes import OpenOutcomeKind, OpenReason
from schemas.passport import Stamp
from schemas.url import Variant as KnownVariant

Variant = Annotated[KnownVariant, OPEN]


class Event(BaseModel):
    """Base of every event's payload."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    type: ClassVar[str]
    """CloudEvents `type`: the name of the topic."""


@cache
def has_body(event: type[Event]) -> bool:
    """Tell whether the event's value on the topic is raw bytes instead of JSON."""
    return "body" in event.model_fields


# ---------------------------------------------------------------- urls.accepted.v1


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


# ---------------------------------------------------------------- pages.fetched.v1


class Redirect(BaseModel):
    """One hop of a redirect chain."""

    model_config = ConfigDict(frozen=True)

    status: int = Field(description="HTTP status of the hop.")
    url: str = Field(description="URL that answered with the redirect.")


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


# ---------------------------------------------------------------- articles.extracted.v1


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
    text: str = Field("", description="Its text; of a list, one item a line; of an image, none.")
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


Calendar = Literal["gregorian", "jalali", "hijri", "buddhist"]
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
        description="Probability, by a model, that the body is good: an F1 of .95 or more over"
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


# ---------------------------------------------------------------- articles.enriched.v1


class Keyword(BaseModel):
    """A word or phrase that the text is about."""

    model_config = ConfigDict(frozen=True)

    text: str = Field(description="In the form to show: names as written, else the lower form.")
    score: float = Field(ge=0, description="Weight against the best of the article, which has 1.")


class NamedPlace(BaseModel):
    """A place that the text names. Ids and coordinates are of GeoNames (CC-BY 4.0)."""

    model_config = ConfigDict(frozen=True)

    name: str = Field(description="As it stands first in the text.")
    kind: Annotated[Literal["country", "region", "city"], OPEN] = Field(
        description="region: a state of the USA; no others are known."
    )
    country: str = Field(description="ISO 3166-1, two letters.")
    geonames_id: int = Field(description="Its id on geonames.org.")
    latitude: float | None = Field(None, description="Degrees north; of a country, of its people.")
    longitude: float | None = Field(None, description="Degrees east; of a country, of its people.")
    count: int = Field(ge=1, description="How often it is named near the top of the text.")
    main: bool = Field(description="Whether the article is most about it; one of them is.")


EntitySource = Literal["json-ld", "tags", "heuristic", "en_core_web_sm", "slovnet_ner_news_v1"]


class NamedEntity(BaseModel):
    """Someone or something that the text names."""

    model_config = ConfigDict(frozen=True)

    name: str = Field(description="The full name, as it stands in the text, without a title.")
    count: int = Field(ge=1, description="How often it is named near the top, short forms too.")
    source: Annotated[EntitySource, OPEN] = Field(
        description="json-ld: the page's markup says so; tags: its own tags have the name;"
        " heuristic: by rule, and may be wrong; else the model that found it, and may be wrong."
    )
    same_as: tuple[str, ...] = Field(
        (), description="Pages that say which one it is, where the page's markup names them."
    )


class Quote(BaseModel):
    """What the article has somebody say."""

    model_config = ConfigDict(frozen=True)

    text: str = Field(description="What stands between the quotation marks.")
    speaker: str | None = Field(
        None,
        description="Who says it, by rule, as the text has it; null: it does not stand beside.",
    )


class Embedding(BaseModel):
    """What title and lead are about, as a vector: near ones are about the same."""

    model_config = ConfigDict(frozen=True)

    model: Annotated[Literal["multilingual-e5-small"], OPEN] = Field(
        description="Vectors of other models cannot be compared with it."
    )
    vector: list[float] = Field(
        description="384 numbers of length 1 together, to four decimals, of the text behind"
        " `query: `: the dot product of two is their cosine."
    )


class Topic(BaseModel):
    """A topic of the top level of IPTC's Media Topics (CC-BY 4.0)."""

    model_config = ConfigDict(frozen=True)

    id: str = Field(description="`medtop:` and the topic's number.")
    name: str = Field(description="IPTC's own name of it, in English.")


class Quality(BaseModel):
    """Raw numbers of the text; what is good differs by language. Null: nothing to share."""

    model_config = ConfigDict(frozen=True)

    stop_word_share: float | None = Field(
        None,
        ge=0,
        le=1,
        description="Words that carry no subject; null where words are not parted.",
    )
    symbol_share: float | None = Field(
        None, ge=0, le=1, description="Symbols and emoji to words, at most 1."
    )
    duplicate_line_share: float | None = Field(
        None, ge=0, le=1, description="Characters in lines that stood before."
    )
    list_share: float | None = Field(None, ge=0, le=1, description="Characters in lists.")
    link_density: float | None = Field(
        None, ge=0, le=1, description="Characters in links, as extraction counted them."
    )


FlagName = Literal["liveblog", "gallery", "transcript", "press_release", "sponsored", "opinion"]


class Flag(BaseModel):
    """A kind of article that is not plain news."""

    model_config = ConfigDict(frozen=True)

    name: Annotated[FlagName, OPEN] = Field(description="What it is.")
    source: Annotated[Literal["url", "section", "title", "text", "blocks"], OPEN] = Field(
        description="What says so: the site's own words, or the form of its text."
    )


class ParagraphLanguage(BaseModel):
    """A paragraph in another language than the article."""

    model_config = ConfigDict(frozen=True)

    paragraph: int = Field(ge=0, description="Number of the line of `text`, from 0.")
    language: str = Field(description="ISO 639-1.")


class ArticleEnriched(ArticleExtracted):
    """The article, and what its text says about itself."""

    type: ClassVar[str] = "articles.enriched.v1"

    language: str | None = Field(None, description="ISO 639-1 code detected on the body.")
    language_confidence: float | None = Field(
        None, ge=0, le=1, description="Detector's own score, 0 to 1."
    )
    script: str | None = Field(None, description="Script of most letters, ISO 15924: Latn, Arab, …")
    other_languages: list[ParagraphLanguage] = Field(
        default_factory=list, description="Paragraphs that are for certain in another language."
    )
    summary: str | None = Field(None, description="Two or three sentences.")
    summary_source: Annotated[Literal["publisher", "lead"], OPEN] | None = Field(
        None, description="Whose words the summary is."
    )
    highlights: list[str] = Field(
        default_factory=list,
        description="At most three sentences after the lead that say most; none of a short text.",
    )
    keywords: list[Keyword] = Field(default_factory=list, description="Best first, at most 10.")
    places: list[NamedPlace] = Field(
        default_factory=list, description="Countries and larger cities, the main one first."
    )
    people: list[NamedEntity] = Field(
        default_factory=list,
        description="Most often named first; by rule only of languages with capitals.",
    )
    organisations: list[NamedEntity] = Field(
        default_factory=list,
        description="Most often named first; by rule only of languages with capitals.",
    )
    quotes: list[Quote] = Field(
        default_factory=list, description="In reading order, at most 20, of the first pages."
    )
    embedding: Embedding | None = Field(
        None, description="Vector of title and lead; null where the model `embed` is not asked for."
    )
    topic: Topic | None = Field(
        None, description="By the vector alone; null: none is clear, or there is no vector."
    )
    quality: Quality = Field(Quality(), description="Numbers to judge the text by.")
    flags: list[Flag] = Field(
        default_factory=list, description="What it is besides news, each with its source."
    )
    word_count: int = Field(0, ge=0, description="Words of the body; for CJK, characters.")
    reading_seconds: int = Field(
        0, ge=0, description="At 230 words, or 450 CJK characters, a minute; seconds."
    )
    lix: int | None = Field(
        None,
        ge=0,
        description="Readability, 25 easy to 55 hard; null where the language has no such measure.",
    )
    enrich_errors: dict[str, str] = Field(
        default_factory=dict,
        description="For each enricher that failed, why; its fields are empty.",
    )
    enricher_version: str = Field(description="Version of the enrichment rules.")


# ---------------------------------------------------------------- articles.published.v1


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


# ---------------------------------------------------------------- articles.retracted.v1


class ArticleRetracted(Event):
    """An article is no longer there, or was taken down.

    On `articles.published.v1` its key has no value from now on.

    If it comes back, it is published as its next revision.
    """

    type: ClassVar[str] = "articles.retracted.v1"

    article_id: str = Field(description="The article.")
    canonical_url: str = Field(description="Its canonical URL.")
    revision: int = Field(ge=1, description="Its last revision.")
    first_seen_at: AwareDatetime = Field(description="When revision 1 was decided, UTC.")
    reason: OpenReason = Field(description="Why it is no longer there.")
    detail: str | None = Field(
        None, description="One line for people: `http_410`, or by whom and why."
    )
    submission_id: str = Field(
        description="The submission that found it gone, or one made for the takedown."
    )
    retracted_at: AwareDatetime = Field(description="When that was, UTC.")


# ---------------------------------------------------------------- stories.merged.v1


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


# ---------------------------------------------------------------- urls.outcomes.v1


WatchedField = Literal[
    "title", "authors", "published_at", "section", "tags", "image", "description"
]


class ArticleSigns(BaseModel):
    """What shows whether a site's pages are still read well."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    site: str = Field(description="Registrable domain of the article, or its host.")
    confidence: float = Field(ge=0, le=1, description="As in the article.")
    fields: tuple[Annotated[WatchedField, OPEN], ...] = Field(
        (), description="Which of some fields the article has."
    )


class Outcome(Event):
    """The one final answer to a submission."""

    type: ClassVar[str] = "urls.outcomes.v1"

    submission_id: str = Field(description="The submission that this answers; the topic's key.")
    url: str = Field(description="The URL as submitted; empty where none could be read.")
    outcome: OpenOutcomeKind = Field(description="How it ended.")
    reason: OpenReason = Field(description="Why.")
    detail: str | None = Field(None, description="One line for people: what exactly was wrong.")
    stage: str = Field(description="Stage in which the URL's way ended.")
    article_id: str | None = Field(None, description="The article, where there is one.")
    revision: int | None = Field(None, ge=1, description="Its revision, where published.")
    attempts: int = Field(0, ge=0, description="Fetches tried.")
    journey: list[Stamp] = Field(default_factory=list, description="Time at each stage.")
    attrs: dict[str, Any] = Field(
        default_factory=dict, description="The submitter's own data, untouched."
    )
    submitted_at: AwareDatetime = Field(description="Kafka timestamp of the submission, UTC.")
    decided_at: AwareDatetime = Field(description="When the answer was decided, UTC.")
    supersedes: str | None = Field(
        None,
        description="Id of the earlier answer to this submission that it replaces: one that was"
        " `dead_lettered` or `expired_in_kafka`, or any, where the id was sent again after its 29"
        " days.",
    )
    signs: ArticleSigns | None = Field(
        None, description="Of the article that was published; null: none was."
    )


# ---------------------------------------------------------------- sites.health.v1


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

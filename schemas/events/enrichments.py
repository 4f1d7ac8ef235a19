"""What enrichment finds in a text, piece by piece."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from schemas.open_words import OPEN


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

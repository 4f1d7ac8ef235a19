"""`articles.enriched.v1`."""

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from schemas.events.enrichments import (
    Embedding,
    Flag,
    Keyword,
    NamedEntity,
    NamedPlace,
    ParagraphLanguage,
    Quality,
    Quote,
    Topic,
)
from schemas.events.extracted import ArticleExtracted
from schemas.open_words import OPEN


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

"""The events: a module for each topic; from `accepted` on they are one article's life.

Each is a past-tense fact and immutable. Unknown fields are ignored and unknown words of
enumerations are kept, so that a newer stage can talk to an older one. Instants are ISO 8601 with an
offset; URLs are absolute and normalised.
"""

from schemas.events.accepted import UrlAccepted
from schemas.events.enriched import ArticleEnriched
from schemas.events.enrichments import (
    Embedding,
    EntitySource,
    Flag,
    FlagName,
    Keyword,
    NamedEntity,
    NamedPlace,
    ParagraphLanguage,
    Quality,
    Quote,
    Topic,
)
from schemas.events.event import Event, Variant, has_body
from schemas.events.extracted import (
    ArticleExtracted,
    Block,
    BlockKind,
    Calendar,
    HintedField,
    Mention,
    MentionKind,
    PageFacts,
    Person,
    StatedTitle,
)
from schemas.events.fetched import PageFetched, Redirect
from schemas.events.merged import StoriesMerged
from schemas.events.outcome import ArticleSigns, Outcome, WatchedField
from schemas.events.published import ArticlePublished, Change, ChangeKind, DuplicateOf
from schemas.events.retracted import ArticleRetracted
from schemas.events.rights import Purpose, Rights, RightsStatement, StatementName, StatementSource
from schemas.events.site_health import SiteHealth, SiteState, SiteStateName

__all__ = [
    "ArticleEnriched",
    "ArticleExtracted",
    "ArticlePublished",
    "ArticleRetracted",
    "ArticleSigns",
    "Block",
    "BlockKind",
    "Calendar",
    "Change",
    "ChangeKind",
    "DuplicateOf",
    "Embedding",
    "EntitySource",
    "Event",
    "Flag",
    "FlagName",
    "HintedField",
    "Keyword",
    "Mention",
    "MentionKind",
    "NamedEntity",
    "NamedPlace",
    "Outcome",
    "PageFacts",
    "PageFetched",
    "ParagraphLanguage",
    "Person",
    "Purpose",
    "Quality",
    "Quote",
    "Redirect",
    "Rights",
    "RightsStatement",
    "SiteHealth",
    "SiteState",
    "SiteStateName",
    "StatedTitle",
    "StatementName",
    "StatementSource",
    "StoriesMerged",
    "Topic",
    "UrlAccepted",
    "Variant",
    "WatchedField",
    "has_body",
]

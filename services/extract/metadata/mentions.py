"""People and organisations that the page's JSON-LD says its article is about or mentions."""

from itertools import product

from schemas.events import Mention, MentionKind
from schemas.url import BadUrl, parse_url
from services.extract.markup.jsonld import Node, resolve, types
from services.extract.markup.normalise import plain_text

MENTIONS_MAX = 30
_SAME_AS_MAX = 5
_NAME_MAX_CHARS = 100
_URL_MAX_CHARS = 300

_ORGANISATIONS = frozenset({
    "organization", "corporation", "newsmediaorganization", "governmentorganization", "ngo",
    "politicalparty", "sportsteam", "sportsorganization", "educationalorganization",
    "collegeoruniversity", "researchorganization", "musicgroup", "performinggroup", "airline",
})  # fmt: skip


def read_mentions(articles: list[Node], nodes: list[Node]) -> list[Mention]:
    """Return those that have a name and a type, each once, in page order.

    `nodes` are the page's, for references by `@id`.
    """
    found: dict[str, Mention] = {}
    stated = (article.get(name) for article, name in product(articles, ("about", "mentions")))
    entities = (each for value in stated for each in resolve(value, nodes))
    for entity in (each for each in entities if isinstance(each, dict)):
        kind, name = _kind(entity), entity.get("name")
        name = plain_text(name) if isinstance(name, str) else ""
        if kind and name and len(name) <= _NAME_MAX_CHARS:
            mention = Mention(name=name, kind=kind, same_as=_addresses(entity.get("sameAs")))
            found.setdefault(name, mention)
    return list(found.values())[:MENTIONS_MAX]


def _kind(entity: Node) -> MentionKind | None:
    kinds = types(entity)
    if "person" in kinds:
        return "person"
    return "organisation" if not _ORGANISATIONS.isdisjoint(kinds) else None


def _addresses(stated: object) -> tuple[str, ...]:
    """Keep what are web addresses; they are published, never fetched."""
    found: dict[str, None] = {}
    for each in resolve(stated, [])[:_SAME_AS_MAX]:
        text = each.get("@id") if isinstance(each, dict) else each
        try:
            href = parse_url(text).href if isinstance(text, str) else ""
        except BadUrl:
            continue
        if href and len(href) <= _URL_MAX_CHARS:
            found[href] = None
    return tuple(found)

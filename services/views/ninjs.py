"""The article as IPTC's ninjs 3.1, the JSON that news agencies exchange.

Source of names and forms: https://www.iptc.org/std/ninjs/ninjs-schema_3.1.json.
"""

from collections.abc import Iterator
from typing import Any

from pydantic_core import to_json

from schemas.events import ArticleEnriched, ArticleExtracted, ArticlePublished, NamedPlace
from services.views.facts import (
    article_urn,
    byline,
    geonames_url,
    instant,
    is_uri,
    language_of,
    site_of,
    topic_uri,
    without_blanks,
)
from services.views.markdown import body

STANDARD = {
    "name": "ninjs",
    "version": "3.1",
    "schema": "http://www.iptc.org/std/ninjs/ninjs-schema_3.1.json#",
}
Json = dict[str, Any]


def ninjs(article: ArticleExtracted) -> str:
    """Return one ninjs object in one line; what is not known is left out."""
    return to_json(ninjs_object(article)).decode()


def ninjs_object(article: ArticleExtracted) -> Json:
    """Return the object."""
    found: Json = {
        "uri": article_urn(article.article_id),
        "type": "text",
        "representationType": "full",
        "pubStatus": "usable",
        "standard": STANDARD,
        "altIds": [{"role": "canonical_url", "value": article.canonical_url}],
        "title": article.title,
        "headlines": [_plain("main", article.title), _plain("sub", article.subtitle)],
        "by": byline(article) or None,
        "language": language_of(article),
        "contentCreated": instant(article.published_at) if article.published_at else None,
        "bodies": _bodies(article),
        "infoSources": [
            {"name": article.publisher, "role": "publisher"},
            {"name": site_of(article), "role": "site", "literal": article.site},
        ],
        "associations": [*_pictures(article)],
        "subjects": [{"name": tag, "rel": "tag"} for tag in article.tags],
        "rightsInfo": _rights(article),
    }
    if isinstance(article, ArticleEnriched):
        _add_enriched(found, article)
    if isinstance(article, ArticlePublished):
        found["version"] = str(article.revision)
        found["firstCreated"] = instant(article.first_seen_at)
        found["versionCreated"] = instant(article.revised_at)
    known: Json = without_blanks(found)
    return known


def _plain(role: str, text: str | None) -> Json:
    return {"role": role, "contentType": "text/plain", "value": text}


def _bodies(article: ArticleExtracted) -> list[Json]:
    words = article.word_count if isinstance(article, ArticleEnriched) else 0
    plain = _plain("main", article.text)
    plain |= {"charCount": len(article.text), "wordCount": words or None}
    return [plain, {"role": "richtext", "contentType": "text/markdown", "value": body(article)}]


def _pictures(article: ArticleExtracted) -> Iterator[Json]:
    """Yield the main image, then those of the body."""
    shown = {block.url: block for block in article.blocks if block.kind == "image" and block.url}
    for number, url in enumerate(dict.fromkeys(filter(is_uri, [article.image, *shown])), 1):
        block = shown.get(url)
        caption, credit = (block.caption, block.credit) if block else (None, None)
        yield {
            "name": f"picture-{number}",
            "rel": "main" if url == article.image else "body",
            "uri": url,
            "type": "picture",
            "renditions": [{"name": "original", "href": url}],
            "descriptions": [{"role": "caption", "value": caption}],
            "by": credit,
        }


def _rights(article: ArticleExtracted) -> Json | None:
    policy = article.rights.tdm_policy or article.rights.license_url
    return {"linkedRights": policy} if is_uri(policy) else None


def _add_enriched(found: Json, article: ArticleEnriched) -> None:
    for kind, names in (("people", article.people), ("organisations", article.organisations)):
        found[kind] = [{"name": each.name, "rel": "mentions"} for each in names]
    found["places"] = [_place(place) for place in article.places]
    found["subjects"] += [
        {"name": each.text, "rel": "keyword", "relevance": min(round(each.score * 100), 100)}
        for each in article.keywords
    ]
    if article.topic:
        topic = {"name": article.topic.name, "rel": "topic", "uri": topic_uri(article.topic)}
        found["subjects"].append(topic)
    found["genres"] = [{"name": flag.name} for flag in article.flags]
    found["descriptions"] = [_plain("summary", article.summary)]


def _place(place: NamedPlace) -> Json:
    found: Json = {
        "name": place.name,
        "rel": "about" if place.main else "mentions",
        "uri": geonames_url(place),
    }
    if place.longitude is not None and place.latitude is not None:
        found["geoJSON"] = {"type": "Point", "coordinates": [place.longitude, place.latitude]}
    return found

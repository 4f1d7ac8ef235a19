"""The article as schema.org's NewsArticle in JSON-LD, what search engines read."""

from typing import Any

from pydantic_core import to_json

from schemas.events import ArticleEnriched, ArticleExtracted, ArticlePublished, Person, Topic
from services.views.facts import (
    MEDIA_TOPICS,
    article_urn,
    geonames_url,
    instant,
    is_uri,
    language_of,
    published,
    site_of,
    summary_of,
    topic_uri,
    without_blanks,
)

Json = dict[str, Any]


def jsonld(article: ArticleExtracted) -> str:
    """Return one NewsArticle in one line; what is not known is left out.

    It may stand in a page's `<script>`: no word of an article ends that.
    """
    return to_json(news_article(article)).decode().replace("<", "\\u003c")


def news_article(article: ArticleExtracted) -> Json:
    """Return the object."""
    found: Json = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "@id": article_urn(article.article_id),
        "identifier": article.article_id,
        "url": article.canonical_url,
        "mainEntityOfPage": article.canonical_url,
        "headline": article.title,
        "alternativeHeadline": article.subtitle,
        "description": summary_of(article),
        "articleBody": article.text,
        "articleSection": article.section,
        "keywords": article.tags,
        "author": [_person(person) for person in article.authors],
        "publisher": {"@type": "Organization", "name": article.publisher},
        "isPartOf": {
            "@type": "WebSite",
            "name": site_of(article),
            "url": f"https://{article.host}/",
        },
        "image": article.image,
        "datePublished": published(article),
        "dateModified": instant(article.modified_at) if article.modified_at else None,
        "inLanguage": language_of(article),
        "isAccessibleForFree": None if article.paywalled is None else not article.paywalled,
        "license": _uri(article.rights.license_url),
        "digitalSourceType": article.ai_disclosure,
        "commentCount": article.page_facts.comments,
    }
    if isinstance(article, ArticleEnriched):
        _add_enriched(found, article)
    if isinstance(article, ArticlePublished):
        found["version"] = article.revision
    known: Json = without_blanks(found)
    return known


def _person(person: Person) -> Json:
    url = _uri(person.url)
    return {"@type": "Person", "name": person.name, "jobTitle": person.role, "url": url}


def _uri(text: str | None) -> str | None:
    return text if is_uri(text) else None


def _term(topic: Topic) -> Json:
    return {
        "@type": "DefinedTerm",
        "@id": topic_uri(topic),
        "name": topic.name,
        "inDefinedTermSet": MEDIA_TOPICS,
    }


def _add_enriched(found: Json, article: ArticleEnriched) -> None:
    found["wordCount"] = article.word_count or None
    found["timeRequired"] = f"PT{article.reading_seconds}S" if article.reading_seconds else None
    found["contentLocation"] = [
        {"@type": "Place", "name": place.name, "sameAs": geonames_url(place)}
        for place in article.places
    ]
    found["about"] = _term(article.topic) if article.topic else None
    found["mentions"] = [
        {"@type": kind, "name": each.name, "sameAs": [*filter(is_uri, each.same_as)]}
        for kind, names in (("Person", article.people), ("Organization", article.organisations))
        for each in names
    ]

"""Everything a page states about its article besides the body."""

from dataclasses import replace

from schemas.events import StatedTitle
from schemas.passport import Hints
from schemas.story_url import publisher_url
from services.extract.markup.document import Document
from services.extract.markup.jsonld import first_text
from services.extract.metadata import head
from services.extract.metadata.canonical import canonical_url
from services.extract.metadata.facts import read_facts
from services.extract.metadata.hint_conflicts import hint_conflicts
from services.extract.metadata.leads import find_description, find_subtitle
from services.extract.metadata.mentions import read_mentions
from services.extract.metadata.model import Metadata
from services.extract.metadata.page_data import Readings, take_readings
from services.extract.metadata.people.bylines import find_byline
from services.extract.metadata.publication import find_dates
from services.extract.metadata.tags import find_tags
from services.extract.metadata.titles.titles import Title, choose_title, page_titles


def read_metadata(document: Document, hints: Hints) -> Metadata:
    """Read everything but the body; `hints` fill what the page leaves open."""
    stated = _read(take_readings(document), hints)
    return replace(stated, hint_conflicts=hint_conflicts(stated, hints))


def _read(got: Readings, hints: Hints) -> Metadata:
    url = got.document.url
    titles = _titles(got)
    title = choose_title(titles, hints.title or "")
    found = {
        "title": (title.text, title.source) if title else (hints.title, "hint"),
        "subtitle": find_subtitle(got),
        "description": find_description(got),
        "publisher": (got.publisher, "json-ld"),
        "site_name": (got.site_name, "og") if got.site_name else (hints.source, "hint"),
        "section": head.section(got.articles, got.meta) or (hints.section, "hint"),
        "image": head.main_image(url, got.articles, got.meta),
        "declared_language": (got.language, got.language_source)
        if got.language
        else (hints.language, "hint"),
        "canonical_url": (_canonical(got), "link"),
        "ai_disclosure": (head.ai_disclosure(got.articles), "json-ld"),
    }
    value = {name: pair[0] or None if pair else None for name, pair in found.items()}
    sources = {name: pair[1] for name, pair in found.items() if pair and pair[0]}
    published, modified = find_dates(got, hints)
    mentions = read_mentions(got.articles, got.nodes)
    if mentions:
        sources["mentions"] = "json-ld"
    byline, tags = find_byline(got, hints), find_tags(got)
    for name, each in (
        ("published_at", published),
        ("modified_at", modified),
        ("authors", byline),
        ("tags", tags),
    ):
        if each:
            sources[name] = each.source
    free = head.free(got.articles, got.nodes)
    return Metadata(
        title=value["title"],
        titles=[StatedTitle(text=each.text, source=each.source) for each in titles],
        subtitle=value["subtitle"],
        description=value["description"],
        authors=byline.people if byline else [],
        publisher=value["publisher"],
        site_name=value["site_name"],
        published_at=published.at if published else None,
        published_precision=published.precision if published else None,
        published_calendar=published.calendar if published else None,
        modified_at=modified.at if modified else None,
        section=value["section"],
        tags=tags.names if tags else [],
        mentions=mentions,
        image=value["image"],
        canonical_url=value["canonical_url"] or publisher_url(url),
        declared_language=value["declared_language"],
        paywalled=head.paywalled(free, got.meta, got.microdata),
        ai_disclosure=value["ai_disclosure"],
        page_facts=read_facts(got.visible, got.articles, got.setting),
        free=free,
        sources=sources,
    )


def _canonical(got: Readings) -> str | None:
    stated = next((node.get("url") for node in got.articles if node.get("url")), "")
    stated = stated if isinstance(stated, str) else ""
    title = got.heading or got.page_title
    return canonical_url(got.document.url, got.links, got.meta, got.body_links, stated, title)


def _titles(got: Readings) -> list[Title]:
    return page_titles(
        shown=got.heading,
        og=got.meta.first("og:title"),
        headline=first_text(got.articles, "headline"),
        page_title=got.page_title,
        twitter=got.meta.first("twitter:title"),
        names=got.names,
    )

"""Everything a page states about its article besides the body."""

from dataclasses import replace

from schemas.events import Person, StatedTitle
from schemas.passport import Hints
from schemas.url.story_url import publisher_url
from services.extract.dates.moment import Moment
from services.extract.markup.document import Document
from services.extract.markup.jsonld import first_text, rank
from services.extract.metadata import head
from services.extract.metadata.addresses.canonical import canonical_url
from services.extract.metadata.facts import read_facts
from services.extract.metadata.hint_conflicts import hint_conflicts
from services.extract.metadata.leads import find_description, find_subtitle
from services.extract.metadata.main_image import main_image
from services.extract.metadata.mentions import read_mentions
from services.extract.metadata.model import Found, Metadata, Stated
from services.extract.metadata.page_data import PageData, read_page_data
from services.extract.metadata.people.bylines import find_byline
from services.extract.metadata.publication import find_dates
from services.extract.metadata.sections import find_section
from services.extract.metadata.tags.tags import find_tags
from services.extract.metadata.titles.titles import choose_title, page_titles


def read_metadata(document: Document, hints: Hints) -> Metadata:
    """Read everything but the body; `hints` fill what the page leaves open."""
    stated = _read(read_page_data(document), hints)
    return replace(stated, hint_conflicts=list(hint_conflicts(stated, hints)))


def is_paywalled(document: Document) -> bool | None:
    """Return whether a page states that it is behind a paywall; None where it does not say."""
    data = read_page_data(document)
    is_free = head.is_free(data.articles, data.nodes)
    return head.paywalled(is_free, data.meta, data.microdata)


def _read(data: PageData, hints: Hints) -> Metadata:
    """Read each field with its source; conflicts with the hints are not looked for."""
    titles = _titles(data)
    published, modified = find_dates(data, hints)
    byline, tags = find_byline(data, hints), find_tags(data)
    mentions = read_mentions(data.articles, data.nodes)
    stated = _texts(data, titles, hints)
    is_free = head.is_free(data.articles, data.nodes)
    texts = {name: each.text for name, each in stated.items()}
    texts.setdefault("canonical_url", publisher_url(data.document.url))
    sources: dict[str, Stated | Moment | Found[Person] | Found[str] | None] = {
        **stated,
        "mentions": Stated("", "json-ld") if mentions else None,
        "published_at": published,
        "modified_at": modified,
        "authors": byline,
        "tags": tags,
    }
    return Metadata(
        **texts,
        titles=titles,
        authors=byline.values if byline else [],
        published_at=published.at if published else None,
        published_precision=published.precision if published else None,
        published_calendar=published.calendar if published else None,
        modified_at=modified.at if modified else None,
        tags=tags.values if tags else [],
        mentions=mentions,
        paywalled=head.paywalled(is_free, data.meta, data.microdata),
        page_facts=read_facts(data.visible, data.articles, data.locale),
        free=is_free,
        sources={name: each.source for name, each in sources.items() if each},
        hint_conflicts=[],
    )


def _texts(data: PageData, titles: list[StatedTitle], hints: Hints) -> dict[str, Stated]:
    """Return by name the fields that are one text; those that neither page nor hint has are out."""
    title = choose_title(titles, hints.title or "")
    stated = {
        "title": Stated(title.text, title.source) if title else _hinted(hints.title),
        "subtitle": find_subtitle(data),
        "description": find_description(data),
        "publisher": Stated(data.publisher, "json-ld"),
        "site_name": Stated(data.site_name, "og") if data.site_name else _hinted(hints.source),
        "section": find_section(data) or _hinted(hints.section),
        "image": main_image(data),
        "declared_language": data.language or _hinted(hints.language),
        "canonical_url": Stated(canonical_url(data) or "", "link"),
        "ai_disclosure": Stated(head.ai_disclosure(data.articles), "json-ld"),
    }
    return {name: each for name, each in stated.items() if each and each.text}


def _hinted(text: str | None) -> Stated:
    return Stated(text or "", "hint")


def _titles(data: PageData) -> list[StatedTitle]:
    named = [node for node in data.articles if rank(node) == 2]
    return page_titles(
        {
            "h1": data.heading,
            "og": data.meta.first("og:title"),
            "json-ld": first_text(data.articles, "headline") or first_text(named, "name"),
            "head": data.page_title,
            "meta": data.meta.first("twitter:title", "title", "dc.title"),
        },
        data.names,
    )

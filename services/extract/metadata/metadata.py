"""Everything a page states about its article besides the body."""

from dataclasses import replace
from typing import NamedTuple

from schemas.events import Mention, StatedTitle
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
from services.extract.metadata.model import Metadata, Stated
from services.extract.metadata.page_data import PageData, read_page_data
from services.extract.metadata.people.bylines import Byline, find_byline
from services.extract.metadata.publication import find_dates
from services.extract.metadata.sections import find_section
from services.extract.metadata.tags import Tags, find_tags
from services.extract.metadata.titles.titles import Title, choose_title, page_titles


def read_metadata(document: Document, hints: Hints) -> Metadata:
    """Read everything but the body; `hints` fill what the page leaves open."""
    stated = _read(read_page_data(document), hints)
    return replace(stated, hint_conflicts=hint_conflicts(stated, hints))


def is_paywalled(document: Document) -> bool | None:
    """Return whether a page states that it is behind a paywall; None where it does not say."""
    return _paywalled(read_page_data(document))


def _paywalled(data: PageData) -> bool | None:
    return head.paywalled(head.is_free(data.articles, data.nodes), data.meta, data.microdata)


class _Read(NamedTuple):
    """What was read of each kind, before it is put together."""

    titles: list[Title]
    texts: dict[str, Stated]
    """By name, the fields that are one text; those that neither page nor hint has are out."""
    published: Moment | None
    modified: Moment | None
    byline: Byline | None
    tags: Tags | None
    mentions: list[Mention]

    def text(self, name: str) -> str | None:
        """Return a field that is one text."""
        return self.texts[name].text if name in self.texts else None

    def sources(self) -> dict[str, str]:
        """Return where each field that was found came from."""
        found: dict[str, Stated | Moment | Byline | Tags | None] = {
            **self.texts,
            "mentions": Stated("", "json-ld") if self.mentions else None,
            "published_at": self.published,
            "modified_at": self.modified,
            "authors": self.byline,
            "tags": self.tags,
        }
        return {name: each.source for name, each in found.items() if each}


def _read(data: PageData, hints: Hints) -> Metadata:
    """Read each field with its source; conflicts with the hints are not looked for."""
    titles = _titles(data)
    published, modified = find_dates(data, hints)
    read = _Read(
        titles=titles,
        texts=_texts(data, titles, hints),
        published=published,
        modified=modified,
        byline=find_byline(data, hints),
        tags=find_tags(data),
        mentions=read_mentions(data.articles, data.nodes),
    )
    return _put_together(read, data)


def _put_together(read: _Read, data: PageData) -> Metadata:
    return Metadata(
        title=read.text("title"),
        titles=[StatedTitle(text=each.text, source=each.source) for each in read.titles],
        subtitle=read.text("subtitle"),
        description=read.text("description"),
        authors=read.byline.people if read.byline else [],
        publisher=read.text("publisher"),
        site_name=read.text("site_name"),
        published_at=read.published.at if read.published else None,
        published_precision=read.published.precision if read.published else None,
        published_calendar=read.published.calendar if read.published else None,
        modified_at=read.modified.at if read.modified else None,
        section=read.text("section"),
        tags=read.tags.names if read.tags else [],
        mentions=read.mentions,
        image=read.text("image"),
        canonical_url=read.text("canonical_url") or publisher_url(data.document.url),
        declared_language=read.text("declared_language"),
        paywalled=_paywalled(data),
        ai_disclosure=read.text("ai_disclosure"),
        page_facts=read_facts(data.visible, data.articles, data.locale),
        free=head.is_free(data.articles, data.nodes),
        sources=read.sources(),
    )


def _texts(data: PageData, titles: list[Title], hints: Hints) -> dict[str, Stated]:
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


def _titles(data: PageData) -> list[Title]:
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

"""A story and its language's boilerplate, set in one of the layouts: a full page of HTML."""

import json
from html import escape
from string import Template
from typing import Any
from urllib.parse import quote

from services.local.sample.story import Story, direction

Boilerplate = dict[str, Any]
"""Navigation, adverts, comments and the like in one language; see `boilerplate.json`."""


def render(story: Story, boilerplate: Boilerplate, layout: str, base_url: str) -> str:
    """Set a story in a layout (the text of a `layouts/*.html`)."""
    url = base_url + quote(story.path, safe="/?=&")
    fields = {
        **_text_fields(story, boilerplate, url, base_url),
        **_boilerplate_fields(boilerplate),
        "jsonld": _json_ld(_news_article(story, url, base_url)),
        "jsonld_graph": _json_ld(_graph(story, url, base_url)),
        "body": "\n".join(f"<{each.tag}>{escape(each.text)}</{each.tag}>" for each in story.body),
        "body_br": "<br><br>\n".join("\u3000\u3000" + escape(each.text) for each in story.body),
        "body_div": _with_advert(story, escape(boilerplate["adverts"][1])),
    }
    return Template(layout).substitute(fields)


def _text_fields(story: Story, boilerplate: Boilerplate, url: str, base_url: str) -> dict[str, str]:
    author = ", ".join(story.authors)
    as_they_are = ("title", "lead", "section", "published", "shown_date", "code", "views")
    return {
        **{name: escape(getattr(story, name)) for name in as_they_are},
        "base": base_url,
        "url": escape(url),
        "lang": story.page_lang,
        "dir": direction(story.page_lang),
        "body_lang": story.lang,
        "body_dir": direction(story.lang),
        "charset": story.encoding,
        "author": escape(author),
        "byline": escape(boilerplate["by"].format(author)) if author else "",
        "dateline": escape(boilerplate["published"].format(story.shown_date)),
        "tags_csv": escape(", ".join(story.tags)),
        "tags": _links(story.tags),
    }


def _boilerplate_fields(boilerplate: Boilerplate) -> dict[str, str]:
    texts = ("cookie", "newsletter", "footer", "related_title", "trending_title", "comments_title")
    return {
        **{name: escape(boilerplate[name]) for name in texts},
        "advert1": escape(boilerplate["adverts"][0]),
        "advert2": escape(boilerplate["adverts"][1]),
        "nav": _links(boilerplate["nav"]),
        "share": "".join(f"<button>{escape(each)}</button>" for each in boilerplate["share"]),
        "related": _links(boilerplate["related"]),
        "trending": _links(boilerplate["trending"]),
        "comments": "".join(
            f'<div class="comment"><b>{escape(name)}</b> <p>{escape(text.strip())}</p></div>\n'
            for name, text in (each.split(":", 1) for each in boilerplate["comments"])
        ),
    }


def _links(labels: tuple[str, ...] | list[str]) -> str:
    return "\n".join(f'<li><a href="/section/front">{escape(label)}</a></li>' for label in labels)


def _with_advert(story: Story, advert: str) -> str:
    """Lay out paragraphs as `<div>`, with an advert after the second, as tabloids do."""
    blocks = [f'<div class="t">{escape(each.text)}</div>' for each in story.body]
    blocks.insert(2, f'<div class="banner ad"><a href="/ads/2">{advert}</a></div>')
    return "\n".join(blocks)


def _news_article(story: Story, url: str, base_url: str) -> dict[str, Any]:
    return {
        "@type": "NewsArticle",
        "headline": story.title,
        "description": story.lead,
        "datePublished": story.published,
        "articleSection": story.section,
        "keywords": list(story.tags),
        "inLanguage": story.lang,
        "author": [{"@type": "Person", "name": name} for name in story.authors],
        "publisher": {"@type": "Organization", "name": "Newsreel sample site", "url": base_url},
        "mainEntityOfPage": url,
    }


def _graph(story: Story, url: str, base_url: str) -> dict[str, Any]:
    page = {"@type": "WebPage", "@id": url, "name": f"{story.title} - Newsreel sample site"}
    crumbs = {"@type": "BreadcrumbList", "itemListElement": [{"@type": "ListItem", "position": 1}]}
    return {"@graph": [page, crumbs, _news_article(story, url, base_url)]}


def _json_ld(data: dict[str, Any]) -> str:
    text = json.dumps({"@context": "https://schema.org", **data}, ensure_ascii=False)
    return text.replace("</", "<\\/")

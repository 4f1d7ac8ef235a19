"""The section of an article: stated, or the path that leads to it."""

import json
from datetime import UTC, datetime

import pytest

from tests.extract.documents import metadata_of

URL = "https://harbourpost.example/local/2026/bridge-is-open"
TEXT = "<p>The keeper counted the boats and wrote the number down, as on every evening.</p>" * 4


def section_of(head: str = "", body: str = "") -> str | None:
    title = "<title>The bridge is open - Harbour Post</title>"
    html = f"<html><head>{title}{head}</head><body>{body}<h1>The bridge is open</h1>{TEXT}</body>"
    return metadata_of(URL, html, datetime(2026, 6, 1, tzinfo=UTC)).section


@pytest.mark.parametrize(
    "path",
    [
        "<ol class='breadcrumb'><li><a href='/'>Harbour Post</a></li><li><a href='/l/'>Local</a>"
        "</li><li>The bridge is open</li></ol>",
        "<nav aria-label='Breadcrumb'><a href='/en/'>Home</a> <a href='/l/'>Local</a>"
        " <a href='/l/quay'>Quay</a></nav>",
        "<div id='breadcrumbs'><a href='https://harbourpost.example'>Startseite</a> »"
        " <a href='/l'>Local</a></div>",
        "<div itemscope itemtype='https://schema.org/BreadcrumbList' class='path'>"
        "<a href='/start'>Zurück zur Startseite</a><a href='/l/'>Local</a>"
        f"<a href='{URL}'>The bridge is open</a></div>",
        "<div class='fil-ariane'><a href='/'>Accueil</a> &gt; <a href='/l/'>Local</a></div>",
        "<ul class='brotkrumen'><li><a href='/'>Start</a><li><a href='/l/'>Local</a></ul>",
        "<div class='migas-de-pan'><a href='/'>Portada</a> / <a href='/l/'>Local</a></div>",
        "<span class='loc'>当前位置：<a href='/'>首页</a> &gt; <a href='/l/'>Local</a></span>",
        "<p><strong>Vous êtes ici :</strong> <a href='/'>Accueil</a> › <a href='/l/'>Local</a></p>",
        "<dd>Category: <a href='/l' itemprop='genre'>Local</a></dd>",
        "<span><a href='/category/local/' rel='category tag'>Local</a></span>",
    ],
)
def test_the_first_step_of_the_breadcrumbs_is_the_section(path: str) -> None:
    assert section_of(body=path) == "Local"


@pytest.mark.parametrize(
    "steps",
    [
        [("Accueil", "/"), ("Société", "/societe/"), ("The bridge is open", URL)],
        [("Harbour Post", "/fr"), ("Société", "/societe/")],
        [("Société", None), ("The bridge is open", None)],
        [("ホーム", "/"), ("Société", "/s"), ("Pont", "/s/pont")],
    ],
)
def test_the_path_may_be_json_ld(steps: list[tuple[str, str | None]]) -> None:
    items = [
        {"@type": "ListItem", "position": at, "item": {"@id": url, "name": name} if url else None,
         "name": None if url else name}
        for at, (name, url) in enumerate(steps)
    ]  # fmt: skip
    data = json.dumps({"@type": "BreadcrumbList", "itemListElement": items})
    assert section_of(head=f"<script type='application/ld+json'>{data}</script>") == "Société"


def test_what_the_article_states_comes_before_its_path() -> None:
    path = "<div class='breadcrumbs'><a href='/l'>Local</a></div>"
    assert section_of("<meta property='article:section' content='Quay'>", path) == "Quay"


@pytest.mark.parametrize("stated", ["Uncategorized", "Sin categoría", "Без рубрики", "未分類"])
def test_what_nobody_put_into_a_section_has_none(stated: str) -> None:
    meta = f"<meta property='article:section' content='{stated}'>"
    assert section_of(meta) is None
    path = f"<div class='breadcrumb'><a href='/'>Home</a> <a href='/u/'>{stated}</a></div>"
    assert section_of(body=path) is None
    assert section_of(meta, path.replace(stated, "Local")) == "Local"


@pytest.mark.parametrize(
    "path",
    [
        "<div class='breadcrumb'><a href='/'>Home</a> The bridge is open</div>",
        "<div class='breadcrumb'><a href='/a/b'>The bridge is open</a></div>",
        "<div class='menu'><a href='/l'>Local</a></div>",
        "<aside><a href='/l' rel='category'>Local</a></aside>",
        "<div><h3><a href='/b'>Another ferry is back on the river</a></h3>"
        "<a href='/l' rel='category'>Local</a></div>",
    ],
)
def test_the_front_page_and_the_article_are_no_sections(path: str) -> None:
    assert section_of(body=path) is None

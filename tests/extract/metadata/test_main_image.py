"""The main image of an article, and the site's own images that stand in its place."""

import json
from datetime import UTC, datetime
from urllib.parse import urljoin

import pytest

from services.extract.extract import extract
from services.extract.extraction import Extraction
from tests.extract.documents import metadata_of
from tests.support.article_pages import news_page

SITE = "https://harbourpost.example"
OWN = f"{SITE}/images/bridge-1200.jpg"
TEXT = "<p>The keeper counted the boats and wrote the number down, as on every evening.</p>" * 4


def image_of(*nodes: dict[str, object], og: str = "") -> str | None:
    data = json.dumps({"@context": "https://schema.org", "@graph": nodes})
    head = f"<meta property='og:image' content='{og}'>" if og else ""
    html = (
        f"<html><head>{head}<script type='application/ld+json'>{data}</script></head>"
        f"<body><h1>The bridge is open</h1>{TEXT}</body></html>"
    )
    return metadata_of(f"{SITE}/bridge", html, datetime(2026, 6, 1, tzinfo=UTC)).image


def article(**stated: object) -> dict[str, object]:
    return {"@type": "NewsArticle", "headline": "The bridge is open", **stated}


@pytest.mark.parametrize(
    "path",
    [
        "/static/logo.png", "/img/harbour-post-logo-1200x630.png", "/assets/placeholder.jpg",
        "/og-default.png", "/img/default-share-image.jpg", "/no-image.svg", "/favicon.ico",
    ],
)  # fmt: skip
def test_a_logo_or_a_stand_in_gives_way_to_the_articles_image(path: str) -> None:
    assert image_of(article(image=OWN), og=SITE + path) == OWN
    assert image_of(article(), og=SITE + path) is None


@pytest.mark.parametrize(
    "path", ["/img/club-presents-its-new-logo-to-fans.jpg", "/logo/4711.jpg", "/default/bridge.jpg"]
)
def test_a_picture_of_a_logo_is_an_image(path: str) -> None:
    assert image_of(article(), og=SITE + path) == SITE + path


def test_the_logo_of_the_publisher_is_known_by_its_address() -> None:
    publisher = {"@type": "Organization", "name": "Post", "logo": {"url": f"{SITE}/mark.png"}}
    assert image_of(article(publisher=publisher, image=OWN), og=f"{SITE}/mark.png") == OWN


@pytest.mark.parametrize("name", ["url", "contentUrl"])
def test_an_image_may_be_a_reference_to_another_node(name: str) -> None:
    image: dict[str, object] = {"@type": "ImageObject", "@id": "#image", name: OWN}
    assert image_of(article(image={"@id": "#image"}), image) == OWN


def test_the_parameters_of_an_address_keep_their_order_since_they_may_be_signed() -> None:
    signed = f"{SITE}/img/bridge.jpg?width=1200&height=630&auto=webp&s=9f8a"
    assert image_of(article(), og=signed.replace("&", "&amp;")) == signed
    assert image_of(article(image=[signed])) == signed


def test_an_image_may_be_stated_by_a_link() -> None:
    head = f"<link rel='image_src' href='{OWN}'>"
    html = f"<html><head>{head}</head><body><h1>The bridge is open</h1>{TEXT}</body></html>"
    page = metadata_of(f"{SITE}/bridge", html, datetime(2026, 6, 1, tzinfo=UTC))
    assert (page.image, page.sources["image"]) == (OWN, "link")


@pytest.mark.parametrize(
    "figure",
    [
        "<figure><img src='/img/quay.jpg' alt='The quay'></figure>",
        "<figure><img src='data:image/gif;base64,R0lG' data-src='/img/quay.jpg'></figure>",
        "<p><img src='/img/quay.jpg'></p><p><img src='/img/boat.jpg'></p>",
    ],
)
@pytest.mark.parametrize(("head", "of_text"), [("", True), (f"{OWN}", False)])
def test_the_first_image_of_the_text_is_taken_where_none_is_stated(
    figure: str, head: str, of_text: bool
) -> None:
    stated = f"<meta property='og:image' content='{head}'>" if head else ""
    found = extract(news_page(extra=figure, head=stated))
    assert isinstance(found, Extraction)
    assert found.article.image == (urljoin(found.article.url, "/img/quay.jpg") if of_text else OWN)
    assert found.article.sources["image"] == ("text" if of_text else "og")

"""Which of several canonical links is believed."""

from datetime import UTC, datetime

from tests.extract.documents import metadata_of

FETCHED = datetime(2025, 6, 1, tzinfo=UTC)
PAGE = "https://lamp.example/2025/05/the-lamp-is-lit-again?from=feed"
OWN = "https://lamp.example/2025/05/the-lamp-is-lit-again"


def canonical_of(head: str, body: str = "") -> str:
    html = f"<html><head>{head}</head><body><h1>The lamp is lit again</h1>{body}</body></html>"
    return metadata_of(PAGE, html, FETCHED).canonical_url


def link(href: str) -> str:
    return f'<link rel="canonical" href="{href}">'


def test_of_several_canonical_links_the_first_that_can_be_the_storys_is_taken() -> None:
    front = "https://lamp.example/"
    assert canonical_of(link(front) + link(f" {OWN} ") + link(f"{OWN}-2")) == OWN


def test_a_relation_is_one_word_of_several_in_any_case() -> None:
    assert canonical_of(f'<link rel="Canonical alternate" href="{OWN}">') == OWN
    assert canonical_of(f'<link rel="canonical-to-be" href="{OWN}-2">') == PAGE


def translated(href: str, tag: str) -> str:
    return f'<link rel="alternate" hreflang="{tag}" href="{href}">'


def test_a_translation_is_not_the_canonical_address_of_a_page_that_has_its_own() -> None:
    own = translated(PAGE, "sv") + translated(f"{OWN}/en", "en-GB")
    head = f'<meta property="og:locale" content="sv_SE">{link(f"{OWN}/en")}'
    assert canonical_of(head + own) == PAGE
    assert canonical_of(head + translated(f"{OWN}/en", "sv-SE")) == f"{OWN}/en"
    assert canonical_of(head + translated(f"{OWN}/en", "en")) == f"{OWN}/en"

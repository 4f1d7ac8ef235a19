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

"""The software of forums and shops is known by what it leaves in the markup."""

import pytest

from services.extract.body.body import read_body
from services.extract.verdict.software import read_software
from tests.extract.documents import document_of
from tests.support.article_pages import PARAGRAPHS, html, page, paragraphs

TEXT = paragraphs(PARAGRAPHS)


def software_of(content: str, head: str = "", end: str = "") -> set[str]:
    document = document_of(page(html(content, head=head) + end))
    found = read_software(document, read_body(document), document.meta)
    return {name for name, is_so in found.items() if is_so}


@pytest.mark.parametrize(
    ("generator", "expected"),
    [
        ("Discourse 3.2.0", "on_forum"),
        ("phpBB 3.3", "on_forum"),
        ("WooCommerce 8.2", "on_shop"),
    ],
)
def test_the_generator_names_the_software(generator: str, expected: str) -> None:
    assert software_of(TEXT, f"<meta name='generator' content='{generator}'>") == {expected}


@pytest.mark.parametrize("name", ["postbody", "message-body js-selectToQuote", "t_f", "bbWrapper"])
def test_boxes_of_posts_are_a_forums(name: str) -> None:
    assert software_of(f"<div class='{name}'>{TEXT}</div>") == {"on_forum"}


def test_the_pages_end_and_addresses_name_the_software() -> None:
    assert software_of(TEXT, end="<p>Powered by phpBB®</p>") == {"on_forum"}
    script = "<script src='/wp-content/plugins/woocommerce/cart.js'></script>"
    assert software_of(TEXT, script) == {"on_shop"}


@pytest.mark.parametrize("system", ["WordPress 6.4", "Drupal 10", "Hugo 0.120"])
def test_what_makes_papers_too_says_nothing(system: str) -> None:
    assert software_of(TEXT, f"<meta name='generator' content='{system}'>") == set()


def test_an_article_that_speaks_of_such_software_is_not_made_by_it() -> None:
    text = "<p>The town moved its forum from phpBB to Discourse, and its shop to Shopify.</p>"
    assert software_of(text + TEXT) == set()

import pytest

from services.extract.markup.renamed import with_headers, with_shadow_roots

TEXT = b"<p>The keeper counted the boats and wrote the number down, as on every evening.</p>"
META = b'<footer class="node__meta"><p>3 hours ago</p></footer>'


def test_a_footer_before_the_text_of_an_article_is_its_header() -> None:
    page = b"<article>" + META + b"<div>" + TEXT + b"</div></article><footer>Imprint</footer>"
    assert with_headers(page) == page.replace(META, META.replace(b"footer", b"header"))


@pytest.mark.parametrize(
    "page",
    [
        b"<article>" + TEXT + META + TEXT + b"</article>",
        b"<article><h3>A teaser</h3>" + META + b"</article><div>" + TEXT + b"</div>",
        b"<main>" + META + TEXT + b"</main>",
        b"<article>" + TEXT + b"</article>" + META,
        b"<article><footer>" + TEXT,
        b'<article class="comment-body">' + META + TEXT + b"</article>",
    ],
    ids=[
        "in the text",
        "of a teaser",
        "without an article",
        "of the page",
        "left open",
        "of a comment",
    ],
)
def test_every_other_footer_stays_one(page: bytes) -> None:
    assert with_headers(page) == page


def test_a_shadow_root_is_an_element_and_another_template_stays_one() -> None:
    page = (
        b'<x-a><template shadowrootmode="open">' + TEXT + b"</template></x-a><template></template>"
    )
    renamed = b"<x-a><shadow-root>" + TEXT + b"</template></x-a><template></template>"
    assert with_shadow_roots(page) == renamed

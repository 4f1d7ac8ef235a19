"""Pages that hang, crash or empty other extractors; made when asked for, never stored."""

from collections.abc import Callable
from functools import partial

from tests.support.article_pages import PARAGRAPHS, html, paragraphs

BODY = paragraphs(PARAGRAPHS)
LINK = "<a href='/x'>next one</a> "
SENTENCE = "The tide rose by a hand. "
PAGE_BYTES_MAX = 10_000_000


def ten_megabytes(of: str) -> str:
    """Return an article and behind it, up to ten megabytes, one piece of markup."""
    return _inside(of * ((PAGE_BYTES_MAX - 3_000) // len(of)))


def _inside(content: str) -> str:
    return html(BODY + content)


def _page_of(make: Callable[[], str]) -> str:
    return html(make() + BODY)


NESTED: dict[str, Callable[[], str]] = {
    "150 blocks of 120 links each": lambda: ("<div>" + LINK * 120) * 150,
    "450 blocks of 40 links each": lambda: ("<div>" + LINK * 40) * 450,
    "150 blocks around 17,000 links": lambda: "<div>" * 150 + LINK * 17_000,
    "150 blocks around 8,000 paragraphs": lambda: "<div>" * 150 + f"<p>{SENTENCE}{LINK}" * 8_000,
    "links inside links": lambda: (
        ("<div><a href='/x'>" + "<span class='x'>a</span>" * 33) * 450 + "</a></div>" * 450
    ),
    "lists inside lists": lambda: ("<ul><li>" + LINK * 40) * 400,
    "tables inside tables": lambda: ("<table><tr><td>a<td>" + f"<p>word {LINK}" * 30) * 150,
    "quotations inside quotations": lambda: ("<blockquote>" + f"<p>{SENTENCE}" * 20) * 450,
    "17,000 links in one paragraph": lambda: f"<p>{LINK * 17_000}</p>",
    "17,000 pictures in one paragraph": lambda: f"<p>{'a <img src=x>' * 17_000}</p>",
    "17,000 scripts in one paragraph": lambda: f"<p>{'a <script>b</script>' * 17_000}</p>",
    "bold inside bold": lambda: "<b>" * 1_900 + LINK * 15_000,
    "fonts inside fonts": lambda: ("<font color='red'>a " + LINK * 8) * 1_900,
    "a text of a megabyte 450 blocks deep": lambda: (
        "<div>" * 450 + LINK * 500 + f"<p>{SENTENCE * 80}</p>" * 400 + "</div>" * 450
    ),
}
"""Depth times size, with the article behind it: link density tests are quadratic in them."""

MILLIONS = ("<br>", "<p>", "<p>a", "<i>", "<li>a", "<i></i>", "<h1>a</h1>", "a<br>", "<td>a", "<!")
"""Ten megabytes of each, the most that is fetched."""

HAZARDS: dict[str, Callable[[], str]] = {
    "100,000 paragraphs": lambda: _inside("<p>The tide rose by a hand.</p>" * 100_000),
    "49,000 paragraphs": lambda: _inside("<p>The tide rose by a hand.</p>" * 49_000),
    "50,000 links": lambda: _inside("<a href='/x'>the next story</a> " * 50_000),
    "40,000 links": lambda: _inside("<a href='/x'>the next story</a> " * 40_000),
    "a table of 20,000 rows": lambda: _inside(
        f"<table>{'<tr><td>Quay</td><td>12</td></tr>' * 20_000}</table>"
    ),
    "2,000 tables": lambda: _inside("<table><tr><td>a<td>b</table>" * 2_000),
    "8,000 galleries": lambda: _inside(
        "".join(f"<p>{count}/3 The quay at noon</p>" for count in (1, 2, 3)) * 8_000
    ),
    "a caption of 10,000 levels": lambda: _inside(
        f"<figure><img src=/a.jpg><figcaption>{'<i>a' * 10_000}</figcaption></figure>"
    ),
    "100 headings of one class": lambda: _inside(f"<h1 class=part>Quay</h1>{BODY}" * 100),
    "300 levels": lambda: html("<div>" * 300 + BODY + "</div>" * 300),
    "5,000 levels": lambda: html("<div>" * 5_000 + BODY + "</div>" * 5_000),
    "100,000 levels": lambda: html("<div>" * 100_000 + BODY),
    "20,000 levels of inline markup": lambda: html("<b>" * 20_000 + BODY),
    "10,000 nested lists": lambda: html("<ul><li>" * 10_000 + BODY),
    "10,000 nested quotations": lambda: html("<blockquote>" * 10_000 + BODY),
    "a text of 10 MB": lambda: html(f"<p>{'The tide rose by a hand. ' * 420_000}</p>"),
    "a word of 5 MB": lambda: _inside(f"<p>{'x' * 5_000_000}</p>"),
    "a colspan of nine quadrillion": lambda: _inside(
        "<table><tr><td colspan='9007199254740991' rowspan='9007199254740991'>a</td></tr></table>"
    ),
    "a million breaks": lambda: _inside("<br>" * 1_000_000),
    "an attribute of 5 MB": lambda: _inside(f"<p class='{'a ' * 2_500_000}'>x</p>"),
    "20,000 attributes": lambda: _inside(f"<p {' '.join(f'a{n}=1' for n in range(20_000))}>x</p>"),
    "100,000 entities": lambda: _inside(f"<p>{'&amp;&#x41;&nbsp;' * 100_000}</p>"),
    "an endless comment": lambda: _inside("<!-- " + "- " * 2_000_000),
    "an endless script": lambda: _inside("<script>" + "var a=1;" * 500_000),
    "control characters": lambda: _inside("<p>" + "".join(map(chr, range(32))) * 1_000 + "</p>"),
    "lone surrogates": lambda: _inside("<p>\ud800\udfff&#xd800;&#x110000;</p>"),
    "200,000 images": lambda: _inside("<img src='/a.jpg'>" * 200_000),
    "10,000 inputs in forms": lambda: _inside("<form><input><select><option>a</form>" * 10_000),
    "nested mains full of times": lambda: html(
        "<main>" * 300 + "<time datetime='x'>1</time>" * 15_000 + BODY + "</main>" * 300
    ),
    "30,000 headings, links and buttons": lambda: html(
        "<h1>a</h1><h2>b</h2><a>c</a><button>d</button>" * 30_000
    ),
    "40,000 bylines": lambda: _inside("<i class='byline'>By</i> <a rel='author'>A</a>" * 20_000),
    "600 bytes of stylesheets before the page": lambda: "<?xml-stylesheet?>" * 33 + html(BODY),
    "500 comments before the page": lambda: "<!---->" * 500 + html(BODY),
    **{name: partial(_page_of, make) for name, make in NESTED.items()},
    "unclosed everything": lambda: html(
        "".join(f"<{t}>" for t in ("table", "tr", "td", "p", "ul"))
    ),
}

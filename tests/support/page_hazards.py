"""Pages that hang, crash or empty other extractors; made when asked for, never stored."""

from tests.support.article_pages import PARAGRAPHS, html, paragraphs

BODY = paragraphs(PARAGRAPHS)


def _inside(content: str) -> str:
    return html(BODY + content)


HAZARDS = {
    "100,000 paragraphs": lambda: _inside("<p>The tide rose by a hand.</p>" * 100_000),
    "49,000 paragraphs": lambda: _inside("<p>The tide rose by a hand.</p>" * 49_000),
    "50,000 links": lambda: _inside("<a href='/x'>the next story</a> " * 50_000),
    "40,000 links": lambda: _inside("<a href='/x'>the next story</a> " * 40_000),
    "a table of 20,000 rows": lambda: _inside(
        f"<table>{'<tr><td>Quay</td><td>12</td></tr>' * 20_000}</table>"
    ),
    "2,000 tables": lambda: _inside("<table><tr><td>a<td>b</table>" * 2_000),
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
    "unclosed everything": lambda: html(
        "".join(f"<{t}>" for t in ("table", "tr", "td", "p", "ul"))
    ),
}

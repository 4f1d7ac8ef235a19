"""The body as blocks: each with its kind, in reading order."""

# ruff: noqa: E501  (HTML and sentences on one line)

import json
import time
from pathlib import Path

import pytest

from schemas.events import Block
from services.extract.extract import extract
from services.extract.extraction import Extraction
from tests.support.article_pages import PARAGRAPHS, news_page, page, paragraphs

SECTIONS = [
    ("Where the boats will go", "Two smaller piers are to be rebuilt further south before spring."),
    ("Who will pay for it", "A third of the money comes from the ferry company, the rest from us."),
]

CAPTIONS = json.loads(Path(__file__).with_name("captions.json").read_text("utf-8"))


def blocks_of(extra: str) -> list[Block]:
    found = extract(news_page(extra))
    assert isinstance(found, Extraction)
    blocks = found.article.blocks
    assert [block.text for block in blocks[:3]] == PARAGRAPHS[:3]
    assert [block.text for block in blocks[-2:]] == PARAGRAPHS[3:]
    return blocks[3:-2]


def test_a_heading_keeps_its_level() -> None:
    assert blocks_of("<h3>The small boats</h3>") == [
        Block(kind="heading", text="The small boats", level=3)
    ]


def test_a_list_is_one_block_with_one_item_a_line() -> None:
    items = (
        "<ul><li>two piers further south, each of sixty metres</li><li>a crane for nets</li></ul>"
    )
    [block] = blocks_of(f"<p>The board promised three things to the fishers:</p>{items}")[1:]
    assert block == Block(
        kind="list", text="two piers further south, each of sixty metres\na crane for nets"
    )


@pytest.mark.parametrize(
    "sections",
    [
        "<ol>{}</ol>".format("".join(f"<li><h3>{h}</h3><p>{p}</p></li>" for h, p in SECTIONS)),
        "<ul class='cards'>{}</ul>".format(
            "".join(f"<li><div><h3>{h}</h3></div><div>{p}</div></li>" for h, p in SECTIONS)
        ),
        "<dl>{}</dl>".format("".join(f"<dt><h3>{h}</h3></dt><dd>{p}</dd>" for h, p in SECTIONS)),
        "".join(
            f"<h3><button aria-expanded='false'>{h}</button></h3><div>{p}</div>"
            for h, p in SECTIONS
        ),
        "".join(f"<h3><div>{h}</div></h3><p>{p}</p>" for h, p in SECTIONS),
    ],
    ids=["li", "li-div", "dt", "button", "div"],
)
def test_sections_are_headings_and_paragraphs_whatever_holds_them(sections: str) -> None:
    assert blocks_of(sections) == [
        block
        for heading, text in SECTIONS
        for block in (
            Block(kind="heading", text=heading, level=3),
            Block(kind="paragraph", text=text),
        )
    ]


def test_a_list_below_a_heading_in_an_item_stays_a_list() -> None:
    inner = "<ul><li>two piers of sixty metres</li><li>a crane for the nets</li></ul>"
    assert blocks_of(f"<ol><li><h3>What was promised</h3>{inner}</li></ol>") == [
        Block(kind="heading", text="What was promised", level=3),
        Block(kind="list", text="two piers of sixty metres\na crane for the nets"),
    ]


def test_a_quotation_is_a_quote() -> None:
    words = "We land most of the catch, and we shall not leave this quay for a ferry."
    assert blocks_of(f"<blockquote><p>{words}</p></blockquote>") == [
        Block(kind="quote", text=words)
    ]


def test_a_table_keeps_one_row_a_line() -> None:
    table = (
        "<table><tr><th>Pier</th><th>Length of the pier in metres</th></tr>"
        "<tr><td>Northern quay</td><td>140 metres after the work</td></tr></table>"
    )
    [block] = blocks_of(table)
    assert block == Block(
        kind="table",
        text="Pier | Length of the pier in metres\nNorthern quay | 140 metres after the work",
    )


TABLES = {
    "a line break in a cell ends no row": (
        "<tr><th>Stage<th>Dates<br>(2026)<tr><td>One<td>April<br>May<tr><td>Two<td>June",
        "Stage | Dates (2026)\nOne | April May\nTwo | June",
    ),
    "paragraphs and lists stay in their cell": (
        "<tr><th>Bank<th>New<tr><td>North<td><ul><li>a stop<li>a path</ul><tr><td>South"
        "<td><p>A lane.</p><p>A quay.</p>",
        "Bank | New\nNorth | a stop a path\nSouth | A lane. A quay.",
    ),
    "an empty cell keeps its column": (
        "<tr><th>Team<th>W<th>L<tr><td>Rovers<td><td>2<tr><td><td>3<td>",
        "Team | W | L\nRovers |  | 2\n | 3",
    ),
    "a bar in a cell is none between cells": (
        "<tr><th>Command<th>Does<tr><td>ls | wc -l<td>counts a|b<tr><td>|<td>a pipe",
        "Command | Does\nls \\| wc -l | counts a|b\n\\| | a pipe",
    ),
    "cells without a row are one": (
        "<tr><th>Tent<th>Price</tr></thead><tbody><td>Lark<td>75<tbody><td>Owl<td>90",
        "Tent | Price\nLark | 75\nOwl | 90",
    ),
    "a cell that spans others leaves them empty": (
        "<tr><th colspan=2>Result<th>Votes<tr><td rowspan=2>North<td>A<td>10<tr><td>B<td>20",
        "Result |  | Votes\nNorth | A | 10\n | B | 20",
    ),
}


@pytest.mark.parametrize("case", TABLES)
def test_a_table_keeps_its_rows_and_columns(case: str) -> None:
    rows, text = TABLES[case]
    assert blocks_of(f"<table>{rows}</table>") == [Block(kind="table", text=text)]


LISTS = {
    "levels": (
        "<ul><li>One<ul><li>One a<ul><li>deep</ul><li>One b</ul><li>Two</ul>",
        ["-", "  -", "    -", "  -", "-"],
    ),
    "numbers": ("<ol start=5><li>Rovers<li>City<li value=9>Town</ol>", ["5.", "6.", "9."]),
    "numbers backwards": ("<ol reversed><li>Rovers<li>City<li>Town</ol>", ["3.", "2.", "1."]),
    "numbers in points": (
        "<ul><li>Rovers<ol><li>Home<li>Away</ol><li>City</ul>",
        ["-", "  1.", "  2.", "-"],
    ),
    "an item of two paragraphs": ("<ol><li><p>Rovers</p><p>won</p><li>City</ol>", ["1.", "", "2."]),
    "definitions": (
        "<dl><dt>Span<dd>between piers<dt>Pier<dd>carries it</dl>",
        ["-", "", "-", ""],
    ),
    "points": ("<ul><li>Rovers<li>City</ul>", None),
}


@pytest.mark.parametrize("case", LISTS)
def test_a_list_tells_its_levels_and_numbers(case: str) -> None:
    markup, marks = LISTS[case]
    [block] = blocks_of(f"<p>The board promised three things to the fishers:</p>{markup}")[1:]
    assert (block.kind, block.marks) == ("list", marks)
    assert len(block.text.split("\n")) == len(marks or "ab")


def test_a_page_laid_out_in_a_table_has_paragraphs() -> None:
    paragraph = "The harbour board has said that it will go on with the work all winter. " * 5
    [block, *_] = blocks_of(f"<table><tr><td>{paragraph}</td><td>A column</td></tr></table>")
    assert block.kind == "paragraph"


@pytest.mark.parametrize(
    "source",
    [
        "<blockquote>{}<footer>— <cite>Marta Lind, teacher</cite></footer></blockquote>",
        "<blockquote class='quote'>{}<footer class='blockquote-footer'><p>Marta Lind, teacher</p></footer> </blockquote>",
        "<blockquote>{}<p class='auteur'>Marta Lind, teacher</p></blockquote>",
        "<blockquote>{}<div class='quote-author'>Marta Lind, teacher</div></blockquote>",
        "<figure><blockquote>{}</blockquote><figcaption>Marta Lind, <cite>teacher</cite></figcaption></figure>",
    ],
)
def test_a_quotation_keeps_its_source(source: str) -> None:
    words = "The boat is our road, and it must stay."
    text = "\n".join(block.text for block in blocks_of(source.format(f"<p>{words}</p>")))
    assert text.replace("— ", "") == f"{words}\nMarta Lind, teacher"


@pytest.mark.parametrize(
    "table",
    [
        "<table><caption>{}</caption>{}</table>",
        "<figure class='wp-block-table'><figcaption>{}</figcaption><table>{}</table></figure>",
    ],
)
def test_a_table_keeps_its_title(table: str) -> None:
    rows = "<tr><th>Club</th><th>Points</th></tr><tr><td>Rovers</td><td>18</td></tr>"
    title, rest = blocks_of(table.format("Standings after matchday twelve", rows))
    assert title == Block(kind="paragraph", text="Standings after matchday twelve")
    assert rest == Block(kind="table", text="Club | Points\nRovers | 18")


def test_a_table_around_a_picture_has_its_caption_and_no_title() -> None:
    picture = "<tr><td><img src='/quay.jpg' width='600'></td></tr>"
    found = blocks_of(f"<table><caption>The quay at low tide</caption>{picture}</table>")
    assert [block.kind for block in found] == ["image"]


@pytest.mark.parametrize("end", ["\n", "<br>", "<br/>", "</div><div>", "</div>\n<div>"])
def test_preformatted_text_keeps_its_lines(end: str) -> None:
    lines = ["<b>tide</b> = read_gauge()", "if tide > 2.5:", "    close(gate)"]
    [block] = blocks_of(f"<pre><div>{end.join(lines)}</div></pre>")
    assert block == Block(kind="code", text="tide = read_gauge()\nif tide > 2.5:\n    close(gate)")


def test_an_image_has_its_address_caption_and_credit() -> None:
    figure = (
        "<figure><img data-src='/img/quay.jpg' src='data:image/gif;base64,AA'>"
        "<figcaption>The quay at low tide. <span class='credit'>Ida Holm</span></figcaption></figure>"
    )
    assert blocks_of(figure) == [
        Block(
            kind="image",
            url="https://news.example/img/quay.jpg",
            caption="The quay at low tide.",
            credit="Ida Holm",
        )
    ]


@pytest.mark.parametrize("case", CAPTIONS, ids=lambda case: case["figcaption"])
def test_a_credit_is_told_from_what_an_image_shows(case: dict[str, str | None]) -> None:
    figure = f"<figure><img src='/q.jpg'><figcaption>{case['figcaption']}</figcaption></figure>"
    [block] = blocks_of(figure)
    assert (block.caption, block.credit) == (case["caption"], case["credit"])


def test_a_credit_is_looked_for_at_the_end_of_a_caption_only() -> None:
    caption = f"{'© ' * 300_000}The quay. Photo: Ida Holm"
    figure = f"<figure><img src='/q.jpg'><figcaption>{caption}</figcaption></figure>"
    start = time.process_time()
    [block] = blocks_of(figure)
    assert time.process_time() - start < 2
    assert block.credit == "Ida Holm"


def test_icons_and_adverts_are_no_images_of_the_article() -> None:
    extra = (
        "<img src='/pixel.gif' width='1' height='1'><div class='share-bar'><img src='/fb.png'></div>"
        "<div class='related-stories'><img src='/other.jpg'></div>"
    )
    assert blocks_of(extra) == []


def test_an_image_comes_once() -> None:
    figure = "<figure><img src='/q.jpg'></figure>"
    assert len(blocks_of(figure + figure)) == 1


def test_the_address_of_an_image_is_a_plain_url() -> None:
    [image] = blocks_of("<figure><img src='/a b\x80\u0627.jpg?z=1&a=2'></figure>")
    assert image.url == "https://news.example/a%20b%C2%80%D8%A7.jpg?a=2&z=1"


def test_a_plain_address_of_an_image_is_left_as_it_is() -> None:
    [image] = blocks_of("<img src='/a.jpg?utm_source=x&sig=z&b=1'>")
    assert image.url == "https://news.example/a.jpg?utm_source=x&sig=z&b=1"


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("<p><strong>Where the boats go</strong></p>", "heading"),
        ("<p><span style='color:#222'><b>Where the boats go</b></span></p>", "heading"),
        ("<p><b><span>Where the boats go</span></b><br></p>", "heading"),
        ("<p><strong>What did the crew do then?</strong></p>", "paragraph"),
        ("<p><strong>The sea was rough that day.</strong></p>", "paragraph"),
        ("<p><strong>The opening hours:</strong></p>", "paragraph"),
        ("<p>The <strong>new</strong> pier</p>", "paragraph"),
        ("<p><b>Ida Strand</b>, the captain</p>", "paragraph"),
    ],
)
def test_a_bold_line_above_a_paragraph_is_a_heading(line: str, kind: str) -> None:
    behind = f"<p>{SECTIONS[0][1]}</p>"
    assert [block.kind for block in blocks_of(line + behind)] == [kind, "paragraph"]


def test_a_bold_line_below_another_is_no_heading() -> None:
    lines = "<p><b>The small boats</b></p><p><b>The large boats</b></p>"
    kinds = [block.kind for block in blocks_of(f"{lines}<p>{SECTIONS[0][1]}</p>")]
    assert kinds == ["paragraph"] * 3


FIGURE = "<figure><img src='/a.jpg'><figcaption>The quay at low tide</figcaption></figure>"


@pytest.mark.parametrize(
    ("end", "images"),
    [
        (FIGURE, 1),
        (f"<div class='inline-image'>{FIGURE}</div>", 1),
        (f"</article><div class='related'>{FIGURE}</div><article>", 0),
        ("<img src='/a.jpg'>", 0),
    ],
)
def test_a_figure_at_the_end_of_the_text_is_the_articles(end: str, images: int) -> None:
    html = f"<html><body><article><h1>The quay</h1>{paragraphs(PARAGRAPHS)}{end}</article></body>"
    found = extract(page(html))
    assert isinstance(found, Extraction)
    assert [block.kind for block in found.article.blocks].count("image") == images

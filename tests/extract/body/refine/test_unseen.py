"""What the page's own styles hide, within bounds."""

import time

from lxml.html import HtmlElement, fromstring

from services.extract.body.outline import read_outline
from services.extract.body.refine import unseen
from services.extract.body.refine.below.next_story import cut_next_story
from services.extract.body.refine.style_sheets import hidden_names
from services.extract.body.selection import Selection

NAMES = frozenset([".a", ".b", "#c"])


def sheets(css: str) -> list[HtmlElement]:
    return list(fromstring(f"<html><head><style>{css}</style></head></html>").iter("style"))


def test_a_rule_hides_a_class_and_an_id() -> None:
    css = "p.a , .z {display: none!important} #c{position:absolute;left:-9999px}"
    assert hidden_names(sheets(css), NAMES) == {".a": {""}, "#c": {""}}


def test_a_rule_for_small_screens_hides_nothing() -> None:
    assert hidden_names(sheets("@media (max-width:9px){.b{} .a{display:none}}"), NAMES) == {}


def test_a_class_that_a_rule_shows_again_is_not_hidden() -> None:
    assert hidden_names(sheets(".a{display:none}.open .a{display:block}"), NAMES) == {}


def test_what_is_shown_on_paper_alone_is_hidden() -> None:
    css = ".a{display:none}@media print{.b{margin:0}.a{display:block}}.b{color:red}"
    assert hidden_names(sheets(css), NAMES) == {".a": {""}}


def test_a_rule_for_a_class_within_another_hides_it_there() -> None:
    css = ".box .a { visibility : hidden } .box > p.b{position:absolute;top:-5000px}"
    assert hidden_names(sheets(css), NAMES) == {".a": {".box"}, ".b": {".box"}}


def test_a_style_sheet_of_ten_megabytes_takes_a_moment() -> None:
    css = ".a{display:none}" * 650_000
    start = time.process_time()
    hidden_names(sheets(css), NAMES)
    assert time.process_time() - start < 2


def test_many_rules_for_paper_take_a_moment() -> None:
    css = "@media print{" * 30_000 + ".a{display:none}"
    start = time.process_time()
    hidden_names(sheets(css), NAMES)
    assert time.process_time() - start < 2


def test_a_page_of_ten_thousand_ruled_off_headings_takes_a_moment() -> None:
    parts = "<hr><h2><a href='/x'>A heading that leads elsewhere</a></h2><p>Text.</p>" * 10_000
    page = read_outline(fromstring(f"<body><h1>Title</h1>{parts}</body>")).segments
    start = time.process_time()
    cut_next_story(Selection(page, range(len(page))), frozenset(["title"]))
    assert time.process_time() - start < 3


def test_a_class_that_many_rules_hide_within_others_is_looked_for_once() -> None:
    outer = [[f".x{number} .b" for number in range(at, at + 100)] for at in range(0, 3_000, 100)]
    css = "".join(",".join(rule) + "{display:none}" for rule in outer)
    start = time.process_time()
    hidden_names(sheets(css), NAMES)
    assert time.process_time() - start < 0.5


def test_a_paragraph_is_hidden_in_the_box_that_a_rule_names_alone() -> None:
    css = ".box .a, .none .a {display:none}"
    lines = [f"<p>{line}</p>" for line in ("The ferry made its last trip.",) * 9]
    tree = fromstring(
        f"<html><head><style>{css}</style></head><body>{''.join(lines)}"
        "<div class=box><div><p class=a>Hidden.</p></div></div><div><p class=a>Shown.</p></div>"
    )
    page = read_outline(tree).segments
    seen = unseen.drop_unseen(Selection(page, range(len(page))), list(tree.iter("style")))
    assert [segment.text for segment in seen.segments][-2:] == [page[-3].text, "Shown."]


def test_of_long_styles_no_more_is_kept_than_is_read() -> None:
    picture = f"background:url(data:image/png;base64,{'A' * 1_000}"
    tree = fromstring("".join(f"<p style='{picture}{at}'>The tide is high.</p>" for at in "ab"))
    page = read_outline(tree).segments
    known = unseen._is_unseen.cache_info().currsize
    unseen.drop_unseen(Selection(page, range(len(page))), [])
    assert unseen._is_unseen.cache_info().currsize <= known + 1

"""What the page's own styles hide, within bounds."""

import time

from lxml.html import HtmlElement, fromstring

from services.extract.body.refine.next_story import cut_next_story
from services.extract.body.refine.unseen import hidden_names
from services.extract.body.segments import read_outline
from services.extract.body.selection import Selection

NAMES = frozenset([".a", ".b", "#c"])


def sheets(css: str) -> list[HtmlElement]:
    return list(fromstring(f"<html><head><style>{css}</style></head></html>").iter("style"))


def test_a_rule_hides_a_class_and_an_id() -> None:
    css = "p.a , .z {display: none!important} #c{position:absolute;left:-9999px}"
    assert hidden_names(sheets(css), NAMES) == {".a", "#c"}


def test_a_rule_for_small_screens_hides_nothing() -> None:
    assert hidden_names(sheets("@media (max-width:9px){.b{} .a{display:none}}"), NAMES) == set()


def test_a_class_that_a_rule_shows_again_is_not_hidden() -> None:
    assert hidden_names(sheets(".a{display:none}.open .a{display:block}"), NAMES) == set()


def test_what_is_shown_on_paper_alone_is_hidden() -> None:
    css = ".a{display:none}@media print{.b{margin:0}.a{display:block}}.b{color:red}"
    assert hidden_names(sheets(css), NAMES) == {".a"}


def test_a_rule_for_a_class_within_another_hides_it_there() -> None:
    css = ".box .a { visibility : hidden } .box > p.b{position:absolute;top:-5000px}"
    assert hidden_names(sheets(css), NAMES) == {".box .a", ".box .b"}


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

"""Markdown that a parser reads back as the article's own words."""

from typing import Any, get_args

import pytest
from hypothesis import example as case
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from schemas.events import Block, BlockKind
from services.views.markdown import body, markdown
from tests.support.published import example, published

PARSER = MarkdownIt("commonmark").enable(["table", "strikethrough"])
TEXT = st.text(alphabet=st.sampled_from("ab1 .)(#>*_`~|\\<&;!-+=[]:/\"'\té字"), min_size=1)


def written(*blocks: Block) -> str:
    return body(published(blocks=list(blocks)))


def words(markdown: str) -> list[tuple[str, str]]:
    """Return what a parser finds: the tag that opens, and its text, markup in it told apart."""
    found, tag = [], ""
    for token in PARSER.parse(markdown):
        if token.nesting == 1 and token.tag != "p":
            tag = token.tag
        if token.type == "inline":
            kinds = {child.type for child in token.children or [] if child.type != "text_special"}
            text = "".join(child.content for child in token.children or [])
            found.append((f"{tag}{sorted(kinds - {'text'}) or ''}", text))
        elif token.type == "fence":
            found.append(("fence", token.content))
    return found


@given(TEXT)
@case("1. not a list")
@case("- not a list")
@case("# not a heading #")
@case("===")
@case("    not code")
@case("<b>not</b> &amp; ![x](y) **z** ~~s~~ | a |")
@case("12345678901. too long a number")
def test_a_paragraph_is_read_back_as_its_own_words(text: str) -> None:
    flat = " ".join(text.split())
    read = words(written(Block(kind="paragraph", text=text)))
    assert read == ([("", flat)] if flat else [])


@given(TEXT, st.integers(1, 6))
@case("closed ##", 2)
def test_a_heading_is_read_back_below_the_title(text: str, level: int) -> None:
    flat = " ".join(text.split())
    read = words(written(Block(kind="heading", text=text, level=level)))
    assert read in ([(f"h{max(level, 2)}", flat)], [])


@given(st.lists(TEXT.filter(str.strip), min_size=1, max_size=4), st.sampled_from(["list", "quote"]))
def test_each_line_of_a_list_or_a_quotation_is_its_own(lines: list[str], kind: Any) -> None:
    read = words(written(Block(kind=kind, text="\n".join(lines))))
    tag = {"list": "li", "quote": "blockquote"}[kind]
    assert read == [(tag, " ".join(line.split())) for line in lines]


@given(st.text(alphabet="`~ab\n ", min_size=1).filter(str.strip))
def test_code_is_read_back_as_it_is_whatever_fences_it_holds(code: str) -> None:
    assert words(written(Block(kind="code", text=code.strip("\n")))) == [
        ("fence", code.strip("\n") + "\n")
    ]


def test_lists_that_follow_each_other_stay_apart() -> None:
    lists = [Block(kind="list", text=text) for text in ("a\nb", "c", "d")]
    opened = [token.type for token in PARSER.parse(written(*lists))]
    assert opened.count("bullet_list_open") == 3


ITEMS = {
    ("-", "  -", "    -", "  -", "-"): "[a[b[c]b]a]",
    ("1.", "  1.", "  2.", "2.", "3."): "(a(bb)aa)",
    ("-", "  3.", "  4.", "-"): "[a(bb)a]",
    ("-", "", "  -", "  ", "-"): "[a·[b·]a]",
    ("3.", "2.", "1."): "(a)(a)(a)",
    ("9.", "10.", "  -", "11."): "(aa[b]a)",
    ("    -", "-", "      7."): "[aa(b)]",
    ("-", "-"): "[aa]",
    ("", "7.", "junk"): "[a](a)[a]",
}
"""Marks, and what a parser finds: lists in brackets, letters for the level of each item's text."""


@pytest.mark.parametrize("marks", ITEMS)
def test_a_list_keeps_its_levels_its_numbers_and_paragraphs(marks: tuple[str, ...]) -> None:
    lines = [f"line *{number}*" for number in range(len(marks))]
    block = Block(kind="list", text="\n".join(lines), marks=list(marks))
    signs = {"bullet_list_open": "[", "bullet_list_close": "]"}
    signs |= {"ordered_list_open": "(", "ordered_list_close": ")"}
    shape, level, read, begins = "", 0, [], False
    for token in PARSER.parse(written(block)):
        shape += signs.get(token.type, "")
        level += token.nesting if token.type in signs else 0
        begins = begins or token.type == "list_item_open"
        if token.type == "inline":
            shape, begins = shape + ("abcd"[level - 1] if begins else "·"), False
            read.append("".join(child.content for child in token.children or []))
    assert (shape, read) == (ITEMS[marks], lines)


@pytest.mark.parametrize("url", ["https://a.test/?a=1&copy;=2", "https://a.test/?a=1&amp;b=2"])
def test_an_address_is_read_back_as_it_is(url: str) -> None:
    (tokens,) = [token for token in PARSER.parse(link_of(url)) if token.type == "inline"]
    assert (tokens.children or [])[0].attrs["src"] == url


def link_of(url: str) -> str:
    return written(Block(kind="image", url=url))


def test_a_table_keeps_its_cells_and_fills_short_rows() -> None:
    text = "Town | Hosts | 100%\nPort *Ellery* | 3\nSaltmere | 4 | x"
    read = [cell for _, cell in words(written(Block(kind="table", text=text)))]
    assert read == ["Town", "Hosts", "100%", "Port *Ellery*", "3", "", "Saltmere", "4", "x"]


def test_a_tables_empty_cells_and_bars_are_read_back() -> None:
    text = "Command |  | does\n | ls \\| wc | a\\|b"
    read = [cell for _, cell in words(written(Block(kind="table", text=text)))]
    assert read == ["Command", "", "does", "", "ls | wc", "a\\|b"]


def test_an_image_has_its_caption_in_it_and_under_it_with_its_credit() -> None:
    image = Block(
        kind="image", url="https://a.test/x(1)>.jpg", caption="A [bridge]", credit="N. Whitfield"
    )
    assert written(image) == (
        "![A \\[bridge\\]](<https://a.test/x(1)%3E.jpg>)\n\n*A \\[bridge\\] · N. Whitfield*"
    )


def test_without_blocks_each_line_of_the_text_is_a_paragraph() -> None:
    assert body(published(blocks=[], text="One.\nTwo.")) == "One.\n\nTwo."


@pytest.mark.parametrize("kind", get_args(BlockKind))
def test_a_block_without_words_leaves_nothing(kind: Any) -> None:
    assert written(Block(kind=kind, text=" \n")) == ""


@given(TEXT, TEXT, TEXT)
@case(" ", " ", " ")
@case("a", "*", "`")
def test_title_lead_and_site_are_read_back_as_their_own_words(
    title: str, lead: str, site: str
) -> None:
    own = {"title": title, "subtitle": lead, "site_name": site}
    bare = published(authors=[], published_at=None, blocks=[], text="Text.").model_copy(update=own)
    read = [text for _, text in words(markdown(bare))]
    shown = [" ".join(each.split()) for each in (title, lead, site.strip() or bare.site)]
    assert read == [*filter(None, shown), bare.canonical_url, "Text."]


def test_the_article_begins_with_title_lead_people_site_and_address() -> None:
    lines = markdown(example().model_copy(update={"subtitle": "After two winters"})).split("\n\n")
    assert lines[:4] == [
        "# Harbour bridge reopens after two winters of repair",
        "**After two winters**",
        "Maren Oldfield · The Quayside Letter · 2026-05-12T08:15:00+02:00",
        "<https://www.example.org/local/harbour-bridge-reopens>",
    ]
    assert "## A longer way to school" in lines

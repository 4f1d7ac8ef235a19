"""The article as Markdown, from its blocks: headings, lists, quotations, tables, captions."""

from collections.abc import Iterable, Iterator

from schemas.block_text import CELL_END, without_escaped_bars
from schemas.events import ArticleExtracted, Block
from services.views.facts import byline, published, site_of
from services.views.markdown_list import listed
from services.views.markdown_text import escape, fenced, heading, link_target

FIRST_LEVEL = 2
"""Of the body's headings: level 1 is the title."""


def markdown(article: ArticleExtracted) -> str:
    """Return the whole article: title, lead, who, where and when, then the body."""
    return "\n\n".join([*_head(article), body(article)]).strip() + "\n"


def body(article: ArticleExtracted) -> str:
    """Return the body alone; without blocks each line of the text is a paragraph."""
    blocks = article.blocks or [
        Block(kind="paragraph", text=line) for line in article.text.split("\n")
    ]
    found, is_apart = [], False
    for block in blocks:
        if text := _block(block, is_apart):
            found.append(text)
            # two lists with one bullet, one after the other, would be one list
            is_apart = block.kind == "list" and not is_apart
    return "\n\n".join(found)


def _head(article: ArticleExtracted) -> Iterator[str]:
    if title := (article.title or "").strip():
        yield heading(title, 1)
    if lead := escape(article.subtitle or ""):
        yield f"**{lead}**"
    facts = [byline(article), site_of(article), published(article) or ""]
    yield " · ".join(map(escape, filter(None, facts)))
    yield link_target(article.canonical_url)


def _block(block: Block, is_apart: bool) -> str:
    if block.kind != "image" and not block.text.strip():
        return ""
    match block.kind:
        case "heading":
            return heading(block.text, max(block.level or FIRST_LEVEL, FIRST_LEVEL))
        case "quote":
            return "\n>\n".join(f"> {line}" for line in _lines(block.text))
        case "list":
            return listed(block.text.split("\n"), block.marks, is_apart)
        case "code":
            return fenced(block.text)
        case "table":
            return _table(block.text)
        case "image":
            return _image(block)
    return escape(block.text)


def _lines(text: str) -> list[str]:
    return [escape(line) for line in text.split("\n") if line.strip()]


def _table(text: str) -> str:
    """Write a table; Markdown has none without a head, so the first line is the head."""
    rows = [line.split(CELL_END) for line in text.split("\n") if line.strip()]
    width = max(map(len, rows), default=0)
    if width == 0:
        return ""
    head, *rest = ([*row, *[""] * (width - len(row))] for row in rows)
    return "\n".join([_row(head), "|" + " --- |" * width, *map(_row, rest)])


def _row(cells: Iterable[str]) -> str:
    return "| " + " | ".join(escape(without_escaped_bars(cell)) for cell in cells) + " |"


def _image(block: Block) -> str:
    if not block.url:
        return ""
    caption = escape(block.caption or "")
    under = " · ".join(filter(None, [caption, escape(block.credit or "")]))
    picture = f"![{caption}]({link_target(block.url)})"
    return f"{picture}\n\n*{under}*" if under else picture

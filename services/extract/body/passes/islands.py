"""The text of a page that has none in its tree: in a template, in `noscript`, or in its data.

`hydration`: what a framework hands to its scripts (`__NEXT_DATA__`, flight chunks, `__NUXT__`,
`__INITIAL_STATE__`, Apollo and Redux states); `json-ld`: `articleBody`. Each is read only where
the page itself shows too little, and is bounded in size, depth and number of values.
"""

import html
import re
from collections.abc import Iterator
from itertools import islice
from typing import Any

from lxml.html import HtmlElement

from services.extract.body.outline import Outline, read_outline
from services.extract.body.passes import states
from services.extract.body.passes.literals import Budget
from services.extract.body.passes.prose import TAG, IsTitle, longest_run
from services.extract.body.passes.rich_text import PARAGRAPH_CHARS
from services.extract.body.segments import squeeze
from services.extract.body.selection import Page
from services.extract.body.sentence_ends import ends_a_sentence
from services.extract.markup.document import Document, parse
from services.extract.markup.jsonld import Node, rank, texts
from services.extract.markup.measure import measure, measure_all
from services.extract.markup.text import tidy_lines

_TEXT_CHARS_MAX = 400_000
_ELEMENTS_MAX = 20
_PARAGRAPHS_MIN = 3
_SCRIPT_CHARS_MIN = 150
_ATTRIBUTE_CHARS_MIN = 150
_ATTRIBUTES_MAX = 50
_TITLE_CHARS = 8
_STATE_CHARS = 200
"""A state with so much text makes its script's loose strings of markup superfluous."""
_BODIES = ("articleBody", "text", "reviewBody")
_SPLIT = ("articleBody", "hasPart", "liveBlogUpdate")
_PART = ("headline", "articleBody", "text")
"""Where schema.org has a text: whole, in parts, and in each part."""
_PARTS_MAX = 300
_TEMPLATES = ("template", "handlebars", "x-tmpl", "markdown")
_INLINE = re.compile(r"</(?:a|b|i|u|em|strong|span|mark|code|sup|sub|small)>", re.IGNORECASE)
_HASHES = re.compile(r"^#{1,6} +", re.MULTILINE)


def read_island(
    document: Document, chars_least: int, titles: frozenset[str]
) -> tuple[str, Outline] | None:
    """Return the name of the pass and the longest text that the page keeps out of its tree.

    `titles` are the page's own, squeezed: of several texts in a state, one beside them is taken.
    """

    def is_title(text: str) -> bool:
        key = squeeze(text)
        return len(key) >= _TITLE_CHARS and any(title.startswith(key) for title in titles)

    found = [
        *(("template", each) for each in _elements(document.tree)),
        *(("json-ld", each) for each in _stated(document)),
        *(("hydration", each) for each in _states(document.tree, is_title)),
        *(("hydration", each) for each in _attributes(document.tree, is_title)),
    ]
    sized = [(_length(outline), name, outline) for name, outline in found]
    best = max(sized, key=lambda each: each[0], default=None)
    return best[1:] if best is not None and best[0] >= chars_least else None


def _length(outline: Outline) -> float:
    return measure_all(segment.text for segment in outline.segments)


def _elements(tree: HtmlElement) -> Iterator[Outline]:
    """Read `noscript` as the page's own, templates with running text, and markup in `textarea`."""
    for element in islice(tree.iter("template", "noscript", "textarea"), _ELEMENTS_MAX):
        text = element.text or ""
        if element.tag == "textarea" or (len(element) == 0 and TAG.search(text[:2_000])):
            yield from _outlines(text)
            continue
        within = [read_outline(child) for child in element if isinstance(child.tag, str)]
        segments = Page(segment for outline in within for segment in outline.segments)
        outline = Outline(segments, [], max((each.depth for each in within), default=0))
        if element.tag != "template" or _is_running(outline):
            yield outline


def _is_running(outline: Outline) -> bool:
    """Return whether a text has several paragraphs, unlike a notice or a widget that waits."""
    long_ones = [s.text for s in outline.segments if measure(s.text) >= PARAGRAPH_CHARS]
    return sum(map(ends_a_sentence, long_ones)) >= _PARAGRAPHS_MIN


def _stated(document: Document) -> Iterator[Outline]:
    for node in document.nodes:
        if rank(node):
            for text in _texts_of(node):
                yield from _outlines(html.unescape(html.unescape(text)) if "&" in text else text)


def _texts_of(node: Node) -> list[str]:
    """Return what may be the text that a node states: whole, in parts, or whole with more parts."""
    whole = ["\n".join(texts(node.get(name))) for name in _BODIES]
    parts = [_parts(node.get(name)) for name in _SPLIT]
    body = "\n".join(texts(node.get("articleBody")))
    more = [line for line in _parts(node.get("hasPart")).split("\n") if line not in body]
    return [*whole, *parts, "\n".join((body, *more)) if body and more else ""]


def _parts(value: Any) -> str:
    """Join what a property states in parts: elements of the page, updates of a live blog."""
    parts = [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []
    return "\n".join(
        text for each in parts[:_PARTS_MAX] for name in _PART for text in texts(each.get(name))[:1]
    )


def _states(tree: HtmlElement, is_title: IsTitle) -> Iterator[Outline]:
    """Read the data in scripts: of each, the longest run of paragraphs under keys of a body."""
    flight: list[str] = []
    budget = Budget()
    left = states.SCRIPTS_CHARS_MAX
    for script in tree.iter("script"):
        text = script.text or ""
        kind = (script.get("type") or "").lower()
        is_flight = "__next_f" in text
        if "ld+json" in kind or (len(text) < _SCRIPT_CHARS_MIN and not is_flight):
            continue
        left -= len(text)
        if left < 0:
            break
        if is_flight:
            flight.extend(states.flight_strings(text))
        elif kind == "text/html" or any(name in kind for name in _TEMPLATES):
            yield from filter(_is_running, _outlines(_HASHES.sub("", text)))
        else:
            is_data = "json" in kind or (bool(kind) and text[:9].lstrip().startswith("%7B"))
            yield from _of_script(text, is_data, is_title, budget)
    rows = list(states.flight_values("".join(flight)))
    for value in rows:
        yield from _run(value, is_title)
    if len(rows) > 1:  # a component each, of which several make the text
        yield from _run({"children": rows}, is_title)


def _of_script(text: str, is_json: bool, is_title: IsTitle, budget: Budget) -> Iterator[Outline]:
    most = 0.0
    for value in states.values_of(states.plain(text) if is_json else text, is_json, budget):
        for outline in _run(value, is_title):
            most = max(most, _length(outline))
            yield outline
    if not is_json and most < _STATE_CHARS:
        for value in states.markup_strings(text):
            yield from _run(value, is_title)


def _run(value: Any, is_title: IsTitle) -> Iterator[Outline]:
    return _outlines("\n".join(longest_run(value, is_title)))


def _attributes(tree: HtmlElement, is_title: IsTitle) -> Iterator[Outline]:
    """Read the data that a framework keeps in attributes: `data-page`, `:article`."""
    long_ones = (
        value
        for element in tree.iter()
        for value in element.values()
        if len(value) >= _ATTRIBUTE_CHARS_MIN and value.lstrip().startswith(("{", "[", "<"))
    )
    for value in islice(long_ones, _ATTRIBUTES_MAX):
        if value.lstrip().startswith("<"):
            yield from filter(_is_running, _outlines(value))
        else:
            for data in states.values_of(value, True, Budget()):
                yield from _run(data, is_title)


def _outlines(text: str) -> Iterator[Outline]:
    """Cut a text into segments: as HTML where it is such, else a paragraph a line."""
    text = text[:_TEXT_CHARS_MAX]
    if measure(text) < PARAGRAPH_CHARS:
        return
    if not TAG.search(text[:20_000]):
        lines = tidy_lines(text.splitlines())
        plain = str if _INLINE.search(text[:20_000]) else html.escape
        text = "".join(f"<p>{plain(line)}</p>" for line in lines)
    tree = parse(f"<html><body><article>{text}</article></body></html>")
    if tree is not None:
        yield read_outline(tree)

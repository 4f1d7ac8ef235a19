"""The text of a page that has none in its tree: in a template, in `noscript`, or in its data.

`hydration`: what a framework hands to its scripts (`__NEXT_DATA__`, flight chunks, `__NUXT__`,
`__INITIAL_STATE__`, Apollo and Redux states); `json-ld`: `articleBody`. Each is read only where
the page itself shows too little, and is bounded in size, depth and number of values.
"""

import html
import json
import re
from collections.abc import Iterator
from typing import Any

from lxml.html import HtmlElement

from services.extract.body.edges import SENTENCE_ENDS
from services.extract.body.segments import Outline, read_outline
from services.extract.markup.document import Document, parse
from services.extract.markup.jsonld import rank, texts
from services.extract.markup.text import tidy_lines

SCRIPTS_CHARS_MAX = 12_000_000
_VALUES_MAX = 200_000
_DEPTH_MAX = 60
_TEXT_CHARS_MAX = 400_000
_ELEMENTS_MAX = 20
_STATE = re.compile(r"=\s{0,9}(?=[{\[])|JSON\.parse\(\s{0,9}(?=\")")
_TRIES_MAX = 300
_WORK_CHARS_MAX = 2 * SCRIPTS_CHARS_MAX
"""Of decoding, failed tries with it."""
_FLIGHT = re.compile(r"__next_f\.push\(\[\s{0,9}1\s{0,9},\s{0,9}(?=\")")
_FLIGHT_LINE = re.compile(r"^[0-9a-f]{1,6}:(?:T[0-9a-f]{1,6},|[A-Z]{0,2}(?=[\[{\"]))", re.MULTILINE)
_BODY_KEYS = re.compile(
    r"^(?:article_?)?(?:body|content|text|html|copy|paragraphs?|blocks?|children|value|rendered"
    r"|story|main_?text|full_?text|body_?(?:html|text|content|markup)|content_?(?:html|elements?|body)"
    r"|components?|elements?|nodes?|sections?|detail|richtext|markdown|data)$",
    re.IGNORECASE,
)
_PARAGRAPH_CHARS = 60
_PARAGRAPHS_MIN = 3
_NESTED_MAX = 20
"""JSON in strings of JSON, taken apart in one body."""
_ATTRIBUTE_CHARS_MIN = 300
_ATTRIBUTES_MAX = 50
_ANGULAR = (("&q;", '"'), ("&l;", "<"), ("&g;", ">"), ("&s;", "'"), ("&a;", "&"))
"""Escapes of Angular's transfer state."""
_MARKUP = re.compile(r"(?=\"(?:<|\\u003[cC])(?:p|div|article|h2)\b)")
_MARKUP_QUOTED = re.compile(
    r"'(<(?:p|div|article|h2)\b[^'\\]*(?:\\.[^'\\]*)*)'|`(<(?:p|div|article|h2)\b[^`\\]*)`",
    re.DOTALL,
)
_WRAPPERS = frozenset(["attrs", "attributes", "props", "fields", "model", "item", "items", "p"])
_TAG = re.compile(r"<(?:p|div|br|h[2-6]|ul|blockquote)[\s>/]", re.IGNORECASE)
_SENTENCE_MARKS = (".", "!", "?", "。", "！", "？", "…")


def read_island(document: Document, chars_least: int) -> tuple[str, Outline] | None:
    """Return the name of the pass and the longest text that the page keeps out of its tree."""
    found = [
        *(("template", each) for each in _elements(document.tree)),
        *(("json-ld", each) for each in _stated(document)),
        *(("hydration", each) for each in _states(document.tree)),
        *(("hydration", each) for each in _attributes(document.tree)),
    ]
    outlines = [(name, outline) for name, outline in found if outline is not None]
    best = max(outlines, key=lambda pair: pair[1].chars, default=None)
    return best if best is not None and best[1].chars >= chars_least else None


def _elements(tree: HtmlElement) -> Iterator[Outline]:
    """Read shadow roots and `noscript` as the page's own, and markup inside of `textarea`."""
    count = 0
    for element in tree.iter("template", "noscript", "textarea"):
        count += 1
        if count > _ELEMENTS_MAX:
            return
        text = element.text or ""
        if element.tag == "textarea" or (len(element) == 0 and _TAG.search(text[:2_000])):
            yield from _outlines(text)
            continue
        within = [read_outline(child) for child in element if isinstance(child.tag, str)]
        segments = [segment for outline in within for segment in outline.segments]
        outline = Outline(segments, [], max((each.depth for each in within), default=0))
        is_root = any("shadowroot" in name for name in element.attrib)
        if element.tag != "template" or is_root or _is_running(outline):
            yield outline


def _is_running(outline: Outline) -> bool:
    """Tell a text of several paragraphs from a notice or a widget that waits to be shown."""
    long_ones = [each.text for each in outline.segments if len(each.text) >= _PARAGRAPH_CHARS]
    return sum(text.endswith(SENTENCE_ENDS) for text in long_ones) >= _PARAGRAPHS_MIN


def _stated(document: Document) -> Iterator[Outline]:
    for node in document.nodes:
        if rank(node):
            for text in (*texts(node.get("articleBody"))[:1], *texts(node.get("text"))[:1]):
                yield from _outlines(html.unescape(text) if "&lt;" in text else text)


def _states(tree: HtmlElement) -> Iterator[Outline]:
    """Read the data in scripts: of each, the longest run of paragraphs under keys of a body."""
    flight: list[str] = []
    left = SCRIPTS_CHARS_MAX
    for script in tree.iter("script"):
        text = script.text or ""
        kind = (script.get("type") or "").lower()
        if "ld+json" in kind or len(text) < 200:
            continue
        left -= len(text)
        if left < 0:
            break
        if "__next_f" in text:
            flight.extend(_strings(text, _FLIGHT))
            continue
        if "template" in kind or "handlebars" in kind or "x-tmpl" in kind or kind == "text/html":
            yield from filter(_is_running, _outlines(text))
            continue
        is_json = "json" in kind
        for value in _values(_plain(text) if is_json else text, is_json):
            yield from _outlines("\n".join(_longest_run(value)))
        for value in () if is_json else _markup_strings(text):
            yield from _outlines("\n".join(_longest_run(value)))
    for value in _flight_values("".join(flight)):
        yield from _outlines("\n".join(_longest_run(value)))


def _attributes(tree: HtmlElement) -> Iterator[Outline]:
    """Read the data that a framework keeps in attributes: `data-page`, `:article`."""
    count = 0
    for element in tree.iter():
        for value in element.values():
            if len(value) < _ATTRIBUTE_CHARS_MIN or value.lstrip()[:1] not in ("{", "["):
                continue
            count += 1
            if count > _ATTRIBUTES_MAX:
                return
            for data in _values(value, is_json=True):
                yield from _outlines("\n".join(_longest_run(data)))


def _markup_strings(text: str) -> Iterator[Any]:
    """Yield the strings of a program that are markup, wherever they stand in it."""
    for value in _strings(text, _MARKUP):
        yield {"body": value}
    for match in _first(_MARKUP_QUOTED, text, _TRIES_MAX):
        yield {"body": re.sub(r"\\(.)", r"\1", (match[1] or match[2]).replace("\\n", "\n"))}


def _values(text: str, is_json: bool) -> Iterator[Any]:
    """Yield the objects that a script holds; a program is read where one is assigned."""
    if is_json:
        starts = [len(text) - len(text.lstrip())]
    else:
        starts = [match.end() for match in _first(_STATE, text, _TRIES_MAX)]
    decoder = json.JSONDecoder(strict=False)
    end, left = 0, _WORK_CHARS_MAX
    for start in starts:
        if start < end or left < 0:
            continue
        try:
            value, end = decoder.raw_decode(text, start)
            yield json.loads(value, strict=False) if isinstance(value, str) else value
        except json.JSONDecodeError as error:
            left -= error.pos - start
        except (ValueError, RecursionError):
            left -= SCRIPTS_CHARS_MAX // 10


def _first(pattern: re.Pattern[str], text: str, most: int) -> Iterator[re.Match[str]]:
    for number, match in enumerate(pattern.finditer(text)):
        if number >= most:
            return
        yield match


def _strings(text: str, before: re.Pattern[str]) -> Iterator[str]:
    for match in _first(before, text, 2_000):
        try:
            value, _ = json.JSONDecoder(strict=False).raw_decode(text, match.end())
        except (ValueError, RecursionError):
            continue
        if isinstance(value, str):
            yield value


def _flight_values(flight: str) -> Iterator[Any]:
    """Yield the rows of React's flight format: `id:json`, or `id:Tlength,text`."""
    if not flight:
        return
    marks = list(_first(_FLIGHT_LINE, flight, 5_000))
    for mark, following in zip(marks, [*marks[1:], None], strict=True):
        row = flight[mark.end() : following.start() if following else len(flight)]
        if mark[0].endswith(","):
            yield {"body": row}
            continue
        try:
            yield json.loads(row, strict=False)
        except (ValueError, RecursionError):
            continue


def _plain(text: str) -> str:
    """Undo the escapes of a transfer state."""
    if "&q;" in text:
        for escaped, plain in _ANGULAR:
            text = text.replace(escaped, plain)
    return text


def _is_table(value: Any) -> bool:
    """Tell a payload in one list whose objects name their values by their places in it."""
    first = value[0] if isinstance(value, list) and len(value) > 1 else None
    places = first.values() if isinstance(first, dict) else first if isinstance(first, list) else ()
    return bool(places) and any(isinstance(each, int) for each in places)


def _longest_run(value: Any) -> list[str]:
    """Return the strings of the branch that holds most running text under keys of a body."""
    if _is_table(value):
        value = {"body": [each for each in value if isinstance(each, str)]}
    best: list[str] = []
    seen = 0
    stack: list[tuple[Any, int]] = [(value, 0)]
    while stack and seen < _VALUES_MAX:
        item, depth = stack.pop()
        seen += 1
        if depth > _DEPTH_MAX or not isinstance(item, dict | list):
            continue
        pairs = item.items() if isinstance(item, dict) else enumerate(item)
        for name, child in pairs:
            if isinstance(name, str) and _BODY_KEYS.match(name):
                run, count = _prose(child)
                seen += count
                if sum(map(len, run)) > sum(map(len, best)):
                    best = run
                    continue
            stack.append((child, depth + 1))
    return best


def _prose(value: Any) -> tuple[list[str], int]:
    """Return the running text of a body, and how many values were looked at.

    It is a string of markup, or the texts of portable blocks.
    """
    found: list[str] = []
    stack: list[tuple[Any, int]] = [(value, 0)]
    chars = count = nested = 0
    while stack and chars < _TEXT_CHARS_MAX and count < _VALUES_MAX:
        item, depth = stack.pop()
        count += 1
        if isinstance(item, str):
            data = _data_in(item) if nested < _NESTED_MAX else None
            if data is not None:
                nested += 1
                found.extend(_longest_run({"body": data}) or _longest_run(data))
            elif _is_prose(item):
                chars += len(item)
                found.append(item)
        elif depth < _DEPTH_MAX and isinstance(item, list):
            spans = _joined_spans(item)
            stack.extend((each, depth + 1) for each in reversed([spans] if spans else item))
        elif depth < _DEPTH_MAX and isinstance(item, dict):
            stack.extend((item[name], depth + 1) for name in reversed(item) if _is_body_part(name))
    return found, count


def _data_in(text: str) -> Any:
    """Return what a string of JSON holds, None where it is none."""
    if len(text) < _ATTRIBUTE_CHARS_MIN or text[:1] not in ("{", "["):
        return None
    try:
        return json.loads(text, strict=False)
    except (ValueError, RecursionError):
        return None


def _is_prose(text: str) -> bool:
    if _TAG.search(text[:5_000]):
        return True
    start = text[:2_000]
    return (
        len(text) >= _PARAGRAPH_CHARS
        and any(mark in start for mark in _SENTENCE_MARKS)
        and not any(sign in start for sign in ("{", "};", "=>", "://"))
    )


def _is_body_part(name: str) -> bool:
    return bool(_BODY_KEYS.match(name)) or name in _WRAPPERS


def _joined_spans(items: list[Any]) -> str:
    """Join the spans of one paragraph of portable text."""
    if not items or not all(isinstance(i, dict) and isinstance(i.get("text"), str) for i in items):
        return ""
    kinds = {i.get("_type") or i.get("type") for i in items}
    return (
        "".join(i["text"] for i in items)
        if kinds <= {"span", "text", None} and len(items) > 1
        else ""
    )


def _outlines(text: str) -> Iterator[Outline]:
    """Cut a text into segments: as HTML where it is such, else a paragraph a line."""
    text = text[:_TEXT_CHARS_MAX]
    if len(text) < _PARAGRAPH_CHARS:
        return
    if not _TAG.search(text[:20_000]):
        lines = tidy_lines(text.splitlines())
        text = "".join(f"<p>{html.escape(line)}</p>" for line in lines)
    tree = parse(f"<html><body><article>{text}</article></body></html>")
    if tree is not None:
        yield read_outline(tree)

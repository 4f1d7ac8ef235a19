"""The running text in a state: the longest run of paragraphs under the keys of a body."""

import json
import re
from collections.abc import Callable, Iterable
from itertools import groupby, takewhile
from typing import Any, NamedTuple

from services.extract.body.passes.rich_text import (
    PARAGRAPH_CHARS,
    block_tag,
    paragraph_of,
    react_element,
)
from services.extract.body.passes.tables import is_table, unfolded
from services.extract.body.sentence_ends import MARKS, UNMARKED, ends_a_sentence
from services.extract.markup.measure import measure

VALUES_MAX = 200_000
TAG = re.compile(r"<(?:p|div|br|h[2-6]|ul|blockquote)[\s>/]", re.IGNORECASE)
_MARKUP = re.compile(r"<[^<>]*>")
_DEPTH_MAX = 60
_TEXT_CHARS_MAX = 400_000
_BODY_WORDS = (
    "body", "contents?", "text", "html", "copy", "paragraphs?", "blocks?", "children", "value",
    "rendered", "story", "components?", "cards?", "elements?", "nodes?", "sections?", "detail",
    "richtext", "markdown", "data", "json", "document", "root", "lexical", "delta", "ops",
    "insert", "inhalt", "contenu", "corps", "texte", "contenido", "cuerpo", "texto", "conteudo",
    "corpo", "testo", "contenuto", "tekst", "tresc", "obsah", "szoveg", "tartalom", "icerik",
    "metin", "noidung", "isi", "kontent", "innehall", "objs", "p[aá]rrafos", "par[aá]grafos",
    "paragrafi", "absaetze", "absätze", "akapity", "odstavce", "paragraflar",
)  # fmt: skip
_BODY_KEYS = re.compile(
    r"^_*(?:(?:article|editor|content|body|inner|rich|full|main|post|story|rendered|raw|plain|field)[-_]?)?"
    rf"(?:{'|'.join(_BODY_WORDS)})(?:_?(?:html|text|content|markup|elements?|body|blocks?|json|raw))?$",
    re.IGNORECASE,
)
"""Names under which states keep a text, or a part of it: `articleBody`, `contentBlocks`."""
_LEADS = frozenset([
    "intro", "introduction", "introtext", "lead", "leadtext", "standfirst", "chapo", "chapeau",
    "ingress", "vorspann", "entradilla", "bajada", "preamble", "perex", "lid", "occhiello",
])  # fmt: skip
"""Names of the lead beside a body, small and without marks; a summary is often for machines."""
_LEAD_CHARS = 40
"""A body that has the lead's first letters begins with it."""
_WRAPPERS = frozenset([
    "attrs", "attributes", "props", "fields", "model", "item", "items", "p", "raw",
    "dangerouslySetInnerHTML",
])  # fmt: skip
_ASIDE = re.compile(
    r"interstitial|related|newsletter|promo|read_?(?:more|also)|advert", re.IGNORECASE
)
"""Types of the blocks among a text's that are none of it."""
_KIND_CHARS_MAX = 60
_TITLES = ("title", "headline", "headlines", "heading", "name")
_TITLE_WRAPPERS = ("rendered", "basic", "text", "main", "value")
_TITLE_CHARS = 6
_NESTED_MAX = 20
"""JSON in strings of JSON, taken apart in one body."""
_DATA_CHARS_MIN = 150
_SENTENCE = re.compile(f"[{MARKS}]|[{UNMARKED}]{{20}}")
"""Its mark, or letters of a script that needs none."""
_SENTENCE_CHARS = 25
"""In letters of an alphabet: the least of a short paragraph at an end of the running text."""
_SIGNS = ("{", "};", "=>", "://")
_SHORT_CHARS_MAX = 200
_BLOCK_TAGS = frozenset(["p", "h2", "h3", "h4", "li", "blockquote", "dd", "dt"])
_TAGGED = _BLOCK_TAGS - {"p", "dd", "dt"}
IsTitle = Callable[[str], bool]


class _Text(NamedTuple):
    """A text found in a body."""

    text: str
    is_long: bool
    group: int
    """A number for the list that it stands in, 0 outside of lists."""
    tag: str = ""
    """The element that its block stands for, empty for a paragraph."""


def longest_run(value: Any, is_title: IsTitle = lambda _: False) -> list[str]:
    """Return the strings of the branch that holds most running text under keys of a body.

    One beside the page's own title comes before longer ones.
    """
    if not is_table(value):
        return _longest_run(value, is_title)
    strings = {"body": [each for each in value if isinstance(each, str)]}
    return (
        longest_run(unfolded(value), is_title)
        or _longest_run(strings, is_title)
        or _longest_run(value, is_title)
    )


def _longest_run(value: Any, is_title: IsTitle) -> list[str]:
    """Walk a state; of two bodies the one beside the page's own title wins, then the longer one."""
    best: list[str] = []
    lead = ""
    most, seen = (False, 0), 0
    references = _references(value)
    stack: list[tuple[Any, int, bool]] = [(value, 0, False)]
    while stack and seen < VALUES_MAX:
        item, depth, is_own = stack.pop()
        seen += 1
        if depth > _DEPTH_MAX:
            continue
        if isinstance(item, dict) and (title := _titled(item)):
            is_own = is_title(title)
        for name, child in _members(item):
            if name and _BODY_KEYS.match(name):
                run, count = _prose(child, references)
                seen += count
                size = is_own, sum(map(len, run))
                if run and size > most:
                    best, most, lead = run, size, _lead_of(item)
                    if is_own:
                        continue
            stack.append((child, depth + 1, is_own))
    is_told = lead[:_LEAD_CHARS] in _plain(" ".join(best))
    return best if is_told else [lead, *best]


def _lead_of(item: Any) -> str:
    """Return the paragraph that an object has beside its body as the lead; empty without one."""
    named = (text for name, text in _members(item) if name.lower().replace("_", "") in _LEADS)
    plain = (_plain(each) for each in named if isinstance(each, str))
    return next((each for each in plain if _is_prose(each) and ends_a_sentence(each)), "")


def _plain(text: str) -> str:
    return _MARKUP.sub("", text).strip()


def _members(item: Any) -> Iterable[tuple[str, Any]]:
    """Return what an object or a list holds, with its name, empty in a list."""
    if isinstance(item, dict):
        return item.items()
    return (("", each) for each in item) if isinstance(item, list) else ()


def _titled(item: dict[str, Any]) -> str:
    """Return the title that an object states; empty where it has none, or the name of a type."""
    for name in _TITLES:
        title = item.get(name)
        if isinstance(title, dict):
            title = next((title[each] for each in _TITLE_WRAPPERS if each in title), None)
        if isinstance(title, str) and len(title) >= _TITLE_CHARS and "/" not in title:
            return title
    return ""


def _references(value: Any) -> dict[str, Any]:
    """Return the objects that Apollo's cache names: `{"__ref":"Article:1"}`."""
    for item in (value, *(value.values() if isinstance(value, dict) else ())):
        if isinstance(item, dict) and "ROOT_QUERY" in item:
            return item
    return {}


def _prose(value: Any, references: dict[str, Any]) -> tuple[list[str], int]:
    """Return the running text of a body, and how many values were looked at.

    It is a string of markup, or the texts of blocks; short ones count between longer ones.
    """
    found: list[_Text] = []
    stack: list[tuple[Any, int, int, str]] = [(value, 0, 0, "")]
    chars = count = nested = 0
    while stack and chars < _TEXT_CHARS_MAX and count < VALUES_MAX:
        item, depth, group, tag = stack.pop()
        count += 1
        if isinstance(item, str):
            data = _data_in(item) if nested < _NESTED_MAX else None
            if data is not None:
                nested += 1
                found.extend(_Text(text, True, 0) for text in longest_run({"body": data}))
            elif (is_long := _is_prose(item)) or (group and (_is_short(item) or tag)):
                chars += len(item)
                found.append(_Text(item, is_long, group, tag))
        elif depth < _DEPTH_MAX and isinstance(item, list):
            stack.extend(_of_list(item, depth, group, count, tag))
        elif depth < _DEPTH_MAX and isinstance(item, dict):
            own = block_tag(item) or tag
            stack.extend((each, depth + 1, group, own) for each in _of_object(item, references))
    return _marked_up(_between_prose(found)), count


def _of_object(item: dict[str, Any], references: dict[str, Any]) -> list[Any]:
    """Return what of an object is to be read next, the last first: what it refers to, or parts."""
    kind = item.get("type", item.get("_type"))
    if isinstance(kind, str) and _ASIDE.search(kind[:_KIND_CHARS_MAX]):
        return []
    named = item.get("__ref")
    if isinstance(named, str) and named in references:
        return [references[named]]
    return [item[name] for name in reversed(item) if _BODY_KEYS.match(name) or name in _WRAPPERS]


def _of_list(
    item: list[Any], depth: int, group: int, new: int, tag: str
) -> list[tuple[Any, int, int, str]]:
    """Return what of a list is to be read next, the last first; `new` is the group of its texts."""
    element = react_element(item)
    if element is not None:
        name, inner = element
        own = name if name in _TAGGED else tag
        text = paragraph_of(inner) if isinstance(inner, list) else inner
        if text and isinstance(text, str):
            return [(text, depth + 1, (group or new) if name in _BLOCK_TAGS else 0, own)]
        return [(item[3], depth + 1, 0, own)]
    text = paragraph_of(item)
    if text:
        return [(text, depth + 1, group or new, tag)]
    return [(each, depth + 1, new, tag) for each in reversed(item)]


def _between_prose(found: list[_Text]) -> list[_Text]:
    """Leave short texts out before and after the running text, and what a block states twice.

    A short sentence in the list of the running text's last paragraph ends it.
    """
    places = [place for place, each in enumerate(found) if each.is_long]
    if not places:
        return []
    last = places[-1]
    ending = takewhile(lambda each: _goes_on(each, found[last]), found[last + 1 :])
    kept = [*found[places[0] : last + 1], *ending]
    plain = [_plain(each.text) for each in kept]
    return [
        each for place, each in enumerate(kept) if not place or plain[place - 1] != plain[place]
    ]


def _marked_up(texts: list[_Text]) -> list[str]:
    """Return texts as elements where a block of them is no paragraph, else as they are."""
    if {"", "p"}.issuperset(map(_element_of, texts)):
        return [each.text for each in texts]
    lines: list[str] = []
    for tag, group in groupby(texts, key=_element_of):
        inner = [f"<{tag}>{each.text}</{tag}>" if tag else each.text for each in group]
        lines.extend(["<ul>", *inner, "</ul>"] if tag == "li" else inner)
    return lines


def _element_of(text: _Text) -> str:
    """Return the element for a text, nothing where it is markup."""
    return "" if TAG.search(text.text) else text.tag or "p"


def _goes_on(text: _Text, last: _Text) -> bool:
    is_listed = text.group == last.group != 0
    if text.tag == "li":
        return True
    return is_listed and measure(text.text) >= _SENTENCE_CHARS and ends_a_sentence(text.text)


def _data_in(text: str) -> Any:
    """Return what a string of JSON holds, None where it is none."""
    if len(text) < _DATA_CHARS_MIN or text[:1] not in ("{", "["):
        return None
    try:
        return json.loads(text, strict=False)
    except (ValueError, RecursionError):
        return None


def _is_prose(text: str) -> bool:
    """Return whether a string is a paragraph, or markup with some."""
    if TAG.search(text[:5_000]):
        return True
    start = text[:2_000]
    return (
        measure(start) >= PARAGRAPH_CHARS
        and _SENTENCE.search(start) is not None
        and not any(sign in start for sign in _SIGNS)
    )


def _is_short(text: str) -> bool:
    """Return whether a string is a heading or a short paragraph, no name or code of a program."""
    text = text.strip()
    if not 2 <= len(text) <= _SHORT_CHARS_MAX or any(sign in text for sign in _SIGNS):
        return False
    return " " in text or ends_a_sentence(text) or not text.isascii()

"""Names that sign an article: the line that ends its text."""

import re
from collections.abc import Iterator
from itertools import islice

from lxml import etree

from services.extract.dates.sources.other_boxes import is_announced, is_in_comment
from services.extract.markup.measure import measure
from services.extract.markup.normalise import plain_text
from services.extract.markup.query import is_inside, text_of
from services.extract.metadata.page_data import PageData
from services.extract.metadata.people.author_names import names_alone
from services.extract.metadata.people.labels import starts_with_label
from services.extract.metadata.people.name_shapes import has_case, is_name_like, names_role

_PROSE_MEASURE = 90
_PARAGRAPHS_LEAST = 2
"""Of a text that somebody signs."""
_PARAGRAPHS_MAX = 2_000
_SIGNATURE_CHARS_MAX = 120
_BEHIND_MAX = 3
"""Lines behind the last paragraph that may be the signature."""
_NO_TEXT = ("aside", "blockquote", "figure", "footer", "form", "li", "nav")
_LINES = ("b", "div", "em", "i", "p", "strong")
_BLOCKS = ("div", "h2", "h3", "h4", "h5", "h6", "ol", "p", "ul")
_CLOSING = re.compile(
    "[。」][（【(]((?:[々\u3040-\u30ff\u4e00-\u9fff]{3,5}、)*[\u4e00-\u9fff][々\u3040-\u30ff\u4e00-\u9fff]{2,4}"
    "(?<![部社局略版面会円年月日町市区県村駅店館場院校所])(?<!写真|資料|提供|通信|時間|参照|終了|続き))[）】)]$"
)
"""How a Japanese article names its writer behind its last sentence: `……という。（高橋由美）`."""
_BIO_CHARS_MAX = 400
_BIO = re.compile(
    r"[—–-]?\s*(?P<name>[^\W\d_][^\d,:;()]{4,40}?),?\s"
    r"(?:is|ist|est|es|è|é|jest|är|er|on)\s(?:an?|the|ein|une?|una?|um|uma|en|et)\s"
)
"""`A. Name is a reporter in Northport.`"""


def signed_last(data: PageData) -> list[str]:
    """Return the names of the line that ends the text: a name alone, labelled, or of a short life.

    Nothing of the text may follow it: within the text, such a line is of who is asked or quoted.
    """
    last = _last_paragraph(data.document.tree)
    if last is None:
        return []
    for line in (last, *islice(_lines_behind(last), _BEHIND_MAX)):
        text = plain_text(text_of(line))
        is_own = line is not last and line.getparent() is last.getparent()
        closing = _CLOSING.search(text) if line is last else None
        signed = _life(line) or (text if _may_sign(text, line, is_own) else "")
        signed = closing[1] if closing else signed
        if names := names_alone(signed, data):
            return names
    return []


def _last_paragraph(tree: etree._Element) -> etree._Element | None:
    """Return the last paragraph of the element that holds the most of them."""
    held: dict[etree._Element, list[etree._Element]] = {}
    for paragraph in islice(tree.iter("p"), _PARAGRAPHS_MAX):
        parent = paragraph.getparent()
        prose = measure(plain_text(text_of(paragraph)))
        if parent is not None and prose >= _PROSE_MEASURE:
            held.setdefault(parent, []).append(paragraph)
    texts = (each for each in held.values() if not is_inside(each[0], _NO_TEXT))
    text = max(texts, key=len, default=[])
    return text[-1] if len(text) >= _PARAGRAPHS_LEAST else None


def _lines_behind(last: etree._Element) -> Iterator[etree._Element]:
    """Yield the short blocks behind a paragraph, in its element and then behind that."""
    parent = last.getparent()
    siblings = [*last.itersiblings(), *(parent.itersiblings() if parent is not None else ())]
    for element in siblings:
        if not isinstance(element.tag, str) or not text_of(element).strip():
            continue
        line = _only_block(element)
        if line is None or is_announced(element) or is_in_comment(element):
            return
        yield line


def _only_block(element: etree._Element) -> etree._Element | None:
    """Return the line that an element is, or the only one that it holds; None for anything else."""
    if element.tag not in _LINES or is_inside(element, _NO_TEXT):
        return None
    blocks = [each for each in islice(element.iter(*_BLOCKS), 3) if each is not element]
    if not blocks:
        return element
    is_alone = len(element) == len(blocks) == 1 and not (element.text or "").strip()
    return blocks[0] if is_alone else None


def _may_sign(text: str, line: etree._Element, is_own: bool) -> bool:
    """Return whether a line is a name by its label or, beside the text, by brackets or capitals."""
    if len(text) > _SIGNATURE_CHARS_MAX or line.find(".//a[@href]") is not None:
        return False
    if starts_with_label(text):
        return True
    is_bare = has_case(text) and text[:1].isupper() and line.tag != "div" and text[-1] not in ":："
    return is_own and (is_bare or text[:1] in "(（【")


def _life(element: etree._Element) -> str:
    """Return the name of a line in italics, or with an address, that tells what its writer is."""
    text = plain_text(text_of(element))
    told = _BIO.match(text) if len(text) <= _BIO_CHARS_MAX and names_role(text) else None
    if told is None or not is_name_like(told["name"]):
        return ""
    inner = next(iter(element), None)
    is_italic = inner is not None and inner.tag in ("em", "i") and not (element.text or "").strip()
    return told["name"] if is_italic or "@" in text else ""

"""What stands below the article in boxes unlike its own, by their headings: stories, comments.

A story's headline is another `h1`, or a link to its own page. A part of the article stands beside
its paragraphs, whatever its heading.
"""

import re
from collections.abc import Iterable, Set

from lxml.html import HtmlElement

from services.extract.body.refine.below.story_marks import (
    IDENTITIES,
    STORY_CHARS_MIN,
    with_kicker,
)
from services.extract.body.refine.datelines import is_dated
from services.extract.body.refine.lead import page_heading
from services.extract.body.segments import squeeze
from services.extract.body.selection import Page, Selection
from services.extract.markup.measure import HEADLINE_MIN, measure

_PARAGRAPH_CHARS_MIN = 60
_SHARE_MAX = 0.5
"""Of the text: where more of it is below a linked headline, or `Comments`, it is the article's."""
_LINKED = frozenset(["h2", "h3"])
_COMMENTS = frozenset(map(squeeze, (
    "comments", "reader comments", "your comments", "leave a comment", "kommentare",
    "leserkommentare", "commentaires", "vos commentaires", "comentarios", "comentários",
    "commenti", "reacties", "kommentarer", "kommentit", "komentarze", "komentáře", "komentáre",
    "komentari", "komentarji", "hozzászólások", "comentarii", "komentarai", "komentāri",
    "kommentaarid", "комментарии", "комментариев", "коментарі", "коментарів", "коментари",
    "каментары", "σχόλια", "yorumlar", "şərhlər", "نظرات", "نظر کاربران", "نظرات کاربران",
    "دیدگاه‌ها", "التعليقات", "تعليقات", "تعليقات القراء", "تبصرے", "תגובות", "टिप्पणियाँ",
    "टिप्पणियां", "कमेंट्स", "মন্তব্য", "ความคิดเห็น", "bình luận", "ý kiến bạn đọc", "komentar",
    "コメント", "みんなのコメント", "댓글", "评论", "評論", "网友评论", "網友評論", "热门评论",
    "最新评论", "读者评论", "留言", "guest book", "sign the guest book", "condolences",
    "leave a condolence", "kondolenzbuch", "condoleanceregister", "teken het condoleanceregister",
    "livre de condoléances", "libro de condolencias", "księga kondolencyjna", "részvétnyilvánítás",
)))  # fmt: skip
"""Headings of what readers wrote, without their count; none that heads an opinion."""
_OF_COMMENTS = re.compile(rf"\d*(?:{'|'.join(sorted(_COMMENTS))})[\d件条條개]*")
"""Such a heading, with its count."""
_LABEL_CHARS_MAX = 40
"""Of a heading with its count: the longest of them has 27 letters."""


def drop_headed_boxes(selection: Selection, titles: frozenset[str]) -> Selection:
    """Leave out the boxes below the story that open with a headline of another one."""
    main = page_heading(selection, titles)
    if main is None:
        return selection
    boxes = _boxes(selection, main)
    headed = {
        box
        for number, box in boxes
        if selection.page.tags[number] == "h1" and _is_a_story(selection, number, box)
    }
    if headed:
        selection = selection.without(selection.inside(headed))
        boxes = _boxes(selection, main)
    linked = [box for number, box in boxes if _is_linked(selection.page, number)]
    inside = selection.inside(linked) if len(linked) == 1 else []
    if selection.ordered[-len(inside) :] != inside:
        return selection  # the text goes on behind it
    return selection.without_few(inside, _SHARE_MAX)


def _is_a_story(selection: Selection, number: int, box: HtmlElement) -> bool:
    """Return whether a box below an `h1` is a story's: an `article`, or it has an address or a day.

    Page builders set each part of one text in a box of its own, with an `h1` and a `data-id`.
    """
    head = selection.page[number]
    around = head.path[head.path.index(box) :]
    return (
        head.is_all_link
        or is_dated(selection.page, number)
        or any(each.tag == "article" for each in around)
        or any(each.get(name) for each in around for name in IDENTITIES if name != "data-id")
    )


def drop_comments(selection: Selection) -> Selection:
    """Leave out what readers wrote below the story, with its heading.

    What stands beside paragraphs of the story is its own: an article sums up comments, too.
    """
    page = selection.page
    marked = {each for each in selection.blocks if each.get("itemprop") == "comment"}
    selection = selection.without_few(selection.inside(marked), _SHARE_MAX)
    lines = range(selection.first, selection.last + 1)
    short = (number for number in lines if len(page[number].key) <= _LABEL_CHARS_MAX)
    label = next((number for number in short if _OF_COMMENTS.fullmatch(page[number].key)), None)
    if label is None:
        return selection
    above, below = selection.between(-1, label), selection.between(label - 1, len(page))
    if selection.chars_of(above) < STORY_CHARS_MIN:
        return selection
    if _parents(page, above) & _parents(page, below):
        return selection
    return selection.without_few(below, _SHARE_MAX)


def _boxes(selection: Selection, main: int) -> list[tuple[int, HtmlElement]]:
    """Return the number of each such headline, and the outermost box that opens with it."""
    page = selection.page
    heads = [n for n in page.headings if n > main and _is_headline(page, n, main)]
    if not heads or selection.chars_of(selection.between(main, heads[0])) < STORY_CHARS_MIN:
        return []
    opened = ((number, _opened_by(page, number)) for number in heads)
    boxes = [
        (number, box)
        for number, box in opened
        if box is not None and selection.chars_in(box) >= STORY_CHARS_MIN
    ]
    if not boxes:
        return []
    beside = _parents(page, selection.between(main, len(page)))
    return [(number, box) for number, box in boxes if box.getparent() not in beside]


def _opened_by(page: Page, heading: int) -> HtmlElement | None:
    """Return the outermost box that begins with a heading, or with the kicker above it."""
    before = page[with_kicker(page, heading) - 1].path
    return next((each for each in page[heading].path if each not in before), None)


def _is_headline(page: Page, number: int, main: int) -> bool:
    segment = page[number]
    if page.headings[number] == "h1" and measure(segment.text) >= HEADLINE_MIN:
        return segment.key != page[main].key
    return _is_linked(page, number)


def _is_linked(page: Page, number: int) -> bool:
    segment = page[number]
    return page.headings[number] in _LINKED and segment.is_all_link and leads_on(segment.element)


def leads_on(heading: HtmlElement) -> bool:
    """Return whether a heading's link leads to a page, and not to a place on this one."""
    link = heading.find(".//a")
    link = heading.getparent() if link is None else link
    address = "" if link is None else link.get("href") or ""
    return address.startswith(("/", "http")) and "#" not in address


def _parents(page: Page, numbers: Iterable[int]) -> Set[HtmlElement | None]:
    """Return what the paragraphs among these lines stand in."""
    return {
        page[number].element.getparent()
        for number in numbers
        if measure(page[number].text) >= _PARAGRAPH_CHARS_MIN
    }

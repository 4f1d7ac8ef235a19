"""Whether a heading begins another story, told by how it is set and where it stands.

The parts of a story stand in its box. The head of the next one stands behind that box: in an
`article` of its own, or as an `h1` of the class of the page's own.
"""

from lxml.html import HtmlElement

from services.extract.body.refine.below import topics
from services.extract.body.refine.below.story_marks import IDENTITIES, with_kicker
from services.extract.body.segments import Segment
from services.extract.body.selection import HEADINGS, Selection, frame_of
from services.extract.body.templates import template_of
from services.extract.markup.measure import measure, measure_all

_FRAME_SHARE = 0.8
"""Of the story: a lead may stand outside of its box."""
_PARAGRAPHS = ("p", "blockquote", "ul", "ol")
_HEADLINE_CHARS = 25
"""In letters of an alphabet; the heading of a part is shorter: `Instructions`."""
_ARTICLES_MAX = 2
"""More of a kind are what the article lists."""
_IDENTIFYING = frozenset([*IDENTITIES, "itemtype"])
_LEAD_CHARS = 400
"""In letters of an alphabet; what stands before an `article` and is shorter may be its lead."""


def stands_anew(selection: Selection, main: int, number: int) -> bool:
    """Return whether a headline behind the story begins an `article`, or a box like the story's."""
    heading, own = selection.page[number], selection.page[main]
    if measure(heading.text) < _HEADLINE_CHARS:
        return False
    article, is_like = _article_begun(selection, main, number), _is_like(heading, own, 1)
    if not (is_like or article is not None):
        return False
    box = _box_of(selection, main, number)
    if box is None or (box in heading.path and heading.element.tag != "h1"):
        return False
    if heading.element.tag != "h1" and _is_lead(selection, main, number):
        return False
    return article is not None or (box not in heading.path and _comes_again(selection, box, number))


def is_of_another_topic(selection: Selection, main: int, number: int) -> bool:
    """Return whether a heading stands as the page's own does, over a text of another topic."""
    page = selection.page
    heading, own = page[number], page[main]
    box = _box_of(selection, main, number) if _is_like(heading, own, 1) else None
    if box is None or (box in heading.path and not _is_like(heading, own, len(own.templates))):
        return False
    above = " ".join(page[n].text for n in selection.between(main, number))
    below = " ".join(page[n].text for n in selection.between(number, len(page)))
    return topics.is_another_topic(heading.text, f"{own.text} {above}", below)


def _is_like(heading: Segment, own: Segment, depth: int) -> bool:
    """Return whether both are an `h1` of one class; `depth` counts it and the blocks around it."""
    is_first = heading.element.tag == own.element.tag == "h1"
    return is_first and heading.templates[:depth] == own.templates[:depth]


def is_set_like(line: Segment, heading: Segment) -> bool:
    """Return whether a line has the class of a heading."""
    return bool(heading.templates[0][1]) and line.templates[0][1] == heading.templates[0][1]


def _is_lead(selection: Selection, main: int, number: int) -> bool:
    """Return whether the text above a heading is short and in no `article`."""
    above = [selection.page[n] for n in selection.between(main, number)]
    in_article = any(map(_is_article, above[0].path)) if above else False
    return not in_article and measure_all(line.text for line in above) < _LEAD_CHARS


def _box_of(selection: Selection, main: int, number: int) -> HtmlElement | None:
    """Return the box that holds most of the story above a heading, None where there is none."""
    story = Selection(selection.page, selection.between(main, number))
    if not story.numbers:
        return None
    box, _ = frame_of(story, _FRAME_SHARE)
    around = box.getparent() if box.tag in _PARAGRAPHS else None
    return box if around is None else around


def _article_begun(selection: Selection, main: int, number: int) -> HtmlElement | None:
    """Return the `article` that a heading opens, None where one like it above does so, too."""
    page = selection.page
    own = set(page[main].path)
    box = next((each for each in page[number].path if each not in own and _is_article(each)), None)
    if box is None or with_kicker(page, number) > page.spans[box][0]:
        return None
    kind, (start, _) = template_of(box), page.spans[box]
    alike = [each for each in page.spans if each not in own and template_of(each) == kind]
    above = [page[page.spans[each][0]] for each in alike if page.spans[each][0] < start]
    is_first = all(each.element.tag not in HEADINGS for each in above)
    return box if is_first and len(alike) - len(above) <= _ARTICLES_MAX else None


def _is_article(box: HtmlElement) -> bool:
    if box.tag == "article":
        return True
    names = _IDENTIFYING.intersection(box.keys())  # hardly a box has any
    if "itemtype" in names and "article" in box.get("itemtype", "").lower():
        return True
    return any(box.get(name) for name in names if name != "itemtype")


def _comes_again(selection: Selection, box: HtmlElement, number: int) -> bool:
    """Return whether text below a heading stands in a box of the story's kind."""
    kind = template_of(box)
    page = selection.page
    below = (page[n].path for n in selection.between(number, len(page)))
    return bool(kind[1]) and any(template_of(each) == kind for path in below for each in path)

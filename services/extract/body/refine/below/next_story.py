"""Where the next story begins on a page that goes on without a box for it.

After a rule (`<hr>`), below a heading with a date of its own, or a label like `Next article`; or
below a heading that stands as the page's own does (headed_anew.py).
"""

from collections.abc import Sequence

from lxml.html import HtmlElement

from services.extract.body.refine.below.headed_anew import (
    is_of_another_topic,
    is_set_like,
    stands_anew,
)
from services.extract.body.refine.below.story_marks import STORY_CHARS_MIN
from services.extract.body.refine.datelines import is_dated, is_day
from services.extract.body.refine.lead import page_heading
from services.extract.body.segments import Segment, box_around, squeeze
from services.extract.body.selection import Page, Selection
from services.extract.markup.measure import HEADLINE_MIN, measure, measure_all

_SHORT_CHARS_MIN = 60
_NAMED_CHARS_MAX = 200
_HEADINGS = frozenset(["h1", "h2", "h3"])
_DATED_MAX = 2
"""More headings with a day below each are what the article lists."""
_DATELINES = 3
"""Lines below the page's headline of which one may be its date."""
_LABELS = frozenset((
    "nextarticle", "nextstory", "upnext", "readnext", "nextpost", "nextup", "nächsterartikel",
    "nächsterbeitrag", "nächstemeldung", "articlesuivant", "àlireensuite", "siguientenoticia",
    "siguienteartículo", "siguientenota", "próximanoticia", "próximanotícia", "próximamatéria",
    "próximoartigo",
    "prossimoarticolo", "articolosuccessivo", "następnyartykuł", "kolejnyartykuł", "dalšíčlánek",
    "následujúcičlánok", "következőcikk", "volgendartikel", "nästaartikel", "nesteartikkel",
    "næsteartikel", "seuraavaartikkeli", "следующаястатья", "следующаяновость", "следующийматериал",
    "наступнастаття", "наступнановина", "sonrakihaber", "sıradakihaber", "berikutnya",
    "επόμενοάρθρο", "المقالالتالي", "الخبرالتالي", "مطلببعدی", "خبربعدی", "הכתבההבאה", "अगलीखबर",
    "下一篇", "下一則", "下一篇文章", "次の記事", "次のニュース", "다음기사", "다음글",
    "aseguir", "àsuivre", "acontinuación", "aseguire", "alsnächstes", "hierna", "nästa",
    "następny", "далее", "sıradaki", "接下来", "次に読む", "이어서보기", "bàitiếptheo", "ข่าวถัดไป",
    "পরবর্তীখবর", "اگلیخبر", "volgendbericht",
))  # fmt: skip
"""What announces the next story, squeezed."""


def cut_next_story(selection: Selection, titles: frozenset[str]) -> Selection:
    """Leave out what follows the story on a page that goes on with the next one."""
    page = selection.page
    main = page_heading(selection, titles)
    if main is None:
        return selection
    candidates = _candidates(page, main, titles)
    alone = sum(page[each].is_mostly_link for each in candidates if each <= selection.last) == 1
    dated = _dated(selection, main, candidates)
    for start in candidates:
        is_marked = (
            start in dated
            or _begins(page, main, start, alone)
            or stands_anew(selection, main, start)
        )
        if is_marked or is_of_another_topic(selection, main, start):
            if not _is_between_texts(selection, main, start, is_marked):
                return selection
            return selection.without(range(start, len(page)))
    return selection


def _candidates(page: Page, main: int, titles: frozenset[str]) -> list[int]:
    """Return the headings that can be another story's, and the labels that announce one.

    Every `h1` of the page is among its titles.
    """
    own = page[main]
    return [
        number
        for number, line in enumerate(page[main + 1 :], main + 1)
        if (
            (page.tags[number] in _HEADINGS or is_set_like(line, own))
            and (line.key != own.key if page.tags[number] == "h1" else line.key not in titles)
        )
        or _is_label(line)
    ]


def _is_between_texts(selection: Selection, main: int, start: int, is_marked: bool) -> bool:
    """Return whether a story is chosen before a place, and one after it, if that is no label.

    A sentence is enough on either side of a headline that is marked as another's.
    """
    line = selection.page[start]
    is_headline = is_marked and measure(line.text) >= HEADLINE_MIN
    least = _SHORT_CHARS_MIN if is_headline else STORY_CHARS_MIN
    if _chars(selection, main, start) < least:
        return False
    if _is_label(line):
        return True
    return _chars(selection, start, len(selection.page)) >= least


def _begins(page: Sequence[Segment], main: int, number: int, alone: bool) -> bool:
    """Return whether a heading begins a story; `alone`: no other one in the text is a link."""
    segment = page[number]
    if _names_the_next(segment):
        return True
    if segment.key in _LABELS:
        return number + 1 < len(page) and page[number + 1].element.tag in _HEADINGS
    if (
        segment.element.tag == "h1"
        and segment.element.getparent() is page[main].element.getparent()
    ):
        return _is_ruled_off(segment.element) or (is_dated(page, number) and is_dated(page, main))
    return alone and segment.is_mostly_link and _is_ruled_off(segment.element)


def _dated(selection: Selection, main: int, candidates: Sequence[int]) -> list[int]:
    """Return the few headings with a day of their own below, where the page's own has one, too.

    One with the class of the page's own needs none there.
    """
    page = selection.page
    if not any(map(is_day, page[main + 1 : main + 1 + _DATELINES])):
        candidates = [n for n in candidates if is_set_like(page[n], page[main])]
    found = [
        n
        for n in candidates
        if n + 2 < len(page)
        and is_day(page[n + 1])
        and not _is_card(*page[n : n + 3])
        and not _is_event(selection, main, n)
    ]
    return found if len(found) <= _DATED_MAX else []


def _is_card(heading: Segment, day: Segment, following: Segment) -> bool:
    """Return whether heading and day stand in a box of their own, as of a story in short.

    That of a story's head is no link, and the story follows in the same box as its head.
    """
    around = box_around(heading, day)
    if around is None or around in following.path:
        return around is None
    return heading.is_mostly_link or around.getparent() not in following.path


def _is_event(selection: Selection, main: int, number: int) -> bool:
    """Return whether heading, day and more stand in a small box in the text: the next match."""
    heading, day, more = selection.page[number : number + 3]
    box = box_around(heading, day)
    return (
        box is not None
        and box in more.path
        and box not in selection.page[main].path
        and selection.chars_in(box) < STORY_CHARS_MIN
    )


def _is_label(line: Segment) -> bool:
    """Return whether a line announces the next story: above it, or before a link to it."""
    return line.key in _LABELS or _names_the_next(line)


def _names_the_next(segment: Segment) -> bool:
    """Return whether a line links to the next story behind its label: `Next article: …`."""
    if not segment.link_chars or len(segment.text) > _NAMED_CHARS_MAX:
        return False
    label, colon, _ = segment.text.replace("：", ":").partition(":")
    return bool(colon) and squeeze(label) in _LABELS


def _is_ruled_off(element: HtmlElement) -> bool:
    before = element.getprevious()
    return before is not None and before.tag == "hr"


def _chars(selection: Selection, start: int, end: int) -> float:
    """Return how much is chosen between two segments, in letters of an alphabet."""
    return measure_all(selection.page[number].text for number in selection.between(start, end))

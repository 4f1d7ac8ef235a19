"""The lead: whole sentences between the headline and the first paragraph."""

import re

from services.extract.body.segments import Segment
from services.extract.body.selection import Page, Selection, signature, word_count
from services.extract.body.sentence_ends import SENTENCE_ENDS

_WORDS_MIN = 10
_SHARE_MAX = 0.2
"""Of the text. A longer lead is the whole of what a paywall shows, or no lead."""
_LEADS_MAX = 2
_PARAGRAPH_WORDS_MIN = 8
_LEAD = re.compile(
    r"sub-?(title|head|line)|description|\blead\b|lead-|-lead|excerpt|preamble|teaser"
    r"|stand-?first|\bdek\b|intro|abstract|\bdesc|chapo|vorspann|ingress|summary"
)
NO_LEAD = re.compile(
    r"caption|byline|author|autor|credit|date|time|share|social|nav|menu|breadcrumb|related"
    r"|newsletter|comment|tags|figure|video|player|gallery|promo|advert|cookie|consent|toolbar"
    r"|<aside>|<li>|meta\b|image|photo|popup|popover|modal|dialog|login|subscri|paywall|rubri"
    r"|topic|categor|section-?name|<form>|disclaimer|summary-?text|ai-?summary|takeaways"
)
"""Names of what stands about the headline, or in a box in the text, and is not of it."""


def add_lead(selection: Selection, titles: frozenset[str]) -> Selection:
    """Take a lead of whole sentences between the heading and the first paragraph.

    A subtitle that is no sentence is a title's second line, and stays out of the text.
    """
    page = selection.page
    first = next((n for n in selection.ordered if word_count(page[n]) >= _PARAGRAPH_WORDS_MIN), 0)
    heading = heading_before(page, first, titles)
    if heading is None:
        return selection
    leads = [
        number
        for number in range(heading + 1, first)
        if number not in selection.numbers and _is_lead(page[number], selection)
    ]
    return selection.with_more(leads[:_LEADS_MAX])


def heading_before(page: Page, first: int, titles: frozenset[str]) -> int | None:
    """Return the number of the page's heading above a segment."""
    above = ((number, tag) for number, tag in reversed(page.headings.items()) if number < first)
    return next(
        (n for n, tag in above if tag == "h1" or (tag == "h2" and page[n].key in titles)), None
    )


def page_heading(selection: Selection, titles: frozenset[str]) -> int | None:
    """Return the number of the story's `h1`: the last one above the text, the first one elsewhere.

    Above it the site's name may stand in an `h1`, too.
    """
    if not selection.numbers:
        return None
    page = selection.page
    headings = [n for n, tag in page.headings.items() if tag == "h1" and page[n].key in titles]
    above = [number for number in headings if number < selection.first]
    return above[-1] if above else next(iter(headings), None)


def _is_lead(segment: Segment, selection: Selection) -> bool:
    return (
        segment.text.endswith(SENTENCE_ENDS)
        and not segment.hidden
        and len(segment.text) <= _SHARE_MAX * selection.chars
        and segment.has_few_links
        and word_count(segment) >= _WORDS_MIN
        and _stands_like_a_lead(segment)
        and segment.key not in selection.keys
    )


def _stands_like_a_lead(segment: Segment) -> bool:
    names = [signature(element) for element in segment.path[:-7:-1]]
    return bool(_LEAD.search(" ".join(names[:2]))) or not NO_LEAD.search(" ".join(names))

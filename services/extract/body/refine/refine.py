"""Paragraph by paragraph: what a pass chose, mended by where each piece stands on the page."""

from collections.abc import Sequence

from lxml.html import HtmlElement

from services.extract.body.refine.below.articles import keep_first_article
from services.extract.body.refine.below.cards import drop_cards
from services.extract.body.refine.below.headed_boxes import drop_comments, drop_headed_boxes
from services.extract.body.refine.below.like_boxes import drop_next_stories
from services.extract.body.refine.below.next_story import cut_next_story
from services.extract.body.refine.boilerplate import (
    drop_containers,
    drop_forms,
    drop_hidden,
    drop_links,
    drop_outliers,
    drop_titles,
)
from services.extract.body.refine.datelines import drop_dateline
from services.extract.body.refine.edges import drop_foreign_edges, drop_repeats
from services.extract.body.refine.fill import complete_lists
from services.extract.body.refine.lead import add_lead
from services.extract.body.refine.recovery import (
    add_first_heading,
    add_headings,
    add_last_lines,
    add_link_lists,
    add_siblings,
)
from services.extract.body.refine.series import add_steps, drop_counters
from services.extract.body.selection import Selection


def refine(
    selection: Selection, titles: frozenset[str], fields: Sequence[HtmlElement]
) -> Selection:
    """Mend a pass's choice by the page's titles, squeezed, and its fields for addresses."""
    if not selection.numbers:
        return selection
    selection = drop_dateline(drop_titles(selection, titles), titles)
    selection = drop_hidden(selection)
    selection = drop_containers(drop_cards(selection, titles))
    selection = drop_forms(selection, fields)
    selection = add_link_lists(complete_lists(add_siblings(drop_links(selection))))
    selection = add_steps(add_headings(drop_counters(selection), titles))
    selection = drop_outliers(selection)
    selection = drop_next_stories(keep_first_article(selection, titles), titles)
    selection = drop_cards(drop_headed_boxes(selection, titles), titles)
    selection = drop_comments(cut_next_story(selection, titles))
    selection = drop_outliers(drop_foreign_edges(drop_repeats(selection)))
    selection = add_first_heading(add_last_lines(selection))
    led = add_lead(selection, titles)
    return led if led is selection else cut_next_story(led, titles)


def end_at_next_story(selection: Selection, titles: frozenset[str]) -> Selection:
    """Leave out the further stories of an endless page."""
    return cut_next_story(drop_next_stories(keep_first_article(selection, titles), titles), titles)

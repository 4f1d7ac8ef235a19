"""Lines that are the text's because they are several: steps, and the items of a list."""

import pytest
from lxml.html import document_fromstring

from services.extract.body.outline import read_outline
from services.extract.body.refine.empty_headings import drop_empty_headings
from services.extract.body.refine.fill import complete_lists
from services.extract.body.refine.series import add_steps, linked_headings
from services.extract.body.selection import Selection

TEXT = "The ferry sails again from Tuesday, five weeks after the storm tore away the pier."
LIST = "<p>You need:</p><ul><li>Moss</li><li>A glass bowl</li><li>Glue</li></ul>"


def chosen(body: str, *wanted: str) -> Selection:
    """Choose the lines of a page that begin with any of these."""
    segments = read_outline(document_fromstring(f"<body>{body}</body>")).segments
    return Selection(segments, (n for n, s in enumerate(segments) if s.text.startswith(wanted)))


def lines(selection: Selection) -> list[str]:
    return [segment.text for segment in selection.segments]


@pytest.mark.parametrize("label", ["Step {}", "Étape {}", "手順{}", "{}. adım", "{}"])
def test_labels_that_count_the_parts_from_one_on_are_taken(label: str) -> None:
    labels = [label.format(count) for count in (1, 2, 3)]
    body = "".join(f"<div><span>{each}</span><p>{TEXT}</p></div>" for each in labels)
    assert lines(add_steps(chosen(body, TEXT))) == [x for each in labels for x in (each, TEXT)]


@pytest.mark.parametrize("labels", [["Page 1", "Page 2"], ["Page 2", "Page 3", "Page 4"]])
def test_numbers_that_do_not_count_the_parts_stay_out(labels: list[str]) -> None:
    body = "".join(f"<div><span>{each}</span><p>{TEXT}</p></div>" for each in labels)
    assert lines(add_steps(chosen(body, TEXT))) == [TEXT] * len(labels)


def test_a_list_of_which_an_item_is_chosen_is_taken_with_its_label() -> None:
    found = complete_lists(chosen(LIST, "A glass"))
    assert lines(found) == ["You need:", "Moss", "A glass bowl", "Glue"]


def test_items_that_are_links_stay_out_of_a_list() -> None:
    linked = LIST.replace("Glue", '<a href="/shop">Glue</a>')
    assert lines(complete_lists(chosen(linked, "A glass")))[-1] == "A glass bowl"


@pytest.mark.parametrize(
    ("count", "address", "found"),
    [(3, "https://a.example/", 3), (2, "https://a.example/", 0), (3, "/", 0)],
)
def test_several_headings_that_link_elsewhere_are_parts(
    count: int, address: str, found: int
) -> None:
    body = "".join(
        f'<h3><a href="{address}{n}">A house</a></h3><p>{TEXT}</p>' for n in range(count)
    )
    assert len(linked_headings(chosen(body, TEXT))) == found


def test_a_heading_whose_box_is_left_out_goes() -> None:
    box = "<div><h3>In pictures</h3><ul><li>The pier at noon</li></ul></div>"
    found = drop_empty_headings(chosen(f"<p>{TEXT}</p>{box}<p>{TEXT}</p>", TEXT, "In pictures"))
    assert lines(found) == [TEXT, TEXT]


def test_a_heading_above_a_promotion_stays_where_the_text_goes_on() -> None:
    body = f"<p>{TEXT}</p><h3>What comes next</h3><p>Read more: Pier sold</p><p>{TEXT}</p>"
    found = drop_empty_headings(chosen(body, TEXT, "What comes"))
    assert lines(found) == [TEXT, "What comes next", TEXT]


def test_headings_of_pictures_stay() -> None:
    part = "<section><h2>Salt House</h2><p>Photo: A. Brook</p></section>"
    found = drop_empty_headings(chosen(f"<p>{TEXT}</p>{part * 3}", TEXT, "Salt"))
    assert lines(found) == [TEXT, *["Salt House"] * 3]


@pytest.mark.parametrize("lead", ["The pier is whole again", f"{TEXT} Twice."])
def test_a_lead_that_is_set_as_a_heading_stays(lead: str) -> None:
    head = f"<p>{TEXT}</p>" * lead.endswith(".")
    body = f"{head}<div><h2>{lead}</h2><span>19 January</span></div><p>{TEXT}</p>"
    chose = chosen(body, TEXT, lead)
    assert lines(drop_empty_headings(chose)) == lines(chose)

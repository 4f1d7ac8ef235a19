"""The running text in a state, whether its values are written in their places or in one list."""

from typing import Any

import pytest

from services.extract.body.passes.prose import longest_run

BODY = (
    "<p>The ferry that had served the crossing for forty years made its last trip.</p>"
    "<p>Traders on the northern quay hope for more visitors in summer.</p>"
)
SHORT = "<p>The tide is high at noon.</p>"


@pytest.mark.parametrize(
    "state",
    [
        [{"title": 1, "body": 2}, "The last ferry", BODY],
        [["ShallowReactive", 1], {"title": 2, "body": 3}, "The last ferry", BODY],
        [{"_1": 2, "_3": -5}, "content", BODY, "seen"],
    ],
)
def test_a_list_that_names_its_values_by_their_places_is_unfolded(state: list[Any]) -> None:
    assert longest_run(state) == [BODY]


@pytest.mark.parametrize(
    "first",
    [
        {"id": 7, "title": "The last ferry", "content": BODY},
        {"live": True, "title": "The last ferry", "content": BODY},
        {"id": 1, "content": {"rendered": BODY}},
    ],
)
def test_a_list_of_objects_that_also_hold_numbers_is_read_as_it_is(first: dict[str, Any]) -> None:
    assert longest_run([first, {"id": 8, "title": "Tides", "content": SHORT}]) == [BODY]


def test_objects_after_one_of_numbers_alone_are_read_as_they_are() -> None:
    assert longest_run([{"page": 1, "pages": 1}, {"title": "Ferry", "content": BODY}]) == [BODY]


@pytest.mark.parametrize(
    ("heading", "item"),
    [
        (
            {"type": "header", "data": {"text": "Why now", "level": 3}},
            {"type": "list", "data": {"items": ["Moss"]}},
        ),
        (
            {"_type": "block", "style": "h3", "children": [{"text": "Why now"}]},
            {"_type": "block", "listItem": "bullet", "children": [{"text": "Moss"}]},
        ),
        (
            {"type": "heading", "attrs": {"level": 3}, "content": [{"text": "Why now"}]},
            {"type": "listItem", "content": [{"type": "paragraph", "content": [{"text": "Moss"}]}]},
        ),
        (
            {"nodeType": "heading-3", "content": [{"nodeType": "text", "value": "Why now"}]},
            {"nodeType": "list-item", "content": [{"nodeType": "text", "value": "Moss"}]},
        ),
    ],
)
def test_blocks_of_a_state_keep_their_kinds(heading: Any, item: Any) -> None:
    text = "Traders on the northern quay hope for more visitors in the coming summer."
    paragraph = {"type": "paragraph", "children": [{"text": text}]}
    found = longest_run({"body": [paragraph, heading, paragraph, item]})
    assert found == [
        f"<p>{text}</p>",
        "<h3>Why now</h3>",
        f"<p>{text}</p>",
        *("<ul>", "<li>Moss</li>", "</ul>"),
    ]

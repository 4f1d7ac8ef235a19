"""Whom the page's JSON-LD says it is about: names with a type, and what says which one it is."""

import pytest

from schemas.events import Mention
from services.extract.markup.jsonld import Node
from services.extract.metadata.mentions import MENTIONS_MAX, read_mentions

ANNA = {"@type": "Person", "name": "Anna Lindqvist"}
PAGE = "https://people.example/anna"

STATED: list[tuple[Node, list[Mention]]] = [
    ({"about": ANNA}, [Mention(name="Anna Lindqvist", kind="person")]),
    ({"mentions": [ANNA, ANNA]}, [Mention(name="Anna Lindqvist", kind="person")]),
    ({"about": {"@id": "#anna"}}, [Mention(name="Anna of the graph", kind="person")]),
    ({"about": ANNA | {"sameAs": PAGE}},
     [Mention(name="Anna Lindqvist", kind="person", same_as=(PAGE,))]),
    ({"about": ANNA | {"sameAs": [PAGE, "javascript:alert(1)", {"@id": PAGE}, 7]}},
     [Mention(name="Anna Lindqvist", kind="person", same_as=(PAGE,))]),
    ({"mentions": {"@type": ["Thing", "schema:Corporation"], "name": " Nordkust\n AB "}},
     [Mention(name="Nordkust AB", kind="organisation")]),
    ({"about": {"@type": "Thing", "name": "Ferries"}}, []),
    ({"about": {"@type": "Place", "name": "Malmö"}}, []),
    ({"about": {"@type": "Person"}}, []),
    ({"about": {"@type": "Person", "name": ["Anna"]}}, []),
    ({"about": {"@type": "Person", "name": "A" * 1000}}, []),
    ({"about": "Anna Lindqvist"}, []),
    ({"about": None, "mentions": 7}, []),
    ({}, []),
]  # fmt: skip


@pytest.mark.parametrize(("article", "wanted"), STATED)
def test_people_and_organisations_are_read_from_about_and_mentions(
    article: Node, wanted: list[Mention]
) -> None:
    graph = {"@id": "#anna", "@type": "Person", "name": "Anna of the graph"}
    assert read_mentions([article], [article, graph]) == wanted


def test_there_are_not_too_many() -> None:
    many = [{"@type": "Person", "name": f"Anna {number}"} for number in range(99)]
    assert len(read_mentions([{"mentions": many}], [])) == MENTIONS_MAX

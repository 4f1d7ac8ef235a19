"""The contract keeps what was released, and a change that breaks a reader or a writer is named."""

import copy
from collections.abc import Callable
from typing import Any

import pytest

from schemas.compatibility import breaking, released
from schemas.generate import json_schemas

ARTICLE, SUBMISSION = "articles.published.v1", "urls.submitted.v1"
OUTCOME = "urls.outcomes.v1"
Change = Callable[[dict[str, Any]], object]


def changed(name: str, change: Change) -> list[str]:
    """Return what a change of today's schema would break."""
    today = json_schemas()
    later = copy.deepcopy(today)
    change(later[name])
    return breaking(today, later)


def test_the_contract_keeps_what_was_released() -> None:
    assert breaking(released(), json_schemas()) == []


def test_every_topic_of_the_contract_is_released() -> None:
    assert released().keys() == json_schemas().keys()


BREAKS: list[tuple[str, Change, str]] = [
    (ARTICLE, lambda s: s["properties"].pop("title"), ".title: the field is gone"),
    (
        ARTICLE,
        lambda s: s["required"].remove("text"),
        ".text: the field was always there, and is not",
    ),
    (
        ARTICLE,
        lambda s: s["properties"]["word_count"].update(type="string"),
        ".word_count: was integer, is string",
    ),
    (
        ARTICLE,
        lambda s: s["properties"].update(text={"anyOf": [{"type": "string"}, {"type": "null"}]}),
        ".text: was string, is null or string",
    ),
    (
        ARTICLE,
        lambda s: s["properties"]["tags"]["items"].update(type="integer"),
        ".tags[]: was string, is integer",
    ),
    (
        ARTICLE,
        lambda s: s["properties"]["sources"].update(additionalProperties={"type": "integer"}),
        ".sources{}: was string, is integer",
    ),
    (
        ARTICLE,
        lambda s: s["properties"]["sources"].update(additionalProperties=True),
        ".sources{}: was string, is any",
    ),
    (
        SUBMISSION,
        lambda s: s["properties"]["attrs"].update(additionalProperties={"type": "string"}),
        ".attrs{}: was any, is string",
    ),
    (
        SUBMISSION,
        lambda s: s["properties"]["attrs"].update(additionalProperties=False),
        ".attrs{}: no other fields may be there now",
    ),
    (OUTCOME, lambda s: s["properties"].pop("attrs"), ".attrs: the field is gone"),
    (SUBMISSION, lambda s: s["properties"].pop("hints"), ".hints: the field is gone"),
    (SUBMISSION, lambda s: s["required"].append("id"), ".id: the field is needed now"),
    (
        SUBMISSION,
        lambda s: s["properties"]["url"].update(maxLength=10),
        ".url: maxLength was not set, is 10",
    ),
    (
        SUBMISSION,
        lambda s: s["properties"]["force"].update(type="string"),
        ".force: was boolean, is string",
    ),
]


@pytest.mark.parametrize(("name", "change", "fault"), BREAKS, ids=[each[2] for each in BREAKS])
def test_a_breaking_change_is_named(name: str, change: Change, fault: str) -> None:
    assert changed(name, change) == [f"{name}{fault}"]


def test_a_topic_that_goes_breaks_the_contract() -> None:
    today = json_schemas()
    later = {name: schema for name, schema in today.items() if name != ARTICLE}
    assert breaking(today, later) == [f"{ARTICLE}: the topic is gone"]


FITS: list[tuple[str, Change]] = [
    (ARTICLE, lambda s: s["properties"].update(mood={"type": "string"})),
    (ARTICLE, lambda s: s["properties"]["title"].update(description="Other words.")),
    (OUTCOME, lambda s: s["$defs"]["Reason"]["enum"].append("on_strike")),
    (SUBMISSION, lambda s: s["properties"].update(note={"type": "string"})),
    (SUBMISSION, lambda s: s["properties"]["url"].pop("maxLength", None)),
]


@pytest.mark.parametrize(
    ("name", "change"), FITS, ids=["gained", "worded", "reason", "in", "wider"]
)
def test_a_change_that_breaks_nobody_is_let_through(name: str, change: Change) -> None:
    assert changed(name, change) == []

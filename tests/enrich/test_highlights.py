import json
from pathlib import Path
from typing import Any

import pytest

from services.enrich.highlights import HIGHLIGHTS_MAX, highlights
from services.enrich.summary import lead_sentences
from services.text.sentences import sentences
from tests.support.articles import cases

CASES = cases()
ASIDES: list[dict[str, Any]] = json.loads(
    Path(__file__).with_name("asides.json").read_text("utf-8")
)
LONG = (
    "The dam at Halden burst on Monday morning. Nobody was hurt in the valley. Schools shut. "
    "Some people brought cake and some brought tea to those who waited in the gym that afternoon. "
    "Engineers said that water had seeped through the dam at Halden for months before it burst. "
    "It rained a little in the afternoon, and then the sun came out again over all the hills. "
    "The valley below the dam will stay closed until engineers have measured the water. "
    "Was it the rain? "
    "A dog was found asleep under a bench near the old church after everybody had gone home. "
    "The county will pay engineers to build a second dam above the valley, to slow the water."
)


def test_highlights_are_the_sentences_after_the_lead_that_say_most() -> None:
    found = highlights(list(sentences(LONG, "en")), "en")
    assert len(found) == HIGHLIGHTS_MAX
    assert all("dam" in sentence and "engineers" in sentence.lower() for sentence in found)
    assert found == sorted(found, key=LONG.find)


def test_a_line_up_of_names_is_no_highlight() -> None:
    line_up = "Dam Engineers: Halden, Water, Dam Engineers, Halden Valley, Dam and Water."
    found = highlights([*sentences(LONG, "en"), line_up], "en")
    assert len(found) == HIGHLIGHTS_MAX
    assert line_up not in found


@pytest.mark.parametrize("mark", ["?", "？", "؟", ":", "："])
def test_neither_questions_nor_what_leads_to_more_are_highlights(mark: str) -> None:
    asked = [sentence.rstrip(".") + mark for sentence in sentences(LONG, "en")]
    assert highlights(asked, "en") == []


@pytest.mark.parametrize("language", CASES)
def test_a_short_article_has_none(language: str) -> None:
    assert highlights(list(sentences(CASES[language]["text"], language)), language) == []


@pytest.mark.parametrize("language", CASES)
def test_highlights_are_whole_sentences_of_any_language(language: str) -> None:
    read = list(sentences(CASES[language]["text"], language)) * 3
    assert set(highlights(read, language)) <= set(read)


@pytest.mark.parametrize("case", ASIDES, ids=lambda case: case["language"])
def test_what_a_site_says_to_its_readers_is_no_highlight(case: dict[str, Any]) -> None:
    found = " ".join(
        highlights(lead_sentences(case["text"], None, case["language"]), case["language"])
    )
    assert case["wanted"] in found
    assert not [aside for aside in case["unwanted"] if aside in found]

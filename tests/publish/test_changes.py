"""What a revision says of the one before, and which changes are none."""

import dataclasses
import json
import time
from pathlib import Path
from typing import Any

import pytest

from schemas.outcomes import Reason
from services.publish.revisions.decide import Decision, decide, known_after
from services.publish.revisions.found import CONTENT_FIELDS, Found
from services.publish.revisions.known import Known
from services.publish.rules import PublishRules
from services.publish.texts.changes import CHARACTERS_MAX, SENTENCES_MAX, compare
from services.publish.texts.contents import Content, pack, unpack
from tests.publish.test_decisions import RULES, START
from tests.support.texts import text_of

CASES = json.loads((Path(__file__).parent / "changes.json").read_text("utf-8"))
URL = "https://www.example.com/1"


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["case"])
def test_kind(case: dict[str, Any]) -> None:
    before = Content(case.get("before_title", ""), "", case["before"])
    later = Content(case.get("after_title", ""), "", case["after"])
    assert compare(before, later, 0.01).kind == case["kind"]


def test_a_change_says_which_sentences_came_and_went_and_what_stood_above_them() -> None:
    before = Content("Old", "Old lead", "One stays. Two goes. Three stays. Four goes.")
    later = Content("New", "Old lead", "One stays. Three stays. Five comes.")
    change = compare(before, later, 0.01)
    assert change.sentences_removed == ["Two goes.", "Four goes."]
    assert change.sentences_added == ["Five comes."]
    assert (change.kept, change.removed, change.added) == (0.5, 0.5, 0.3333)
    assert (change.title_before, change.subtitle_before) == ("Old", None)


def test_a_rewritten_article_shows_its_first_sentences_and_none_without_end() -> None:
    before, later = Content(text=text_of(1)), Content(text="x" * 900 + ". " + text_of(2, 900))
    change = compare(before, later, 0.01)
    assert len(change.sentences_added) == len(change.sentences_removed[:SENTENCES_MAX]) == 20
    assert len(change.sentences_added[0]) == CHARACTERS_MAX
    assert (change.kept, change.added) == (0, 1)


@pytest.mark.parametrize("run", ["!", "! ", ".", "\u0301\u0316", "\u0301\uff9e", "1 ", "1"])
def test_a_long_run_of_signs_takes_no_longer_for_each_of_them(run: str) -> None:
    started = time.process_time()
    compare(Content(text="x y z"), Content(text=f"Goal {run * 30_000}a"), 0.01)
    assert time.process_time() - started < 2


@pytest.mark.parametrize("end", [".", "!”", "…) ", "。", "?!!"])
def test_numbers_count_in_a_short_line_that_ends_as_a_sentence_does(end: str) -> None:
    before, later = (Content(text=f"Goals: {goals}{end}") for goals in (1, 2))
    assert compare(before, later, 0.01).kind == "update"
    before, later = (Content(text=f"Goals. So far {goals}") for goals in (1, 2))
    assert compare(before, later, 0.01).kind == "cosmetic"


def test_a_word_in_a_long_text_is_cosmetic_and_one_in_a_short_text_is_not() -> None:
    long, short = text_of(3, 600), text_of(3, 24)
    for text, kind in ((long, "cosmetic"), (short, "update")):
        first = text.split(" ", 1)[0]
        later = text.replace(first, "Anotherword", 1)
        assert compare(Content(text=text), Content(text=later), 0.01).kind == kind


def found(text: str, **prints: str) -> Found:
    fingerprints = dict.fromkeys(CONTENT_FIELDS, "-") | {"text": text} | prints
    return Found(URL, URL, fingerprints, START, Content(text=text))


def known(text: str) -> Known:
    first = Decision(Reason.NEW, 1, (), START, START)
    return known_after(None, found(text), first)


def test_a_cosmetic_change_makes_no_revision_unless_it_is_asked_for() -> None:
    later = found("The bridge opens.\n2 comments")
    decided = decide(known("The bridge opens.\n1 comment"), later, START, RULES)
    assert decided.reason is Reason.REVISION  # one word of five
    before = known("The bridge opens.\n1 comments")
    assert decide(before, later, START, RULES).reason is Reason.SAME_CONTENT
    asked = decide(before, later, START, dataclasses.replace(RULES, cosmetic_revisions=True))
    assert asked.reason is Reason.REVISION
    assert asked.change is not None
    assert asked.change.kind == "cosmetic"


def test_many_cosmetic_changes_are_measured_against_what_was_published() -> None:
    words = text_of(5, 300).split(" ")
    state, reasons = known(" ".join(words)), []
    for number in range(0, 10, 2):
        words[number] = "other"
        later = found(" ".join(words))
        decision = decide(state, later, START, RULES)
        state = known_after(state, later, decision)
        reasons.append(decision.reason)
    assert reasons[:2] == [Reason.SAME_CONTENT] * 2
    assert Reason.REVISION in reasons


def test_another_image_is_an_update_though_no_word_changed() -> None:
    decision = decide(known("One."), found("One.", image="other"), START, RULES)
    assert decision.changed_fields == ("image",)
    assert decision.change is not None
    assert decision.change.kind == "update"


def test_words_come_back_as_they_were_packed() -> None:
    content = Content("ت", "", text_of(1), "fa")
    assert unpack(pack(content)) == content
    assert unpack(b"") == Content()


def test_no_share_lets_every_word_count() -> None:
    rules = PublishRules(cosmetic_share=0, cosmetic_revisions=False, publish_copies=True)
    text = text_of(3, 600)
    later = found(text.replace(text.split(" ", 1)[0], "Anotherword", 1))
    assert decide(known(text), later, START, rules).reason is Reason.REVISION

"""What a revision says of the one before, and which changes are none."""

import dataclasses
import json
import time
from pathlib import Path
from typing import Any

import pytest

from schemas.events import ArticleEnriched
from schemas.outcomes import Reason
from services.publish.revisions.decide import Decision, decide, known_after
from services.publish.revisions.fingerprints import CONTENT_FIELDS
from services.publish.revisions.found import Found, found_in
from services.publish.revisions.known import Known
from services.publish.rules import PublishRules
from services.publish.texts.changes import CHARACTERS_MAX, SENTENCES_MAX, compare
from services.publish.texts.contents import Content, pack, unpack
from tests.publish.test_decisions import RULES, START
from tests.support.articles import article
from tests.support.texts import text_of

CASES = json.loads((Path(__file__).parent / "changes.json").read_text("utf-8"))
URL = "https://www.example.com/1"


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["case"])
def test_kind(case: dict[str, Any]) -> None:
    language, rest = case.get("language", ""), text_of(3, 300) if case.get("is_long") else ""
    before = Content(case.get("before_title", ""), "", f"{case['before']}\n{rest}", language)
    later = Content(case.get("after_title", ""), "", f"{case['after']}\n{rest}", language)
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


@pytest.mark.parametrize("end", ["", ".", "!”", "…) ", "。", "?!!"])
def test_numbers_count_in_a_short_line_unless_it_counts_readers(end: str) -> None:
    before, later = (Content(text=f"Goals: {goals}{end}") for goals in (1, 2))
    assert compare(before, later, 0.01).kind == "update"
    before, later = (Content(text=f"Goals{end}\nComments: {count}") for count in (1, 2))
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
    decided = decide(known("The bridge opens.\n1 goal"), later, START, RULES)
    assert decided.reason is Reason.REVISION
    before = known("The bridge opens.\n1 comment")
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


SAME_FIELDS = [
    {"image": ("https://c.test/x.jpg?w=640", "https://c.test/x.jpg?w=1200&s=abc")},
    {"image": ("http://c.test/x.webp", "https://c.test/x.webp#main")},
    {"tags": (["Kerry", "ferry"], ["Ferry", "kerry", "FERRY"])},
    {"section": ("World", "WORLD ")},
    {"authors": ([{"name": "Ann Roe"}], [{"name": "ANN ROE", "url": "https://e.test/a"}])},
    {"published_at": ("2026-03-01T10:00:00+01:00", "2026-03-01T09:00:00Z")},
]
OTHER_FIELDS = [
    {"image": ("https://c.test/x.jpg", "https://c.test/y.jpg")},
    {"image": ("https://c.test/image.php?id=1", "https://c.test/image.php?id=2")},
    {"tags": (["Kerry"], ["Kerry", "ferry"])},
    {"authors": ([{"name": "Ann Roe"}], [{"name": "Ann Roe"}, {"name": "Bo Lee"}])},
    {"authors": ([{"name": "Ann Roe"}], [{"name": "Ann Roe", "role": "Editor"}])},
    {"published_at": ("2026-03-01T10:00:00Z", "2026-03-01T10:00:01Z")},
]


def page(fields: dict[str, Any], at: int) -> ArticleEnriched:
    own = {name: pair[at] for name, pair in fields.items()}
    return ArticleEnriched(**article("One.", **own).model_dump(), enricher_version="1")


@pytest.mark.parametrize("fields", [*SAME_FIELDS, *OTHER_FIELDS], ids=str)
def test_what_is_only_written_otherwise_is_no_change(fields: dict[str, Any]) -> None:
    before, later = (found_in(page(fields, at)) for at in (0, 1))
    first = known_after(None, before, decide(None, before, START, RULES))
    changed = decide(first, later, START, RULES).changed_fields
    assert changed == (() if fields in SAME_FIELDS else tuple(fields))


@pytest.mark.parametrize("fields", SAME_FIELDS, ids=str)
def test_a_row_of_an_older_database_makes_no_revision_of_what_stayed(
    fields: dict[str, Any],
) -> None:
    same = found_in(page(fields, 0))
    first = known_after(None, same, decide(None, same, START, RULES))
    older = {**first.fingerprints, **same.former_fingerprints}
    assert older != first.fingerprints
    old = dataclasses.replace(first, fingerprints=older)
    assert decide(old, same, START, RULES).reason is Reason.SAME_CONTENT


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

"""Texts that are alike have keys in common, and others do not."""

import json
import random
from pathlib import Path
from typing import Any

import pytest

from services.publish.texts.contents import Content
from services.publish.texts.likeness import (
    TextKeys,
    is_form,
    likeness,
    text_keys_of,
)
from services.publish.texts.words import _words_of_any, words, written_words
from tests.support.texts import text_of

CASES = json.loads(Path(__file__).with_name("copies.json").read_text("utf-8"))


def content(text: str) -> Content:
    return Content(text=text)


def edited(text: str, share: float, seed: int) -> str:
    """The text with that share of its words replaced, each by another."""
    words, chance = text.split(), random.Random(seed)
    return " ".join(f"other{n}" if chance.random() < share else w for n, w in enumerate(words))


def are_found(one: str, other: str) -> bool:
    marks = text_keys_of(content(one)), text_keys_of(content(other))
    have_common = bool(set(marks[0].bands) & set(marks[1].bands))
    is_like = likeness(content(one), content(other)).is_copy
    return have_common and is_like and not is_form(content(one), content(other))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["case"])
def test_copies_are_found_and_forms_filled_in_again_are_none(case: dict[str, Any]) -> None:
    pairs = (case["one"], case["other"]), (case["other"], case["one"])
    assert {are_found(*pair) for pair in pairs} == {case["are_copies"]}


def test_a_text_is_the_same_whatever_its_case_blanks_and_punctuation() -> None:
    text = text_of(1)
    assert text_keys_of(content(text)) == text_keys_of(content(text.upper().replace(".", " !\n")))
    assert text_keys_of(content(text)).whole != text_keys_of(content(text + " more")).whole


def test_light_edits_are_always_found() -> None:
    assert all(are_found(text_of(n), edited(text_of(n), 0.03, n)) for n in range(60))


@pytest.mark.parametrize("kept", [0.6, 0.4, 0.2])
def test_copies_that_were_cut_and_have_a_lead_of_their_own_are_found(kept: float) -> None:
    found = 0
    for number in range(40):
        text, lead = text_of(number, 500), text_of(number + 1000, 12)
        cut = f"{lead} {' '.join(text.split()[: round(kept * 500)])}"
        found += are_found(text, cut) and are_found(cut, text)
    assert found >= 38


def test_a_short_quotation_from_a_text_makes_no_copy() -> None:
    text, quoted = text_of(1, 500), text_of(2, 40)
    assert not are_found(f"{quoted} {text}", quoted)


def test_other_texts_of_the_same_language_are_not() -> None:
    assert not any(are_found(text_of(n), text_of(n + 1000)) for n in range(60))


@pytest.mark.parametrize(
    "text", ["港の橋が月曜日に開通する" * 12, "สะพานท่าเรือเปิดวันจันทร์" * 4], ids=["Japanese", "Thai"]
)
def test_scripts_without_blanks_are_compared_by_characters(text: str) -> None:
    more = text + "市長がテープを切る"
    assert text_keys_of(content(text)).bands
    assert are_found(text, more)


def test_a_short_text_has_no_keys() -> None:
    assert text_keys_of(content("Read more after the break.")) == TextKeys(None, ())


def test_keys_fit_a_signed_column() -> None:
    keys = text_keys_of(content(text_of(1))).all
    assert len(keys) == 39
    assert all(0 <= key < 2**63 for key in keys)


SIGNS = [*map(chr, range(256)), *"‘’‚“”„…–—€•→œŒŸ™′ﬁ", "e\u0301", "\u200b"]


@pytest.mark.parametrize("sign", SIGNS, ids=ascii)
def test_a_sign_folds_and_parts_words_the_same_among_letters_of_any_script(sign: str) -> None:
    western = f"Ä{sign}b {sign} {sign}x y{sign}{sign}"
    assert words(f"{western} Ж") == [*words(western), "ж"]
    assert written_words(f"{western} Ж") == [*written_words(western), "Ж"]


@pytest.mark.parametrize("high", ["😀", "👨‍👩‍👧", "🄰", "𝐀", "𠮷", "𐐀", "🏽\ufe0f"], ids=ascii)
def test_a_character_above_the_basic_plane_parts_words_unless_it_is_of_one(high: str) -> None:
    text = f"Tram{high}line {high} é{high}"
    assert words(text) == _words_of_any(text)

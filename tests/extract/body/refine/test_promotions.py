"""Paragraphs that send readers elsewhere, and sentences that speak of such things: one per line."""

from pathlib import Path

import pytest

from services.extract.body.refine.appeals.promotions import is_promotion
from services.extract.body.segments import Segment

HERE = Path(__file__).parent
CALLS = (HERE / "promotions.txt").read_text("utf-8").splitlines()
SENTENCES = (HERE / "no_promotions.txt").read_text("utf-8").splitlines()


@pytest.mark.parametrize("text", CALLS)
def test_a_call_to_the_sites_own_service_is_a_promotion(text: str) -> None:
    assert is_promotion(Segment(text, "", (), None, 0))


@pytest.mark.parametrize("text", SENTENCES)
def test_a_sentence_about_a_service_is_none(text: str) -> None:
    assert not is_promotion(Segment(text, "", (), None, 0))

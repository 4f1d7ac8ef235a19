"""What a paywall says below a text, and lines that only speak of reading: one per line."""

from pathlib import Path

import pytest

from services.extract.body.refine.appeals.paywall import is_prompt

HERE = Path(__file__).parent
PROMPTS = (HERE / "paywall_prompts.txt").read_text("utf-8").splitlines()
OTHERS = (HERE / "no_paywall_prompts.txt").read_text("utf-8").splitlines()


@pytest.mark.parametrize("text", PROMPTS)
def test_a_line_that_asks_for_a_subscription_to_read_on_is_a_prompt(text: str) -> None:
    assert is_prompt(text)


@pytest.mark.parametrize("text", OTHERS)
def test_a_line_that_asks_for_less_or_tells_of_it_is_none(text: str) -> None:
    assert not is_prompt(text)

import re

import pytest
import regex

from services.text.classes import character_class

BASIC = "".join(chr(code) for code in range(0x10000) if not 0xD800 <= code < 0xE000)


@pytest.mark.parametrize("properties", [r"\p{L}\p{M}", r"\p{L}\p{M}\p{N}", r"\p{Han}\p{Thai}ー"])
def test_a_class_holds_what_its_properties_do(properties: str) -> None:
    found = re.findall(f"[{character_class(properties)}]", BASIC)
    assert found == regex.findall(f"[{properties}]", BASIC)


def test_rare_ideographs_are_letters_and_emoji_are_not() -> None:
    letters = character_class(r"\p{L}")
    assert re.match(f"[{letters}]", "𠮷")
    assert not re.match(f"[{letters}]", "😀")

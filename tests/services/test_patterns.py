"""Patterns that not every supported Python matches alike."""

import re
from pathlib import Path

POSSESSIVE_GROUP = re.compile(r"(?<!\\)\)(?:[*+?]|\{\d*,?\d*\})\+")
MAKERS = ("regex.compile(", "re.compile(", "Pattern(", '= r"', '= rf"')


def test_only_regex_is_given_groups_that_are_possessive() -> None:
    """`re` matches them wrongly before Python 3.11.5 (cpython issue 106052)."""
    found = [
        f"{path}: {text[match.start() - 30 : match.end()]!r}"
        for path in Path("services").rglob("*.py")
        for text in [path.read_text("utf-8")]
        for match in POSSESSIVE_GROUP.finditer(text)
        if max(MAKERS, key=text[: match.start()].rfind) != "regex.compile("
    ]
    assert found == []

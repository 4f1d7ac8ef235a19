"""Values of a program that is not JSON."""

from typing import Any

import pytest

from services.extract.body.passes.literals import Budget, Literals


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("{a: void 0, b: !0}", {"a": None, "b": True}),
        ("[void 0, 'x']", [None, "x"]),
        ("[void '', new Date(0), 1]", [None, None, 1]),
    ],
)
def test_what_has_no_value_is_none(text: str, value: Any) -> None:
    assert Literals(text, Budget()).read(0) == value

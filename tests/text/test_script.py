import pytest

from services.text.script import own_lines


@pytest.mark.parametrize(
    ("language", "kept"),
    [
        ("en", ["An English line.", "Über 5 Gäste", "2019"]),
        ("fa", ["یک خط فارسی BBC", "2019"]),
        ("sr", ["An English line.", "یک خط فارسی BBC", "Über 5 Gäste", "2019"]),
        (None, ["An English line.", "یک خط فارسی BBC", "Über 5 Gäste", "2019"]),
    ],
)
def test_lines_in_a_foreign_script_are_left_out(language: str | None, kept: list[str]) -> None:
    text = "An English line.\n یک خط فارسی BBC \n\nÜber 5 Gäste\n2019"
    assert own_lines(text, language) == kept


def test_lines_in_a_foreign_script_stay_where_there_is_nothing_else() -> None:
    assert own_lines("An English line.", "fa") == ["An English line."]

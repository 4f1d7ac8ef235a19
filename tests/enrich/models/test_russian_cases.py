import pytest

from services.enrich.models.recogniser import FoundName
from services.enrich.models.russian_cases import to_base_form


@pytest.mark.parametrize(
    ("forms", "shown"),
    [
        ("Путина Путин Путину Путиным", "Путин"),
        ("Захаровой Захарову Захарова", "Захарова"),
        ("Пескову Песков Пескова", "Песков"),
        ("Зеленского Зеленский Зеленскому", "Зеленский"),
        ("Толстого Толстой", "Толстой"),
        ("Артёма Артём", "Артём"),
        ("Владимиру", "Владимир"),
    ],
)
def test_the_cases_of_a_persons_name_are_one_name(forms: str, shown: str) -> None:
    names = [FoundName(form, "person") for form in forms.split()]
    assert {name.form for name in to_base_form(names)} == {shown}


def test_names_that_only_begin_alike_stay_two() -> None:
    forms = ["Иван", "Иванов", "Ивановский", "Марина", "Мария"]
    names = [FoundName(form, "person") for form in forms]
    assert [name.form for name in to_base_form(names)] == forms


def test_a_body_is_shown_as_the_text_has_it_in_its_first_case() -> None:
    forms = ["Министерства обороны", "Министерство обороны", "Министерству обороны", "ТАСС"]
    names = [FoundName(form, "organisation") for form in forms]
    assert [name.form for name in to_base_form(names)] == ["Министерство обороны"] * 3 + ["ТАСС"]

import pytest

from services.enrich.models.recogniser import Span
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
    spans = [Span(form, "person") for form in forms.split()]
    assert {span.form for span in to_base_form(spans)} == {shown}


def test_names_that_only_begin_alike_stay_two() -> None:
    forms = ["Иван", "Иванов", "Ивановский", "Марина", "Мария"]
    spans = [Span(form, "person") for form in forms]
    assert [span.form for span in to_base_form(spans)] == forms


def test_a_body_is_shown_as_the_text_has_it_in_its_first_case() -> None:
    forms = ["Министерства обороны", "Министерство обороны", "Министерству обороны", "ТАСС"]
    spans = [Span(form, "organisation") for form in forms]
    assert [span.form for span in to_base_form(spans)] == ["Министерство обороны"] * 3 + ["ТАСС"]

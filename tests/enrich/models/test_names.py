"""People and organisations by the models themselves."""

import pytest

from schemas.events import Mention, NamedEntity
from services.enrich.enrich import enrich
from services.enrich.enrichers import enrichers
from services.settings import read_settings
from tests.support.articles import article
from tests.support.models import needs

ENGLISH = (
    "Prime Minister Sir Keir Starmer met Nora Whitfield, the head of the Bank of England, at Oxford"
    " University. Mr Starmer’s spokesman said that the European Union and Apple had agreed."
    " In the evening Starmer went home to London. The Bank of England was silent."
)
RUSSIAN = (
    "Президент Владимир Путин принял министра Марию Захарову. Слова Путина передаёт ТАСС, а"
    " Захаровой возразил Дмитрий Песков. По словам Дмитрия Пескова, Министерство обороны согласно."
    " В Министерстве обороны это подтвердили. Захарова промолчала, Путин уехал."
)


def named(text: str, field: str, **fields: object) -> dict[str, NamedEntity]:
    models = enrichers(read_settings(enrich_models="ner-en,ner-ru"))
    enriched = enrich(article(text, **fields), models)
    assert enriched.enrich_errors == {}
    return {each.name: each for each in getattr(enriched, field)}


@needs("ner-en")
@needs("ner-ru")
@pytest.mark.parametrize(
    ("text", "people", "organisations", "source"),
    [
        (
            ENGLISH,
            {"Keir Starmer": 3, "Nora Whitfield": 1},
            {"Bank of England": 2, "Oxford University": 1, "European Union": 1, "Apple": 1},
            "en_core_web_sm",
        ),
        (
            RUSSIAN,
            {"Владимир Путин": 3, "Мария Захарова": 3, "Дмитрий Песков": 2},
            {"Министерство обороны": 2, "ТАСС": 1},
            "slovnet_ner_news_v1",
        ),
    ],
)
def test_names_are_found_in_one_form_each_and_say_which_model_found_them(
    text: str, people: dict[str, int], organisations: dict[str, int], source: str
) -> None:
    for field, expected in (("people", people), ("organisations", organisations)):
        found = named(text, field)
        assert {name: each.count for name, each in found.items()} == expected
        assert {each.source for each in found.values()} == {source}


@needs("ner-en")
@needs("ner-ru")
def test_what_the_page_states_comes_before_what_a_model_says() -> None:
    stated = [Mention(name="Nora Whitfield", kind="person", same_as=("https://nora.test/",))]
    found = named(ENGLISH, "people", mentions=stated, tags=["Keir Starmer"])
    assert found["Nora Whitfield"].source == "json-ld"
    assert found["Nora Whitfield"].same_as == ("https://nora.test/",)
    assert found["Keir Starmer"].source == "tags"


@needs("ner-en")
@needs("ner-ru")
def test_a_language_without_a_model_is_read_by_rule_as_before() -> None:
    text = "Bundeskanzler Friedrich Merz traf Anna Weber. Die Europäische Zentralbank schwieg. " * 3
    assert named(text, "people")["Friedrich Merz"].source == "heuristic"

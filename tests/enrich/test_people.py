import json
from pathlib import Path
from typing import Any

import pytest

from schemas.events import Mention, NamedEntity
from services.enrich.people.people import ENTITIES_MAX, fields
from services.enrich.quotes.quotes import quotes
from services.enrich.reading import Reading
from tests.support.articles import article, cases

CASES = cases()
NAMES: list[dict[str, Any]] = json.loads(Path(__file__).with_name("names.json").read_text("utf-8"))


def found(text: str, language: str | None, tags: list[str] | None = None) -> tuple[set[str], ...]:
    made = fields(Reading(article(text, tags=tags or []), language))
    return tuple({each.name for each in made[field]} for field in ("people", "organisations"))


@pytest.mark.parametrize(
    ("language", "text", "people", "organisations"),
    [
        (
            "en",
            "Prime Minister Keir Starmer met Nora Whitfield at Oxford University. Starmer smiled.",
            {"Keir Starmer", "Nora Whitfield"},
            {"Oxford University"},
        ),
        (
            "en",
            "The Supreme Court ruled. The White House and New York waited.",
            set(),
            {"Supreme Court"},
        ),
        (
            "de",
            "Bundeskanzler Friedrich Merz traf Anna Weber. Die Europäische Zentralbank schwieg.",
            {"Friedrich Merz", "Anna Weber"},
            {"Europäische Zentralbank"},
        ),
        (
            "fr",
            "Le ministre Bruno Lambert a visité la Banque de France avec Claire Morel.",
            {"Bruno Lambert", "Claire Morel"},
            {"Banque de France"},
        ),
        (
            "es",
            "La alcaldesa Carmen Ruiz habló en Madrid con Pedro Gil.",
            {"Carmen Ruiz", "Pedro Gil"},
            set(),
        ),
        (
            "tr",
            "Elif Saygın bugün Ankara'da Mehmet Kaya ile buluştu.",
            {"Elif Saygın", "Mehmet Kaya"},
            set(),
        ),
        (
            "ru",
            "Министр Жак Ривьер приехал. Компания «Аэростар» обучит лётчиков.",
            {"Жак Ривьер"},
            {"Аэростар"},
        ),
    ],
)
def test_people_and_organisations_are_told_by_their_names(
    language: str, text: str, people: set[str], organisations: set[str]
) -> None:
    assert found(text, language) == (people, organisations)


@pytest.mark.parametrize(
    ("language", "text", "people"),
    [
        ("en", "They heard Bill O'Reilly and Mary-Kate Hale.", {"Bill O'Reilly", "Mary-Kate Hale"}),
        ("en", "Paris met German Chancellor Friedrich Merz.", {"Friedrich Merz"}),
        ("en", "They saw the Chinese leader Xi Jinping.", {"Xi Jinping"}),
        ("en", "There sat Lee Jae-myung and Tsai Ing-wen.", {"Lee Jae-myung", "Tsai Ing-wen"}),
        ("en", "The singer was Martin Luther King.", {"Martin Luther King"}),
        ("en", "It is a South Dakota-sized field for Thomas-led teams.", set()),
        ("fr", "Hier Marie-Hélène de La Tour parlait.", {"Marie-Hélène de La Tour"}),
        ("fr", "On a vu la ministre Rachida Dati.", {"Rachida Dati"}),
        ("es", "Ayer María de los Ángeles Gómez habló.", {"María de los Ángeles Gómez"}),
        ("it", "Ieri Leonardo Di Caprio era a Roma.", {"Leonardo Di Caprio"}),
        ("de", "Es sprach Hans-Jürgen Müller.", {"Hans-Jürgen Müller"}),
        ("tr", "Dün Ayşe Kaya konuştu.", {"Ayşe Kaya"}),
        ("en", "Talks with George W. Bush failed. Bush left.", {"George W. Bush"}),
        (
            "en",
            "We saw J. D. Vance, J.K. Rowling and A. J. Pritchard.",
            {"J. D. Vance", "J. K. Rowling", "A. J. Pritchard"},
        ),
        ("en", "J. R. R. Tolkien wrote it.", {"J. R. R. Tolkien"}),
        ("en", "The actor was Samuel L. Jackson.", {"Samuel L. Jackson"}),
        (
            "en",
            "There is no plan B. Mills closed. They lack vitamin C. Doctors listened.",
            set(),
        ),
        ("de", "Es kam Hans W. Müller.", {"Hans W. Müller"}),
        ("fr", "Hier Aurélie Morel et Gérald Roy parlaient.", {"Aurélie Morel", "Gérald Roy"}),
        ("tr", "Dün Büşra Kaya ve Emre Aksoy konuştu.", {"Büşra Kaya", "Emre Aksoy"}),
        ("es", "Ayer Pilar Vega y Ximena Gil hablaron.", {"Pilar Vega", "Ximena Gil"}),
    ],
)
def test_people_are_told_by_hyphens_particles_titles_and_orders(
    language: str, text: str, people: set[str]
) -> None:
    assert found(text, language)[0] == people


@pytest.mark.parametrize(
    ("language", "text", "organisations"),
    [
        ("en", "Health Ministry officials came. The Ministry was closed.", {"Health Ministry"}),
        ("it", "Ieri la Banca d'Italia ha taciuto.", {"Banca d'Italia"}),
        ("tr", "Merkez Bankası sustu.", {"Merkez Bankası"}),
        ("tr", "Destek Tarım ve Orman Bakanlığı onayı bekliyor.", {"Tarım ve Orman Bakanlığı"}),
        ("de", "Es stritten SPD und CDU. Die SPD will mehr, die CDU nicht.", {"SPD", "CDU"}),
        ("de", "Dort tagte die Europäische Kommission.", {"Europäische Kommission"}),
        (
            "de",
            "Dort forscht die Technische Universität München.",
            {"Technische Universität München"},
        ),
        ("en", "They came from Technical University Berlin.", {"Technical University Berlin"}),
        ("en", "It was Breaking News on Monday, and Good News for all.", set()),
        (
            "es",
            "Firmaron el Ministerio de Hacienda y la Universidad Complutense.",
            {"Ministerio de Hacienda", "Universidad Complutense"},
        ),
    ],
)
def test_a_body_has_its_whole_name(language: str, text: str, organisations: set[str]) -> None:
    assert found(text, language)[1] == organisations


def test_a_person_is_without_the_body_that_follows() -> None:
    text = "We met Peter McNally of Third Bridge and Ursula von der Leyen."
    assert found(text, "en")[0] == {"Peter McNally", "Ursula von der Leyen"}


@pytest.mark.parametrize(
    ("name", "person"),
    [
        ("Anna Maria von der Leyen", "Anna Maria von der Leyen"),
        ("Hans Peter von der Heide", "Hans Peter von der Heide"),
        ("Carsten Brzeski von der ING", "Carsten Brzeski"),
        ("Anna Weber von der Bundesbank", "Anna Weber"),
        ("Hans Peter von der SPD", "Hans Peter"),
    ],
)
def test_a_family_name_with_von_der_is_no_body(name: str, person: str) -> None:
    text = f"Gestern sprach {name} im Landtag. Dort lobte {name} die Brücke."
    assert found(text, "de")[0] == {person}
    (quote,) = quotes(f"„Das lohnt sich für alle Pendler“, sagte {name} am Montag.", "de")
    assert quote.speaker == person


def test_an_acronym_that_comes_again_is_an_organisation() -> None:
    assert found("Ministers of NATO met. For NATO it was late; the UK and the CEO agreed.", "en")[
        1
    ] == {"NATO"}


def test_the_pages_own_tags_vouch_for_a_name() -> None:
    page = article("The singer Nora Whitfield met Tom Hale.", tags=["nora whitfield"])
    assert fields(Reading(page, "en"))["people"] == [
        NamedEntity(name="Nora Whitfield", count=1, source="tags"),
        NamedEntity(name="Tom Hale", count=1, source="heuristic"),
    ]


@pytest.mark.parametrize("language", ["fa", "ar", "zh", "ja", "ko", "hi", "th", None])
def test_a_language_whose_capitals_tell_nothing_has_none(language: str | None) -> None:
    text = CASES[language]["text"] if language else "Juma Ali alisema"
    assert found(text, language) == (set(), set())


def test_no_more_people_than_a_reader_can_take_in() -> None:
    text = ", ".join(f"Anna {chr(65 + n)}ber{chr(97 + n)}" for n in range(26))
    assert len(fields(Reading(article("We met " + text), "en"))["people"]) <= ENTITIES_MAX


@pytest.mark.parametrize("case", NAMES, ids=lambda case: f"{case['language']}: {case['text'][:40]}")
def test_names_are_of_people_or_of_organisations_or_of_neither(case: dict[str, Any]) -> None:
    mentions = [Mention(name=name, kind=kind) for name, kind in case.get("mentions", ())]
    page = article(case["text"], tags=case.get("tags", []), mentions=mentions)
    made = fields(Reading(page, case["language"]))
    for field in ("people", "organisations"):
        assert sorted({each.name for each in made[field]}) == case[field]

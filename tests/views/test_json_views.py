"""ninjs and JSON-LD: valid, and nothing in them that the article does not say."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from schemas.events import (
    ArticleExtracted,
    ArticlePublished,
    Block,
    Keyword,
    NamedEntity,
    NamedPlace,
    PageFacts,
    Person,
    Rights,
    Topic,
)
from services.views.facts import without_blanks
from services.views.formats import FORMATS
from services.views.jsonld import news_article
from services.views.ninjs import ninjs_object
from tests.support.articles import article
from tests.support.published import example, published

NINJS = json.loads(Path(__file__).with_name("ninjs_3_1.schema.json").read_bytes())
PLACE = NamedPlace(
    name="Port Ellery", kind="city", country="GB", geonames_id=7, latitude=50.5, longitude=-4.25,
    count=2, main=True,
)  # fmt: skip
FULL = published(
    7,
    revision=3,
    subtitle="The lead",
    image="https://paper.test/a.jpg",
    blocks=[
        Block(kind="paragraph", text="Text."),
        Block(kind="image", url="https://paper.test/a.jpg", caption="A bridge", credit="N. W."),
        Block(kind="image", url="https://paper.test/b.jpg"),
    ],
    authors=[Person(name="Ada Ray", role="Editor", url="https://paper.test/ada"), Person(name="B")],
    places=[PLACE, PLACE.model_copy(update={"latitude": None, "main": False})],
    people=[NamedEntity(name="Nora Whitfield", count=2, source="heuristic")],
    topic=Topic(id="medtop:02000000", name="crime, law and justice"),
    organisations=[NamedEntity(name="Port Office", count=1, source="tags")],
    rights=Rights(tdm_policy="https://paper.test/policy"),
    paywalled=True,
)
BARE = article("Only a text.")
ARTICLES = [FULL, example(), BARE]


@pytest.mark.parametrize("each", ARTICLES, ids=["full", "example", "bare"])
def test_ninjs_is_valid_and_says_nothing_empty(each: ArticleExtracted) -> None:
    found = ninjs_object(each)
    jsonschema.validate(found, NINJS)
    assert None not in found.values()


@pytest.mark.parametrize(
    "odd",
    [
        {"title": " ", "subtitle": " ", "text": "", "tags": ["", " "], "summary": " "},
        {
            "title": "\u202eabc\u202c \u2067ש\u2069",
            "text": "\0\x01\x1b\u2028\ufffe",
            "tags": ["\0"],
        },
        {"image": "//paper.test/b c", "blocks": [Block(kind="image", url="no address")]},
        {"blocks": [Block(kind="image"), Block(kind="image", url="data:image/png;base64,AAAA")]},
        {"rights": Rights(tdm_policy="::://", license_url="https://a b")},
        {"language": None, "declared_language": "de\x01"},
        {"published_at": datetime(999, 1, 1, tzinfo=UTC), "modified_at": None},
        {"authors": [Person(name="")], "publisher": " ", "site_name": " "},
        {"people": [NamedEntity(name="", count=1, source="tags")], "image": ""},
        {"keywords": [Keyword(text="", score=1), Keyword(text=" ", score=1)]},
        {"places": [PLACE.model_copy(update={"name": " "})], "ai_disclosure": " "},
    ],
    ids=lambda odd: next(iter(odd)),
)
def test_json_views_are_valid_and_say_nothing_blank_whatever_an_article_holds(
    odd: dict[str, Any],
) -> None:
    each = FULL.model_copy(update=odd)
    jsonschema.validate(ninjs_object(each), NINJS)
    for view in (ninjs_object(each), news_article(each)):
        assert without_blanks(view) == view


def test_an_author_without_a_name_is_nobody() -> None:
    authors = [Person(name="A"), Person(name=" ", role="Editor")]
    found = news_article(FULL.model_copy(update={"authors": authors}))
    assert found["author"] == [{"@type": "Person", "name": "A"}]


def test_json_ld_names_no_address_that_is_none() -> None:
    odd = {
        "rights": Rights(license_url="all rights reserved"),
        "authors": [Person(name="A", url="see below")],
        "people": [
            NamedEntity(name="N", count=1, source="tags", same_as=("n/a", "https://n.test/"))
        ],
    }
    found = news_article(FULL.model_copy(update=odd))
    assert "license" not in found
    assert found["author"] == [{"@type": "Person", "name": "A"}]
    assert found["mentions"][0]["sameAs"] == ["https://n.test/"]


@pytest.mark.parametrize("name", FORMATS)
def test_a_count_of_any_size_is_written(name: str) -> None:
    huge = FULL.model_copy(update={"page_facts": PageFacts(comments=2**70)})
    assert FORMATS[name].render(huge)


def test_json_ld_ends_no_script_that_it_stands_in() -> None:
    words = "</script><script>alert(1)</script> <!--"
    text = FORMATS["jsonld"].render(FULL.model_copy(update={"title": words, "tags": [words]}))
    assert "<" not in text
    found = json.loads(text)
    assert (found["headline"], found["keywords"]) == (words, [words])


def test_ninjs_carries_version_pictures_people_and_places() -> None:
    found = ninjs_object(FULL)
    assert (found["version"], found["uri"]) == ("3", f"urn:newsreel:article:{7:032x}")
    assert [picture["rel"] for picture in found["associations"]] == ["main", "body"]
    assert found["associations"][0]["by"] == "N. W."
    assert found["places"][0]["geoJSON"] == {"type": "Point", "coordinates": [-4.25, 50.5]}
    assert "geoJSON" not in found["places"][1]
    assert [each["rel"] for each in found["places"]] == ["about", "mentions"]
    assert found["bodies"][0]["value"] == FULL.text
    assert found["by"] == "Ada Ray, B"
    assert found["subjects"][-1] == {
        "name": "crime, law and justice", "rel": "topic",
        "uri": "http://cv.iptc.org/newscodes/mediatopic/02000000",
    }  # fmt: skip


def test_json_ld_is_a_news_article_with_its_people_and_dates() -> None:
    found = news_article(FULL)
    assert (found["@type"], found["headline"], found["version"]) == ("NewsArticle", "News 7", 3)
    assert found["author"][0] == {
        "@type": "Person", "name": "Ada Ray", "jobTitle": "Editor", "url": "https://paper.test/ada",
    }  # fmt: skip
    assert found["isAccessibleForFree"] is False
    assert found["contentLocation"][0]["sameAs"] == "https://sws.geonames.org/7/"
    assert found["about"]["@id"] == "http://cv.iptc.org/newscodes/mediatopic/02000000"
    assert {each["@type"] for each in found["mentions"]} == {"Person", "Organization"}


def test_a_date_without_a_time_is_not_given_one() -> None:
    day = FULL.model_copy(update={"published_precision": "day"})
    assert news_article(day)["datePublished"] == "2026-05-12"
    assert news_article(FULL)["datePublished"] == "2026-05-12T08:15:00+02:00"


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("each", ARTICLES, ids=["full", "example", "bare"])
def test_every_format_takes_every_article(name: str, each: ArticleExtracted) -> None:
    text = FORMATS[name].render(each)
    assert text
    if name != "markdown":
        assert "\n" not in text
        value: Any = json.loads(text)
        assert isinstance(value, dict)


def test_json_is_what_stands_on_the_topic() -> None:
    assert ArticlePublished.model_validate_json(FORMATS["json"].render(FULL)) == FULL


def test_views_carry_the_licence_and_what_made_the_text() -> None:
    term = "http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia"
    rights = Rights(license_url="https://paper.test/license.xml")
    licensed = FULL.model_copy(update={"rights": rights, "ai_disclosure": term})
    assert ninjs_object(licensed)["rightsInfo"] == {"linkedRights": rights.license_url}
    found = news_article(licensed)
    assert (found["license"], found["digitalSourceType"]) == (rights.license_url, term)

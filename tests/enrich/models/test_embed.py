"""Vector and topic."""

import numpy as np
import pytest

from schemas.events import ArticleEnriched
from services.enrich.enrich import ENRICHERS, enrich
from services.enrich.enrichers import enrichers
from services.enrich.models import vectors
from services.enrich.models.build_topics import mean_vector
from services.enrich.models.embed import READ_CHARACTERS, fields, head
from services.enrich.models.topics import listed, topic_of, topics
from services.enrich.reading import Reading
from services.settings import read_settings
from tests.support.articles import article, cases
from tests.support.models import needs

SPORT = {
    "en": ("Late goal sends United to the final", "The striker scored in the last minute."),
    "de": ("Spätes Tor bringt United ins Finale", "Der Stürmer traf in der letzten Minute."),
    "ru": ("Поздний гол вывел команду в финал", "Нападающий забил на последней минуте матча."),
    "fa": ("گل دیرهنگام تیم را به فینال رساند", "مهاجم در آخرین دقیقه بازی گل زد."),
    "zh": ("绝杀进球将球队送入决赛", "前锋在比赛最后一分钟破门得分。"),
}


def embedded(text: str, **fields: object) -> ArticleEnriched:
    return enrich(article(text, **fields), enrichers(read_settings(enrich_models="embed")))


def vector_of(enriched: ArticleEnriched) -> vectors.Vector:
    assert enriched.embedding is not None
    return np.array(enriched.embedding.vector, np.float32)


@needs("embed")
def test_the_same_news_in_five_languages_is_nearer_than_other_news() -> None:
    news = [vector_of(embedded(text, title=title)) for title, text in SPORT.values()]
    other = vector_of(embedded("The central bank left interest rates as they are.", title="Rates"))
    assert min(float(a @ b) for a in news for b in news) > max(float(a @ other) for a in news)


@needs("embed")
@pytest.mark.parametrize("language", SPORT)
def test_a_match_is_sport_in_each_language(language: str) -> None:
    title, text = SPORT[language]
    topic = embedded(text, title=title).topic
    assert topic is not None
    assert (topic.id, topic.name) == ("medtop:15000000", "sport")


@needs("embed")
def test_a_vector_has_length_one_and_goes_through_json_unchanged() -> None:
    enriched = embedded(cases()["en"]["text"])
    assert enriched.enrich_errors == {}
    assert enriched.embedding is not None
    assert enriched.embedding.model == "multilingual-e5-small"
    assert len(enriched.embedding.vector) == 384
    assert float(np.linalg.norm(vector_of(enriched))) == pytest.approx(1, abs=0.001)
    again = ArticleEnriched.model_validate_json(enriched.model_dump_json())
    assert again.embedding == enriched.embedding


@needs("embed")
@pytest.mark.parametrize(
    "text", ["\0\0\0", "\ufffd" * 500, "👩‍👩‍👧" * 100, "中" * 10_000, "x" * 10_000]
)
def test_odd_text_has_a_vector_or_none_and_no_error(text: str) -> None:
    assert embedded(text).enrich_errors == {}


@needs("embed")
def test_the_vectors_of_the_topics_are_those_of_their_headlines() -> None:
    for row, each in zip(topics().rows, listed().values(), strict=True):
        assert float(row @ mean_vector(each["headlines"])) > 0.999


def test_without_text_there_is_neither() -> None:
    assert fields(Reading(article(""), None)) == {}


def test_title_and_lead_are_cut_where_a_word_ends() -> None:
    whole = head(Reading(article("word " * 200, title="A title", subtitle="A lead."), "en"))
    assert whole.startswith("A title A lead. word word")
    assert READ_CHARACTERS - 6 < len(whole) <= READ_CHARACTERS
    assert whole.endswith(" word")


def test_there_are_seventeen_topics_each_with_a_vector() -> None:
    known = topics()
    assert [topic.id for topic in known.topics] == [f"medtop:{n:02}000000" for n in range(1, 18)]
    assert known.rows.shape == (17, 384)
    assert np.linalg.norm(known.rows, axis=1) == pytest.approx(1, abs=0.01)


def test_a_vector_between_two_topics_has_none() -> None:
    rows = topics().rows
    assert topic_of(rows[14]) == topics().topics[14]
    between = rows[14] + rows[3]
    assert topic_of(between / np.linalg.norm(between)) is None


@pytest.mark.parametrize("made", [float("nan"), 0.0, 2.0])
def test_a_model_that_makes_no_vector_costs_vector_and_topic_only(
    made: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(text: str) -> vectors.Vector:
        return vectors.checked(np.full(384, made, np.float32))

    monkeypatch.setattr(vectors, "loaded", lambda: broken)
    enriched = enrich(article(cases()["en"]["text"]), {**ENRICHERS, "embed": fields})
    assert enriched.enrich_errors["embed"].startswith("BadVector")
    assert (enriched.embedding, enriched.topic) == (None, None)
    assert enriched.keywords

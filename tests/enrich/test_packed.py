"""The worker's function: JSON in, JSON out."""

import pickle

import pytest

from schemas.events import ArticleEnriched, ArticleExtracted
from schemas.packed import BadEnvelope, Packed
from services.enrich.enrich import enrich
from services.enrich.packed import enrich_packed
from tests.support.articles import article, cases


def packed(payload: bytes) -> Packed:
    return Packed(ArticleExtracted.type, payload)


def test_an_article_comes_out_as_its_fields_say() -> None:
    case = cases()["en"]
    extracted = article(case["text"], title=case["title"])

    answer, failed = enrich_packed(packed(extracted.model_dump_json().encode()))

    assert ArticleEnriched.model_validate_json(answer.payload) == enrich(extracted)
    assert answer.type == ArticleEnriched.type
    assert answer.key == extracted.article_id
    assert failed == ()


@pytest.mark.parametrize("payload", [b"", b"{", b"[]", b"{}", b'{"text": 1}', b"\xff\xfe"])
def test_what_is_no_article_is_a_bad_envelope_also_across_the_pipe(payload: bytes) -> None:
    with pytest.raises(BadEnvelope) as raised:
        enrich_packed(packed(payload))

    assert str(pickle.loads(pickle.dumps(raised.value))) == str(raised.value)


def test_an_id_that_no_store_can_keep_is_a_bad_envelope() -> None:
    extracted = article("A text.", article_id="0" * 33)

    with pytest.raises(BadEnvelope, match="article_id"):
        enrich_packed(packed(extracted.model_dump_json().encode()))

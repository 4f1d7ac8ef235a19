"""Confidence is told by what a text was chosen by and its page, within what was checked at all."""

import json
from pathlib import Path
from typing import Any

from services.extract.body.body import Body, read_body
from services.extract.boosted import load
from services.extract.verdict import confidence
from services.extract.verdict.confidence import confidence_features, confidence_of
from services.extract.verdict.feature_words import FEATURE_WORDS
from services.extract.verdict.page_features import page_features
from tests.extract.documents import document_of
from tests.support.article_pages import news_page

VERDICT = Path(confidence.__file__ or "").parent
MODELS = ("confidence", "page_kind")
ASKED_BY_RULES = {"cart", "ld_advert", "priced_cards", "thread"}
"""And by no model (`why_by_claims`)."""


def test_a_text_that_nothing_was_compared_with_has_the_most_that_it_may_have() -> None:
    assert confidence_of(Body(("A line.",), ("light",), confidence_max=0.0), {}) == 0.0


def test_a_plain_article_is_sure() -> None:
    document = document_of(news_page())
    body = read_body(document)
    assert 0.8 < confidence_of(body, page_features(document, body)) < 1.0


def test_every_number_that_describes_a_page_has_words_for_an_operator() -> None:
    document = document_of(news_page())
    assert FEATURE_WORDS.keys() == page_features(document, read_body(document)).keys()


def test_every_number_that_describes_a_page_is_asked_for() -> None:
    """What neither model splits on, nor a rule, is work done for nothing."""
    models = (json.loads((VERDICT / f"{name}.json").read_text()) for name in MODELS)
    asked = {name.removeprefix("page_") for model in models for name in splits(model["trees"])}
    assert FEATURE_WORDS.keys() - asked == ASKED_BY_RULES


def splits(trees: list[Any]) -> set[str]:
    nodes = [tree for tree in trees if isinstance(tree, list)]
    return {name for name, *_ in nodes}.union(*(splits(branches) for _, _, *branches in nodes))


def test_the_models_ask_for_nothing_that_is_not_told() -> None:
    document = document_of(news_page())
    body = read_body(document)
    page = page_features(document, body)
    known = confidence_features(body.evidence, page)
    for name, told in (("confidence", known), ("page_kind", page)):
        model = load(VERDICT / f"{name}.json")
        assert model.trees
        model.predict(told)

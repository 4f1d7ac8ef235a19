"""A model that fails costs its own fields, and no other article pays for it."""

import time
from collections.abc import Iterable

import pytest

from services.enrich.enrich import ENRICHERS, enrich
from services.enrich.models.once import ModelBroken, once
from services.enrich.models.people import with_models
from services.enrich.models.pieces import PIECE_CHARACTERS, ModelSlow, pieces
from services.enrich.models.recogniser import Find, FoundName, Recogniser
from tests.support.articles import article, cases

TEXT = cases()["en"]["text"]


def with_english(find: Find, seconds: float = 1) -> dict[str, object]:
    model = Recogniser("en_core_web_sm", once(lambda: find))
    return {**ENRICHERS, "people": with_models({"en": model}, seconds)}


def test_a_model_that_fails_on_an_article_costs_people_and_organisations_only() -> None:
    def find(piece: str) -> Iterable[FoundName]:
        raise IndexError("no such row")

    enriched = enrich(article(TEXT), with_english(find))  # type: ignore[arg-type]
    assert enriched.enrich_errors == {"people": "IndexError: no such row"}
    assert (enriched.people, enriched.organisations) == ([], [])
    assert enriched.keywords
    assert enriched.summary


def test_a_model_that_is_too_slow_is_stopped_between_two_paragraphs() -> None:
    read = []

    def find(piece: str) -> Iterable[FoundName]:
        read.append(piece)
        time.sleep(0.03)
        return ()

    text = "\n".join(f"{n}. {TEXT}" for n in range(50))
    enriched = enrich(article(text), with_english(find, 0.05))  # type: ignore[arg-type]
    assert enriched.enrich_errors == {"people": "ModelSlow: longer than 0.05 s"}
    assert len(read) <= 2


def test_the_last_paragraph_may_not_be_too_slow_either() -> None:
    reading = pieces("one paragraph", 0.01)
    assert next(reading) == "one paragraph"
    time.sleep(0.02)
    with pytest.raises(ModelSlow):
        next(reading)


def test_a_paragraph_without_end_is_read_in_pieces_of_whole_words() -> None:
    found = list(pieces("word " * 1000 + "x" * 3000, 9))
    assert max(map(len, found)) <= PIECE_CHARACTERS
    assert "".join(found).replace(" ", "") == "word" * 1000 + "x" * 3000
    assert all(set(piece.split()) <= {"word"} for piece in found[:4])


def test_a_model_that_cannot_be_loaded_is_tried_once_and_says_so_in_each_article() -> None:
    tries = []

    def load() -> Find:
        tries.append(1)
        raise OSError("half a file")

    model = Recogniser("en_core_web_sm", once(load))
    enrichers = {**ENRICHERS, "people": with_models({"en": model}, 1)}
    for _ in range(3):
        errors = enrich(article(TEXT), enrichers).enrich_errors
        assert errors == {"people": "ModelBroken: OSError: half a file"}
    assert len(tries) == 1


def test_a_load_that_runs_out_of_memory_is_the_workers_end() -> None:
    def load() -> None:
        raise MemoryError

    with pytest.raises(MemoryError):
        once(load)()


def test_what_was_loaded_is_kept() -> None:
    loads = once(lambda: object())
    assert loads() is loads()
    assert not isinstance(loads(), ModelBroken)

"""What trafilatura is given in place of what it would make for itself."""

from trafilatura import external

from services.extract.body.passes.extractors import StopWords


def test_stop_words_are_those_of_trafilatura() -> None:
    ours = vars(external)["JT_STOPLIST"]
    assert isinstance(ours, StopWords)
    try:
        theirs = external.jt_stoplist_init()
    finally:
        vars(external)["JT_STOPLIST"] = ours
    assert len(theirs) > 100_000
    assert set(ours) == set(theirs)

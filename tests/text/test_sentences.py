import pytest

from services.text.sentences import sentences
from tests.support.articles import cases

CASES = cases()


@pytest.mark.parametrize("language", CASES)
def test_sentences_end_where_they_end_in_every_script(language: str) -> None:
    case = CASES[language]
    found = list(sentences(case["text"], language))
    assert found[0] == case["first"]
    assert len(found) == case["sentences"], found
    assert "".join("".join(found).split()) == "".join(case["text"].split())


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Dr. Roth met J. R. Hale of the U.S. Navy. They spoke.", 2),
        ("It cost 3.5 million. Nobody paid.", 2),
        ('"Why?" she asked. "Because."', 2),
        ("He waited... and waited. It rained…", 2),
        ("The year was 2019. It ended.", 2),
        ("On page 12. Then more.", 2),
        ("Heading without a stop\nThen a sentence.", 2),
        ("Visit example.test today! Now?!", 2),
        ("He said “Stop.” Then he left.", 2),
        ("他说：“可以。”他走了！", 2),
        ("यह पहला है। यह दूसरा है॥ तीसरा?", 3),
        ("یہ پہلا ہے۔ دوسرا کہاں ہے؟ وہاں", 3),
        ("", 0),
        ("...", 1),
    ],
)
def test_a_full_stop_does_not_always_end_a_sentence(text: str, count: int) -> None:
    assert len(list(sentences(text))) == count


@pytest.mark.parametrize(
    ("language", "text"),
    [("de", "Am 3. Mai kam sie."), ("tr", "Kentin 2. Ordu karargahı taşındı.")],
)
def test_an_ordinal_is_inside_the_sentence_where_the_language_writes_it_so(
    language: str, text: str
) -> None:
    assert list(sentences(text, language)) == [text]

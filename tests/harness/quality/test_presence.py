"""What a segment is worth to a text is what F1 says with it and without it."""

import pytest
from lxml.html import document_fromstring

from services.extract.body.outline import read_outline
from services.extract.body.selection import Selection
from tests.harness.quality.boost import fit
from tests.harness.quality.corpus import Page
from tests.harness.quality.presence import worth
from tests.harness.quality.scores import body_score

LINES = ("a b c d e f g", "read more of it", "h i j k", "l", "a b c d e f g", "m n o p q")
GOLD = "a b c d e f g h i j k l m n o p q"


def selected(*numbers: int) -> Selection:
    body = "".join(f"<p>{line}</p>" for line in LINES)
    return Selection(read_outline(document_fromstring(f"<body>{body}</body>")).segments, numbers)


@pytest.mark.parametrize(
    "numbers", [(0, 1, 2), (0, 2, 3, 5), (0, 4), (1, 3, 5), (0, 1, 2, 3, 4, 5)]
)
def test_worth_is_the_difference_of_two_scores(numbers: tuple[int, ...]) -> None:
    text = selected(*numbers)
    found = worth(Page("news_en", "1", "https://a.example/", b"", body=GOLD), text, range(6))
    for number, gain in found.items():
        with_it, without = text.with_more([number]), text.without([number])
        scores = [
            body_score(GOLD, "\n".join(s.text for s in t.segments)) for t in (with_it, without)
        ]
        assert gain == pytest.approx(scores[0].f1 - scores[1].f1)


def test_sentences_speak_of_the_segments_that_hold_them_alone() -> None:
    page = Page("snippets", "1", "https://a.example/", b"", wanted=("h i",), unwanted=("more of",))
    found = worth(page, selected(0), range(6))
    assert set(found) == {1, 2}
    assert found[2] > 0 > found[1]


def test_trees_learn_a_step() -> None:
    rows = [{"a": float(n), "b": float(n % 7)} for n in range(400)]
    model = fit(
        rows, [float(row["a"] >= 200) for row in rows], trees=60, depth=1, rate=0.2, share=1
    )
    name, edge, below, above = model["trees"][0]
    assert (name, 180 < edge < 220, below < 0 < above) == ("a", True, True)

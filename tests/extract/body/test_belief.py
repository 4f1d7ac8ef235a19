"""How likely each segment is the article's, and what goes or comes for it."""

import time
from dataclasses import replace

from lxml.html import document_fromstring

from services.extract.body.belief import Belief, believe, mend
from services.extract.body.outline import read_outline
from services.extract.body.selection import Selection
from services.extract.body.traits import Traits, describe
from services.extract.boosted import Boosted
from tests.support.article_pages import PARAGRAPHS, paragraphs

NO_TITLES: frozenset[str] = frozenset()


def selected(body: str, *numbers: int) -> Selection:
    return Selection(read_outline(document_fromstring(f"<body>{body}</body>")).segments, numbers)


def story(*lines: str) -> Selection:
    """Three paragraphs that are chosen, and lines behind them that are not."""
    return selected(paragraphs(PARAGRAPHS[:3]) + "".join(lines), 0, 1, 2)


def believed(text: Selection, **told: float) -> Belief:
    """All is as likely as chosen, but for some, by number: `n3=.9`."""
    known = {number: float(number in text.numbers) for number in range(len(text.page))}
    return Belief(text.page, known | {int(name[1:]): each for name, each in told.items()})


def rows_of(traits: Traits) -> dict[int, dict[str, float]]:
    return {
        number: {name: float(column[place]) for name, column in traits.columns.items()}
        for place, number in enumerate(traits.numbers)
    }


def test_a_segment_that_is_hardly_the_articles_goes_and_a_likely_one_comes() -> None:
    text = story("<p>The vote was close.</p>")
    assert mend(text, believed(text, n1=0.1, n3=0.9), NO_TITLES).numbers == {0, 2, 3}


def test_in_doubt_the_text_stays_as_it_is() -> None:
    text = story("<p>The vote was close.</p>")
    assert mend(text, believed(text, n1=0.4, n3=0.5), NO_TITLES) is text


def test_what_a_rule_left_out_comes_back_only_where_it_is_most_likely() -> None:
    text = story("<p>Our newsletter has more.</p>", "<p>The vote was close.</p>")
    belief = replace(believed(text, n3=0.7, n4=0.7), left_out={3})
    assert mend(text, belief, NO_TITLES).numbers == {0, 1, 2, 4}
    belief = replace(believed(text, n3=0.8), left_out={3})
    assert mend(text, belief, NO_TITLES).numbers == {0, 1, 2, 3}


def test_what_the_model_was_not_asked_about_stays() -> None:
    text = story()
    assert mend(text, Belief(text.page), NO_TITLES) is text


def test_most_of_the_text_never_goes_nor_comes() -> None:
    text = story(f"<p>{' '.join(PARAGRAPHS)}</p>")
    belief = believed(text, n0=0.1, n1=0.1, n2=0.1, n3=0.9)
    assert mend(text, belief, NO_TITLES).numbers == {0, 1, 2}


def test_code_stays_however_unlikely() -> None:
    text = selected(paragraphs(PARAGRAPHS[:3]) + "<pre>quay = 1</pre>", 0, 1, 2, 3)
    assert mend(text, believed(text, n3=0.01), NO_TITLES) is text


def test_a_heading_goes_only_with_what_it_heads() -> None:
    body = paragraphs(PARAGRAPHS[:3]) + "<h3>The fees</h3><p>Berths cost more from May.</p>"
    text = selected(body, 0, 1, 2, 3, 4)
    assert mend(text, believed(text, n3=0.1), NO_TITLES) is text
    assert mend(text, believed(text, n3=0.1, n4=0.1), NO_TITLES).numbers == {0, 1, 2}


def test_what_a_closed_panel_holds_stays_since_a_rule_took_it() -> None:
    text = selected(paragraphs(PARAGRAPHS[:3]) + "<p hidden>Berths cost more.</p>", 0, 1, 2, 3)
    assert mend(text, believed(text, n3=0.01), NO_TITLES) is text


def test_no_title_no_second_copy_no_link_and_no_promotion_comes_however_likely() -> None:
    text = story(
        "<h1>The quay</h1>",
        "<p>Harbour board</p>",
        f"<p>{PARAGRAPHS[0]}</p>",
        "<p><a href='/b'>The ferry company doubles its fleet</a></p>",
        "<p>Subscribe to our newsletter.</p>",
        "<p hidden>Nobody sees this line.</p>",
    )
    sure = {f"n{number}": 0.99 for number in range(3, len(text.page))}
    assert mend(text, believed(text, **sure), frozenset(["harbourboard"])) is text


def test_a_heading_that_is_a_link_may_come() -> None:
    text = story("<h3><a href='/b'>The ferry</a></h3>")
    assert 3 in mend(text, believed(text, n3=0.9), NO_TITLES).numbers


def test_the_expected_f1_is_that_of_the_likely_text() -> None:
    text = selected("<p>aaaa</p><p>bbbb</p><p>cccc</p>", 0, 1)
    row = Belief(text.page, {0: 1.0, 1: 0.5, 2: 0.5}).expected(text.numbers)
    assert abs(row["likely_recall"] - 6 / 8) < 0.01
    assert abs(row["likely_precision"] - 6 / 9) < 0.01
    assert abs(row["likely_f1"] - 12 / 17) < 0.01


def test_segments_in_and_near_the_text_have_probabilities() -> None:
    far = "".join(f"<p>Line {number}</p>" for number in range(30))
    text = story(far)
    model = Boosted(0.0, [["in_text", 0.5, -2.0, 2.0]])
    found = believe(text, {"base": text.numbers, "second": {30}}, 0.9, model).probabilities
    assert set(found) == {*range(13), 30}
    assert found[0] > 0.8 > 0.2 > found[3]


def test_a_segment_is_described_beside_the_rest_of_the_text() -> None:
    text = story("<ul><li><a href='/b'>The ferry</a></li></ul>")
    rows = rows_of(describe(text, {"dense": text.numbers}, 0.9))
    assert rows[0]["in_template"] < sum(len(text.page[n].text) for n in (1, 2)) / text.chars + 1e-9
    assert (rows[3]["in_template"], rows[3]["links"], rows[3]["li"]) == (0.0, 1.0, 1.0)
    assert (rows[3]["since"], rows[3]["until"]) == (1.0, 99.0)
    assert (rows[0]["in_base"], rows[0]["in_dense"], rows[3]["in_dense"]) == (-1.0, 1.0, 0.0)


def test_a_page_of_many_lines_takes_no_longer_than_its_lines() -> None:
    many = selected(
        "".join(f"<p>Line {number} of the page</p>" for number in range(20_000)), 0, 9_999, 19_999
    )
    start = time.process_time()
    believe(many, {"dense": many.numbers}, 0.5)
    assert time.process_time() - start < 20

"""What recurs on a site's other pages is the site's; what an article says once is its own."""

import pickle
from datetime import UTC, datetime, timedelta

import pytest

from services.extract.extract import extract
from services.extract.extraction import Extraction
from services.extract.site_boilerplate.boilerplate import (
    LINES_MAX,
    SiteMemory,
    believed,
    line_hash,
    seen_lines,
    unwanted,
    update,
)
from tests.support.article_pages import html, page, paragraphs

NOW = datetime(2026, 5, 4, tzinfo=UTC)
PLEA = "Help us to report from the coast: become a friend of the paper today."


def own_lines(number: int, count: int = 6) -> list[str]:
    """Return sentences that no other page has: their words carry the page's number as letters."""
    word = "".join(chr(ord("a") + int(digit)) for digit in str(number))
    return [
        f"In part {word}{chr(ord('k') + at)} the report of {word} tells what the {word} council "
        f"of {word}{at * 'z'} decided about the {word} bridge and who paid for it."
        for at in range(count)
    ]


def url_of(number: int) -> str:
    return f"https://news.example/story/{number}"


def memory_of(pages: int, line: str = PLEA, at: datetime = NOW) -> SiteMemory:
    memory = SiteMemory()
    for number in range(pages):
        memory = learn(memory, [*own_lines(number), line], number, at)
    return memory


def learn(memory: SiteMemory, lines: list[str], number: int, at: datetime = NOW) -> SiteMemory:
    return update(memory, seen_lines(lines), url_of(number), at)


def dropped_of(memory: SiteMemory | None, lines: list[str], number: int = 900) -> list[str]:
    places = unwanted(lines, seen_lines(lines), memory, url_of(number))
    return [line for place, line in enumerate(lines) if place in places]


def test_a_line_of_three_other_articles_is_boilerplate() -> None:
    assert dropped_of(memory_of(3), [*own_lines(900), PLEA]) == [PLEA]


def test_a_line_of_two_other_articles_is_not_yet_boilerplate() -> None:
    assert dropped_of(memory_of(2), [*own_lines(900), PLEA]) == []


def test_without_a_memory_nothing_is_dropped() -> None:
    assert dropped_of(None, [*own_lines(900), PLEA]) == []


def test_digits_do_not_hide_that_a_line_recurs() -> None:
    memory = memory_of(3, "Read 217 comments on this story of the paper")
    line = "Read 8 comments on this story of the paper"
    assert dropped_of(memory, [*own_lines(900), line]) == [line]


def test_a_long_line_is_never_boilerplate() -> None:
    line = " ".join(["word"] * 61)
    assert dropped_of(memory_of(5, line), [*own_lines(900), line]) == []


def test_the_same_story_under_other_addresses_teaches_nothing() -> None:
    memory = SiteMemory()
    for number in range(5):
        memory = learn(memory, own_lines(1), number)
    assert dropped_of(memory, own_lines(1)) == []


def test_the_same_address_again_counts_once() -> None:
    memory = SiteMemory()
    for number in range(5):
        memory = learn(memory, [*own_lines(number), PLEA], 1)
    assert len(memory.pages) == 1


def test_a_line_of_few_of_many_pages_is_not_boilerplate() -> None:
    memory = memory_of(3)
    for number in range(10, 22):
        memory = learn(memory, own_lines(number), number)
    assert dropped_of(memory, [*own_lines(900), PLEA]) == []


def test_what_a_site_has_not_shown_for_a_month_is_forgotten() -> None:
    memory = memory_of(3)
    memory = learn(memory, own_lines(30), 30, NOW + timedelta(days=31))
    assert [seen.at for seen in memory.pages] == [NOW + timedelta(days=31)]


def test_the_memory_of_a_site_is_bounded() -> None:
    memory = SiteMemory()
    for number in range(30):
        memory = learn(memory, own_lines(number, 26) * 6, number)
        memory = learn(memory, [f"{x} {number}" for x in own_lines(number, 200)], 99)
    assert sum(len(seen.lines) for seen in memory.pages) <= LINES_MAX


def test_the_memory_survives_json() -> None:
    memory = memory_of(4)
    assert SiteMemory.model_validate_json(memory.model_dump_json()) == memory


def test_what_is_believed_can_be_shown_with_its_date() -> None:
    memory = memory_of(4)
    assert believed(memory) == {line_hash(PLEA): PLEA}
    assert memory.since[line_hash(PLEA)] == NOW


def extraction_of(number: int, memory: SiteMemory | None = None) -> Extraction:
    lines = own_lines(number)
    head = "<meta name='keywords' content='trending now, most wanted'>"
    body = html(paragraphs([*lines[:3], PLEA, *lines[3:]]), f"Story {number} of the bridge", head)
    found = extract(page(body, url_of(number)), memory=memory)
    assert isinstance(found, Extraction)
    return found


def test_a_site_of_fifty_pages_loses_its_boilerplate_and_nothing_else() -> None:
    memory = SiteMemory()
    for number in range(50):
        bare, found = extraction_of(number), extraction_of(number, memory)
        assert bare.article.boilerplate_lines_dropped == 0
        assert PLEA in bare.article.text
        if number >= 3:
            assert found.article.text == "\n".join(own_lines(number))
            assert found.article.tags == []
            assert [block.text for block in found.article.blocks] == own_lines(number)
        memory = update(memory, found.lines, found.article.canonical_url, NOW)
    assert len(memory.model_dump_json()) < 100_000


@pytest.mark.parametrize("field", ["title", "canonical_url", "published_at", "confidence"])
def test_memory_changes_only_the_body_and_the_tags(field: str) -> None:
    memory = SiteMemory()
    for number in range(5):
        memory = update(memory, extraction_of(number).lines, url_of(number), NOW)
    bare, found = extraction_of(77).article, extraction_of(77, memory).article
    assert found.boilerplate_lines_dropped == 2
    assert getattr(found, field) == getattr(bare, field)


def test_a_page_of_recurring_lines_alone_keeps_its_text() -> None:
    stations = [
        f"Station {name} reported calm water near the outer mole of the old harbour all day long."
        for name in ("Alder", "Birch", "Cedar", "Dogwood", "Elm", "Fir")
    ]
    memory = SiteMemory()
    for number in range(12):
        own = [stations[(number + step) % 6] for step in (0, 2)]
        memory = learn(memory, [*own_lines(number), *own], number)
    assert dropped_of(memory, stations) == stations
    found = extract(page(html(paragraphs(stations)), url_of(900)), memory=memory)
    assert isinstance(found, Extraction)
    assert found.article.text == "\n".join(stations)
    assert found.article.boilerplate_lines_dropped == 0


def test_of_a_page_of_very_many_lines_no_more_than_the_bound_are_learnt() -> None:
    lines = [f"a b c d e f g {chr(0x4E00 + number)}" for number in range(3 * LINES_MAX)]
    memory = learn(SiteMemory(), lines, 1)
    assert [len(seen.lines) for seen in memory.pages] == [LINES_MAX]
    assert line_hash(lines[0]) in memory.pages[0].lines


def test_what_is_learnt_of_a_long_line_is_as_little_as_of_a_short_one() -> None:
    sentence = "The bridge over the old harbour was opened to walkers on a morning of spring. "
    found = extract(page(html(f"<p>{sentence * 4_000}</p>"), url_of(1)))
    assert isinstance(found, Extraction)
    assert len(found.article.text) > 300_000
    assert len(pickle.dumps(found.lines)) < 1_000

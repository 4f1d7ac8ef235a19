"""What a selection knows of the blocks that it stands in."""

from hypothesis import given
from hypothesis import strategies as st
from lxml.html import document_fromstring

from services.extract.body.outline import read_outline
from services.extract.body.selection import Page, Selection, frame_of

_LINES = (
    "<div>one<ul><li>three</li><li>seven</li></ul>nine</div><h1>up</h1><div><p>twelve</p></div>"
)
_COUNT = 6


def _chosen(numbers: frozenset[int]) -> Selection:
    return Selection(Page(read_outline(document_fromstring(_LINES)).segments), numbers)


some_numbers = st.frozensets(st.integers(0, _COUNT - 1))


@given(some_numbers)
def test_a_selection_knows_what_of_it_stands_in_each_element(numbers: frozenset[int]) -> None:
    selection = _chosen(numbers)
    assert len(selection.page) == _COUNT
    for element in selection.page[0].path[0].iter():
        inside = [n for n in sorted(numbers) if element in selection.page[n].path]
        assert selection.inside([element]) == inside
        assert selection.chars_in(element) == sum(len(selection.page[n].text) for n in inside)
        assert (element in selection.blocks) == bool(inside)


@given(some_numbers, st.floats(0.51, 1.0))
def test_the_frame_is_the_smallest_block_with_a_share_of_the_text(
    numbers: frozenset[int], share: float
) -> None:
    selection = _chosen(numbers)
    frame, depth = frame_of(selection, share)
    enough = [e for e in selection.blocks if selection.chars_in(e) >= share * selection.chars]
    assert frame is (enough[-1] if enough else selection.page[0].path[0])
    assert {each.path[depth] for each in selection.segments if frame in each.path} <= {frame}


def test_a_page_knows_its_headings_and_its_links() -> None:
    page = Page(read_outline(document_fromstring("<h2>a</h2><p><a>b</a></p><h1>c</h1>")).segments)
    assert page.headings == {0: "h2", 2: "h1"}
    assert page.links == [1]

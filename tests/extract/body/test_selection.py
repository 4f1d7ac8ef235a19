"""Sums over the blocks that stand in each other."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st
from lxml.html import HtmlElement, fromstring

from services.extract.body.selection import sum_by_block

_PAGE = "<body><div><p>a</p><ul><li>b</li><li>c</li></ul></div><p>d</p><div><p>e</p></div></body>"


def _paths() -> list[tuple[HtmlElement, ...]]:
    leaves = [each for each in fromstring(_PAGE).iter() if each.text]
    return [(*reversed(list(each.iterancestors())), each) for each in leaves]


@given(st.lists(st.integers(0, 4)))
def test_a_block_holds_the_sizes_of_all_that_stands_in_it(order: list[int]) -> None:
    paths = _paths()
    sized = [(paths[place], size) for size, place in enumerate(order, 1)]
    wanted: Counter[HtmlElement] = Counter()
    for path, size in sized:
        wanted.update(dict.fromkeys(path, size))
    assert sum_by_block(sized) == wanted

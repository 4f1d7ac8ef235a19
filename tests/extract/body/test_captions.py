"""Lines below a picture are known by who took it, however a language writes that."""

import pytest
from lxml.html import fromstring

from services.extract.body.outline import read_outline
from services.extract.body.refine.captions import is_caption


def is_one(line: str) -> bool:
    """Judge a line in the element of a picture."""
    page = f"<html><body><p><img src='a.jpg'>{line}</p></body></html>"
    (segment,) = read_outline(fromstring(page)).segments
    return is_caption(segment)


@pytest.mark.parametrize(
    "line",
    [
        "The new bridge at dusk. Photo: Mara Olin",
        "Мост вечером. Фото: М. Олин",
        "다리의 저녁 사진=김하늘",
        "黄昏中的新桥。本报记者王晓明摄",
        "黃昏中的新橋。本報記者王曉明攝",
        "黃昏中的新橋（王曉明攝）",
        "پل در غروب عکس: م. اولین",
    ],
)
def test_a_credit_makes_a_caption(line: str) -> None:
    assert is_one(line)


@pytest.mark.parametrize(
    "line", ["The new bridge at dusk", "黃昏中的新橋，攝影者不明。", "At 5:30 it opened"]
)
def test_without_a_credit_it_is_text(line: str) -> None:
    assert not is_one(line)

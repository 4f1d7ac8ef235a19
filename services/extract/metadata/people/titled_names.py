"""Reporters whom a title beside their names tells: `한서윤 기자`, `【記者陳美玲／台北報導】`."""

import re
from collections.abc import Iterable, Iterator

from services.extract.dates.sources.headline import below_headline
from services.extract.markup.lines import lines_with
from services.extract.metadata.page_data import PageData
from services.extract.metadata.people.author_names import names_alone
from services.extract.metadata.people.author_words import NO_SIGNERS, SIGNATURES

_HANGUL_NAME = "[가-힣]{2,4}"
_HANGUL_NAMES = (
    rf"{_HANGUL_NAME}(?:\s?[·,]\s?{_HANGUL_NAME})*"
    r"|[가-힣]{2}(?![부팀국실])[가-힣](?:\s[가-힣]{3})+"
)
"""A desk (`경제부`) is not the first of several whom spaces part."""
_SIGNATURE = re.compile(
    rf"(?:^|[\d|·•)\]/=,]\s*)({_HANGUL_NAMES})"
    rf"\s(?:{'|'.join(SIGNATURES)})(?=$|\s*[|=(/·\])]|,\s?(?:{_HANGUL_NAMES})\s(?:{'|'.join(SIGNATURES)})(?:$|,)"
    r"|\s+(?:\S+@|\d|입력|승인))"
)
"""A signature ends its line, or an address, a date or the agency's `=` follows."""
_BETWEEN_SIGNERS = re.compile(r"\s?[·,]\s?|\s")
_REPORTERS = ("記者", "记者", "【")
_WITHIN = r"[^【】〔〕（）()\[\]〈〉［］]"
_BRACKETED = re.compile(
    r"【([\u3040-\u30ff\u4e00-\u9fff]{2,10}[=＝][^】]{2,7})】"
    rf"|[【〔（(\[〈［]\s*(?:{_WITHIN}{{0,20}}[\s/／╱|](?=[記记]者\s?[\u4e00-\u9fff]))?"
    rf"({_WITHIN}{{0,10}}[记記]者{_WITHIN}{{0,30}}?)\s*[】〕）)\]〉］]"
)
"""`【ロンドン=田中花子】`, `【記者陳美玲／台北報導】`."""
_PHOTOGRAPHED = ("攝", "摄")


def signed_with_title(data: PageData) -> list[str]:
    """Return the names of the first Korean signature below the headline."""
    for line in _below_headline(data, SIGNATURES, _SIGNATURE):
        signed = (match[1] for match in _SIGNATURE.finditer(line) if match[1] not in NO_SIGNERS)
        if names := [name for each in signed for name in _BETWEEN_SIGNERS.split(each)]:
            return names
    return []


def bracketed(data: PageData) -> list[str]:
    """Return the reporters named in the first bracket below the headline."""
    lines = _below_headline(data, _REPORTERS, _BRACKETED)
    found = (match for match in map(_BRACKETED.search, lines) if match)
    names = (names_alone(match[1] or match[2], data) for match in found)
    return [name for name in next(filter(None, names), []) if not name.endswith(_PHOTOGRAPHED)]


def _below_headline(data: PageData, titles: Iterable[str], named: re.Pattern[str]) -> Iterator[str]:
    """Yield the lines with a title that name somebody, in the order of the titles."""
    for title in titles:
        for line in lines_with(data.visible, title):
            if named.search(line.text) and line.at > below_headline(data.visible, data.title):
                yield line.text

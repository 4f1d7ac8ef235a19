"""Reporters in brackets at the edge of the text: `【記者陳美玲／台北報導】`, `（田中花子記者）`."""

import re

from services.extract.dates.sources.headline import below_headline
from services.extract.markup.lines import lines_with
from services.extract.metadata.page_data import PageData

_HAN = "[\u4e00-\u9fff]{2,4}"
_TITLES = ("記者", "记者")
_BRACKETED = re.compile(
    rf"[【〔（(\[〈［]\s*(?:[\u4e00-\u9fff]{{0,6}}?(?:記者|记者)\s*"
    rf"(?P<names>{_HAN}(?:[、·‧ ]{_HAN})*?)(?:\s*[／/︱|,，\s－-]\s*[^】〕）)\]〉］]{{0,20}}"
    rf"|[\u4e00-\u9fff]{{2}}[報报][導导道])?"
    r"|(?P<signed>[\u4e00-\u9fff]{3,5})(?:記者|记者))\s*[】〕）)\]〉］]"
)
_PHOTOGRAPHED = ("攝", "摄")
_BETWEEN = re.compile("[、·‧ ]")


def bracketed(data: PageData) -> list[str]:
    """Return the reporters named in the first bracket below the headline."""
    for title in _TITLES:
        for line in lines_with(data.visible, title):
            match = _BRACKETED.search(line.text.replace(f" {title}", title))
            if match and line.at > below_headline(data.visible, data.title):
                found = _BETWEEN.split(match["names"] or match["signed"])
                return [name for name in found if not name.endswith(_PHOTOGRAPHED)]
    return []

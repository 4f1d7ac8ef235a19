"""Names in lines that credit text and pictures apart, or reporters in brackets.

`Text: A. Name, Foto: B. Name` names who wrote it and who did not; `【記者陳美玲／台北報導】` and
`（田中花子記者）` stand at the edge of the text.
"""

import re

from services.extract.dates.sources.headline import below_headline
from services.extract.markup.lines import lines_with
from services.extract.metadata.page_data import PageData
from services.extract.metadata.people.author_names import names_alone

_WRITERS = (
    "Text", "TEXT", "Texto", "Texte", "Testo", "Tekst", "Teksti", "Words", "Story", "Haber",
    "Текст",
)  # fmt: skip
_PICTURES = (
    "fotos?", "photos?", "photographs?", "photography", "pictures?", "bild(?:er)?", "fotografías?",
    "fotografi[ae]?", "fotografie", "fotograf", "fotoğraf", "zdjęcia", "kuva[t]?", "фото", "foto",
)  # fmt: skip
_CREDIT = re.compile(
    rf"^(?:{'|'.join(_WRITERS)})\s*:\s*(?P<names>[^:]{{4,80}}?)[\s,;.|/&–—-]+"
    rf"(?:(?:und|and|et|y|e|och|og|i|и)\s+)?(?:{'|'.join(_PICTURES)})\s*[:/]",
    re.IGNORECASE,
)
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


def credited_apart(data: PageData) -> list[str]:
    """Return who wrote the text, of the first line that credits the pictures, too."""
    for label in _WRITERS:
        for line in lines_with(data.visible, f"{label}:"):
            match = _CREDIT.match(line.text)
            found = names_alone(match["names"], data.names) if match else []
            if found:
                return found
    return []


def bracketed(data: PageData) -> list[str]:
    """Return the reporters named in the first bracket below the headline."""
    for title in _TITLES:
        for line in lines_with(data.visible, title):
            match = _BRACKETED.search(line.text.replace(f" {title}", title))
            if match and line.at > below_headline(data.visible, data.title):
                found = _BETWEEN.split(match["names"] or match["signed"])
                return [name for name in found if not name.endswith(_PHOTOGRAPHED)]
    return []

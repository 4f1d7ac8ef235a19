"""Rubrics of opinion that a page sets off in its headline: `Opinion | The lamp is lit again`."""

import re

from services.extract.markup.normalise import key

_RUBRICS = (
    r"(?:opinion|editorial|analysis|commentary|perspective|column|letters|meinung|kommentar|analyse"
    r"|leitartikel|kolumne|éditorial|tribune|chronique|opinión|análisis|columna|opinião|análise"
    r"|opinione|editoriale|commento|analisi|opinie|opinia|felieton|мнение|колонка)"
)
_FIRST = re.compile(rf"{_RUBRICS}\s*(?:(\|)|:)\s+(?=\S+\s+\S)", re.IGNORECASE)
_LAST = re.compile(rf"(?<=\S{{3}})\s+\|\s+{_RUBRICS}$", re.IGNORECASE)


def without_rubric(shown: str, headline: str) -> str:
    """Remove a rubric that a bar sets off at either end of the headline shown.

    One before a colon goes where JSON-LD's `headline`, in `normalise.key` form, lacks it, too.
    """
    match = _FIRST.match(shown)
    if match and (match[1] or key(shown[match.end() :]) == headline):
        return shown[match.end() :]
    return _LAST.sub("", shown)

"""Several days in one date: an issue appears on the first of them, other ranges are of events."""

import re

_SIGN = r"\s?[–—/-]\s?|\.\s?[–—/-]\s?"
_WORD = (
    r"\.?\s(?:to|and|bis|und|au|et|al?|y|e|og|och|en|tot|до|и|по|та|do|i|a|až|és|ve)\s"
    r"(?:[^\W\d_]{4,12}\s)?"
)
_MONTH = r"(?:de\s)?[^\W\d_]{3,12}\.?\s(?:de\s)?(?:19|20)\d\d"
_DAYS_OF_MONTH = re.compile(rf"(?<!\d)(\d{{1,2}})(?:{_SIGN}|{_WORD})\d{{1,2}}(\.?\s{_MONTH})")
_MONTH_FIRST = re.compile(
    rf"([^\W\d_]{{3,12}}\.?\s\d{{1,2}})(?:{_SIGN}|{_WORD})\d{{1,2}}(?=,?\s(?:19|20)\d\d)"
)
_TWO_MONTHS = re.compile(
    rf"(?<!\d)(\d{{1,2}}\.?\s[^\W\d_]{{3,12}})(?:{_SIGN}|{_WORD})\d{{1,2}}\.?\s[^\W\d_]{{3,12}}"
    r"(?=\s(?:19|20)\d\d)"
)
_FORMS = ((_DAYS_OF_MONTH, r"\1\2"), (_MONTH_FIRST, r"\1"), (_TWO_MONTHS, r"\1"))
_ISSUE = re.compile(
    r"\W*(?:weekend\s|week-end\s)?(?:edition|issue|ausgabe|wochenend-?ausgabe|édition|edición|edição|edizione"
    r"|editie|utgave|udgave|numer|numéro|número|numero|выпуск|номер|випуск|№|n[°º]|no\.|nr\.?)"
    r"(?:\s(?:№|n[°º]|nr\.?|no\.?))?(?:\s?\d{1,4}(?=\s?[,:(]|\s[^\W\d]))?"
    r"(?:\s(?:du|del|vom|van|of|de|d[ao]|z|от|за))?[\s:,(]*",
    re.IGNORECASE,
)


def first_day_of(line: str) -> str | None:
    """Return a line with the first day alone of an issue's; None for any other range of days.

    A line without a range is returned as it is.
    """
    for form, first in _FORMS:
        if form.search(line):
            issue = _ISSUE.match(line)
            return form.sub(first, line[issue.end() :]) if issue else None
    return line

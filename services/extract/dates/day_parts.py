"""Times of day told by parts of the day, and zones in words, written as the readers know them.

`6:40 chiều`, `शाम 6:40`, `6 PM` become `6:40 pm`, `6:00 pm`; `Central Time` becomes `ct`.
"""

import re

from services.extract.dates.calendars import with_ascii_digits

_HOUR = (
    r"(?<![\d:.h])(?P<{0}>1[0-2]|0?\d)(?P<{0}m>\s?[:.h時时点點시]\s?[0-5]\d(?::[0-5]\d)?)"
    r"(?![\d:])[分분]?"
)
_BARE_HOUR = re.compile(
    r"(?<=[\s,])(1[0-2]|[1-9])\s?(a|p)\.?\s?m\b\.?(?=$|[\s,|)])|(?<=^)(1[0-2]|[1-9])\s?(a|p)\.?m\b\.?",
    re.IGNORECASE,
)
_AFTER = (
    "शाम", "दोपहर", "সন্ধ্যা", "বিকেল", "বিকাল", "দুপুর", "chiều", "ös", "öğleden sonra",
    "akşam", "du.", "délután", "este", "de la tarde", "da tarde", "del pomeriggio", "di sera",
    "de l'après-midi", "du soir", "вечера", "дня", "вечора", "po południu", "wieczorem",
    "odpoledne", "sore", "petang", "ptg", "บ่าย", "אחר הצהריים", 'אחה"צ', "בערב", "nachmittags",
    "abends", "το απόγευμα", "το βράδυ", "পিএম", "晚上", "晚间", "晚間", "傍晚", "中午", "夜",
    "夕方", "저녁", "밤", "낮", "pm", "شام", "دوپہر", "سہ پہر", "बेलुका", "दिउँसो",
    "مساءً", "مساء", "ظهرا", "अपराह्न", "अपराह्ण", "दुपारी", "सायंकाळी", "संध्याकाळी", "பிற்பகல்",
    "மாலை", "సాయంత్రం", "మధ్యాహ్నం", "સાંજે", "બપોરે", "ಸಂಜೆ", "ಮಧ್ಯಾಹ್ನ", "വൈകിട്ട്", "ਸ਼ਾਮ",
)  # fmt: skip
_NIGHT = (
    "रात", "রাত", "tối", "đêm", "da noite", "de la noche", "malam", "gece", "ночи", "ค่ำ", "رات",
)  # fmt: skip
"""Before midnight, or in the hours after it."""
_BEFORE = (
    "सुबह", "সকাল", "ভোর", "sáng", "öö", "sabah", "de.", "délelőtt", "reggel", "de la mañana",
    "de la madrugada", "da manhã", "da madrugada", "утра", "ранку", "rano", "pagi", "בבוקר",
    "το πρωί", "morgens", "এএম", "早上", "凌晨", "清晨", "朝", "새벽", "아침", "صبح", "बिहान",
    "صباحا", "صباحاً", "पूर्वाह्न", "पूर्वाह्ण", "सकाळी", "முற்பகல்", "காலை", "ఉదయం", "સવારે", "ಬೆಳಗ್ಗೆ",
    "രാവിലെ", "ਸਵੇਰੇ",
)  # fmt: skip
_AFTER_ONLY, _BEFORE_ONLY = ("ch", "م", "md"), ("sa", "ص", "pd")
"""Vietnamese, Arabic and Albanian, behind the time alone: `sa` before one is a German Saturday."""
_LAST = "|".join((*_AFTER_ONLY, *_BEFORE_ONLY))
_PARTS = "|".join(re.escape(word) for word in sorted({*_AFTER, *_NIGHT, *_BEFORE}, key=len)[::-1])
_TOLD = re.compile(
    rf"(?:(?<![^\W\d_])|(?<=日))(?P<before>{_PARTS}|(?-i:AM))[\s,]*{_HOUR.format('a')}"
    rf"|{_HOUR.format('b')}\s*(?:giờ\s*)?(?P<after>{_PARTS}|{_LAST})(?!\w)",
    re.IGNORECASE,
)
_BEHIND = r"(?:(?<=[ap]m )|(?<=[ap]\.m\. ))"
_ZONES = {
    "et": rf"(?:u\.?s\.? )?eastern(?: standard| daylight)? time|new york time|{_BEHIND}eastern\b"
    r"|hora del este|america/new_york",
    "ct": rf"(?:u\.?s\.? )?central(?: standard| daylight)? time|{_BEHIND}central\b",
    "mt": rf"mountain(?: standard| daylight)? time|{_BEHIND}mountain\b",
    "pt": rf"pacific(?: standard| daylight)? time|{_BEHIND}pacific\b",
    "utc+8": r"北京时间|北京時間|beijing time|台北時間",
    "utc+9": r"日本時間",
    "brt": r"hor[áa]rio de bras[íi]lia|\(bras[íi]lia\)",
    "london": r"(?:london|uk) time",
    "kyiv": r"ky?iv time|за києвом|по киеву",
    "мск": r"moscow time|по москве|по московскому времени|московское время",
    "ist": r"indian standard time",
    "paris": r"heure de paris|hora peninsular(?: española)?",
    "utc+3": r"بتوقيت مكة(?: المكرمة)?|بتوقيت السعودية",
    "gmt": r"بتوقيت (?:غرينتش|جرينتش)|heure gmt|hora gmt",
    "hst": r"hawaii(?:an)?(?:-aleutian)?(?: standard)? time",
    "akst": r"alaska(?: standard)? time",
}
_ZONE = re.compile("|".join(f"({each})" for each in _ZONES.values()), re.IGNORECASE)
_NAMES = tuple(_ZONES)
_NOON, _DAWN = 12, 5
_HOURS_TOGETHER = re.compile(
    r"(?<![\d:./-])([01]\d|2[0-3])([0-5]\d)\s?h(?:ou)?rs?\b", re.IGNORECASE
)
"""`1840 hrs`, in English of Asia and Africa."""
_HOUR_AND_UNIT = re.compile(
    r"(?<![\d:.,/-])([01]?\d|2[0-3])(?:[.,]([0-5]\d))?\s?"
    r"(?:uhr|hs?|heures?|horas?|год(?:ин[аи]?)?|час(?:ов|а)?|ч|noon|hodin|godz|óra)(?!\w)\.?"
    r"(?:\s([0-5]\d)(?:\s(?:minutes?|minuten|minutos|min|мин(?:ут[аы]?)?|хв|perc)\b\.?)?(?![\d:]))?",
    re.IGNORECASE,
)
"""`6 Uhr 05`, `à 9 h`, `14,05 ч.`, `15 часов 20 минут`."""
_UNIT_AND_HOUR = re.compile(
    r"\b(ore|kl\.?|klockan|godz\.?|klo|kello|klukkan|ora|às|alle)\s([01]?\d|2[0-3])$", re.IGNORECASE
)
"""`ore 9`, `kl 9`, at the end of the line."""
_DAY = re.compile(r"\d{4}|\d[./-]\d{1,2}[./-]\d\d")
_DIGIT = re.compile(r"\d")


def with_plain_clock(text: str) -> str:
    """Return a short text with its time of day and zone as abbreviations."""
    text = with_ascii_digits(text).replace("\u2212", "-")
    text = _ZONE.sub(lambda match: _NAMES[(match.lastindex or 1) - 1], text)
    if not _DIGIT.search(text):
        return text
    text = _HOURS_TOGETHER.sub(r"\1:\2", text)
    if _DAY.search(text):  # `3 hours ago` is no time of day
        text = _HOUR_AND_UNIT.sub(lambda m: f"{m[1]}:{m[2] or m[3] or '00'}", text)
        text = _UNIT_AND_HOUR.sub(r"\1 \2:00", text)
    text = _BARE_HOUR.sub(lambda m: f"{m[1] or m[3]}:00 {m[2] or m[4]}m", text)
    return _TOLD.sub(_abbreviated, text)


def _abbreviated(match: re.Match[str]) -> str:
    word = (match["before"] or match["after"]).lower()
    hour = match["a"] or match["b"]
    late = word in (*_AFTER, *_AFTER_ONLY) or (word in _NIGHT and _DAWN < int(hour) < _NOON)
    return f"{hour}{match['am'] or match['bm']} {'pm' if late else 'am'}"

"""What stands around names in Chinese, Japanese and Korean bylines: titles, desks, readings."""

import re

from services.extract.metadata.people.author_words import SIGNATURES

BETWEEN_NAMES = "、"
_HAN = "[\u4e00-\u9fff]"
_OFFICE = f"{_HAN}{{4,24}}[长長授员員家师師人]"
_REPORTED = "[報报][道導导]"
_HAN_REPORTERS = re.compile(
    rf"(?:{_HAN}{{0,6}}?\s?[記记]者\s?|通讯员\s?|文\s?[/／]\s?)"
    rf"({_HAN}{{2,4}}(?:(?:\s通[讯訊][员員]\s?|[、·‧\s](?!通[讯訊][员員]|{_HAN}{{0,6}}{_REPORTED}))"
    rf"{_HAN}{{2,4}})*)"
    rf"(?:\s*[／/︱|,，－-]\s*.{{0,20}}|(?:\s{_HAN}{{0,6}}|{_HAN}{{2}}){_REPORTED})?"
    rf"|(?:{_HAN}{{2,4}}社)?\s?[記记]者\s?((?:{_HAN}{{3}}、)*{_HAN}{{3}}){_HAN}{{2,8}}"
    r"\d{1,2}日[專专]?[電电]"
)
"""`本报记者 陈美玲 王晓明`, `文/陈美玲`, `記者歐陽曉雯／台北報導`, `中央社記者王小明台北4日電`:
most names have three letters."""
_BETWEEN_HAN = re.compile(r"\s通[讯訊][员員]\s?|[、·‧\s]")
_KOREAN_REPORTER = re.compile(
    rf"(?<!사진 )(?<!사진=)(?<!영상 )(?<![가-힣])[가-힣]{{2,4}}(?:\s?[·ㆍ,]\s?[가-힣]{{2,4}})*"
    rf"(?=\s(?:{'|'.join(SIGNATURES)})(?:[\s·,/(]|$))"
)
_READING = re.compile("（[\u3040-\u30ff・ ]+）")
"""How a name is read, in kana."""
_PLACE_FIRST = re.compile(
    "^[\u30a0-\u30ff\u4e00-\u9fff]{2,10}[=＝](?=[々\u3040-\u30ff\u4e00-\u9fff]{2,7}$)"
)
"""`ソウル=田中花子`."""
_DESK_FIRST = re.compile(
    "^[\u4e00-\u9fff]{1,5}部(?:記者|编辑|編集委員)?[\\s・]+"
    "(?=[々\u4e00-\u9fff]{2,5}$|[々\u4e00-\u9fff]{1,3}\\s[々\u3040-\u30ff\u4e00-\u9fff]{1,3}$)"
)
_TEXT_LAST = re.compile(r"(?:\s*[/／]\s*|\s+)文(?:\s*[/／、]\s*[图圖摄攝])?$")
"""`沈若溪/文`."""
_OFFICE_AFTER = re.compile(
    rf"(?<=^{_HAN}{{2}})\s+{_OFFICE}$|(?<=^{_HAN}{{3}})\s+{_OFFICE}$|(?<=^{_HAN}{{4}})\s+{_OFFICE}$"
)
"""`王文 青柳大学研究院院长`."""
_SECOND = re.compile(r"\s+(?:通讯员|通訊員|実習記者|实习记者)[:：\s]\s*")
_TITLE_AFTER = re.compile(
    r"(?<=\S)(?:(?:\s[가-힣]{1,4}[부팀국실])?\s[가-힣]{0,6}"
    r"(?:기자|부장|차장|국장|위원|교수|대표|소장|평론가|작가|변호사|(?:\s?[가-힣]{1,4}\s)?칼럼니스트)|"
    rf"\s?(?:{'|'.join(SIGNATURES)})"
    r"|(?:\s[\u4e00-\u9fff]{1,5})?\s?(?:記者|记者)|\sद्वारा|\sskrifar?)$"
)


def at_reporters(text: str) -> str:
    """Set `、` between reporters whom spaces or titles part, and leave out how a name is read."""
    if reporters := _HAN_REPORTERS.fullmatch(text):
        return _BETWEEN_HAN.sub(BETWEEN_NAMES, reporters[1] or reporters[2])
    return BETWEEN_NAMES.join(_KOREAN_REPORTER.findall(text)) or _READING.sub("", text)


def without_desk(text: str) -> str:
    """Return the reporter alone of `ソウル=田中花子`, `经济部 陈美玲` and `沈若溪/文`."""
    return _DESK_FIRST.sub("", _TEXT_LAST.sub("", _PLACE_FIRST.sub("", text)))


def at_second_reporter(text: str) -> str:
    """Set `、` for the title of a second reporter: `陈美玲 通讯员 王晓明`."""
    return _SECOND.sub(BETWEEN_NAMES, text)


def without_title_after(name: str) -> str:
    """Return a name without title or office behind it: `한서윤 기자`, `田中花子記者`."""
    return _OFFICE_AFTER.sub("", _TITLE_AFTER.sub("", name))

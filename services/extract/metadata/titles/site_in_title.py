"""The site's names in a title: how they are set off, and the title without them."""

import re

from services.extract.markup.normalise import key

_SEPARATOR = re.compile(
    r"\s+(?:[|\-–—−·•*»«›/~]|::|\|\|)\s+|\s*[|｜│丨]\s*|\s*[：_]\s*(?=[^：_]+$)|\s?—+\s?(?=[^\s—]+$)"
)
_WEAK_SEPARATOR = re.compile(
    r"\s*[:：;]\s*|\s+[^\w\s'\"“”‘’«»()\[\]&+%$€£#@…?!.,]+\s*|\s*[ㅣ¦•・／~～]\s*|(?<=\S)[-–—]\s+"
    r"|[,.]\s+|\s+[@#+]\s+|\s*[–—]+\s*|(?<=[^\x00-\u02ff])[-–]+(?=[^\x00-\u02ff])"
)
"""What sets a name off in some templates, and stands in headlines, too: it counts only beside
a name of the site that is the last or the first of the title."""
_SCRIPT_WITHOUT_SPACES = re.compile("[\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7af]")
_PATH = re.compile(r"\s*[_ㅣ]\s*")
"""Between headline, section and site of Chinese and Korean titles; no headline holds one."""
_BRACKET = r"[【\[(（《＜〈「『]([^【】\[\]()（）《》＜＞〈〉「」]{2,40})[】\])）》＞〉」』]"
_BRACKETED_FIRST, _BRACKETED = re.compile(rf"^{_BRACKET}\s*"), re.compile(rf"\s*{_BRACKET}$")
_DAY = re.compile(r"\d{1,4}[./-]\d{1,2}[./-]\d{1,4}")
_LEAST_BEFORE_PATH = 5
_COLON = re.compile(r":\s+")
TITLE_CHARS = range(3, 500)
_MAX_CUTS = 12
_MAX_SITE_CHARS = 40
_LEAST_AFTER_NAME_CHARS = 15
_NAME_SLACK_CHARS = 9
_DISTINCT_CHARS = 8
"""A name this long is no word of a headline, so a little more beside it is the name still."""
_GENERIC = frozenset({
    "the", "www", "com", "net", "org", "news", "online", "tv", "live", "nachrichten", "zeitung",
    "magazin", "magazine", "newspaper", "international", "english", "digital", "portal", "web",
    "business", "sport", "sports", "politics", "staff", "desk", "team", "redaktion", "blog",
    "de", "at", "ch", "uk", "couk", "us", "fr", "es", "it", "nl", "pl", "se", "no", "dk", "lu",
    "官网", "官方网站", "新闻", "新聞", "新闻网", "電子版", "オンライン", "デジタル", "ニュース",
    "온라인", "뉴스", "신문",
})  # fmt: skip
"""What may stand beside a name of any length: `CBC News`, `BILD.de`."""


def strip_site(text: str, names: set[str], shown: set[str]) -> str:
    """Remove set-off site names from both ends of a title.

    `names` and `shown` (the headline as the page shows it) are in `normalise.key` form. What is
    left equals the headline, or only parts that are names of the site went.
    """
    if len(text) not in TITLE_CHARS or key(text) in shown:
        return text
    part = _part_shown(text, shown)
    if part:
        return part
    path = _PATH.search(text) if _SCRIPT_WITHOUT_SPACES.search(text) else None
    if path and path.start() >= _LEAST_BEFORE_PATH:
        text = text[: path.start()]
    head, _, rest = text.partition(": ")
    if key(head) in names and len(rest) >= _LEAST_AFTER_NAME_CHARS:
        text = rest.strip()  # `Harbour Post: The lamp is lit`; any other word there is a kicker
    text = _without_set_off_names(text, names)
    return _without_first_name(_without_last_name(text, names), names)


def is_site_name(part: str, names: set[str]) -> bool:
    """Return whether a part of a title is the site's name, or that and a word like `Online`."""
    found = key(part)
    return found in names or any(_is_nearly(found, name) for name in names if len(name) > 2)


def _is_nearly(found: str, name: str) -> bool:
    """Return whether a part begins or ends with a name, and has little beside it, or lacks little.

    So is `Harbour Post` of the site `Harbour Post Online`.
    """
    if len(found) > 2 and name.startswith(found):
        return name.removeprefix(found) in _GENERIC
    if not found.startswith(name) and not found.endswith(name):
        return False
    extra = found.removeprefix(name) if found.startswith(name) else found.removesuffix(name)
    return extra in _GENERIC or (len(name) >= _DISTINCT_CHARS and len(extra) <= _NAME_SLACK_CHARS)


def names_in_title(page_title: str, heading: str) -> set[str]:
    """Return what `<title>` sets off at its outer end beside the headline, in `normalise.key` form.

    `Headline - Site` and `Headline - Section - Site` name the site last, `Site - Headline` first.
    """
    cuts = list(_SEPARATOR.finditer(page_title))
    if not cuts or not heading:
        return set()
    first, last = page_title[: cuts[0].start()], page_title[cuts[-1].end() :]
    if key(page_title[cuts[0].end() :]) == key(heading):
        return {key(first)} if len(first) <= _MAX_SITE_CHARS else set()
    before = page_title[: cuts[-1].start()]
    if key(before).startswith(key(heading)) and len(last) <= _MAX_SITE_CHARS:
        return {key(last)}
    return set()


def cut_ends(title: str) -> list[int]:
    """Return where the set-off parts of a title end, the longest first, the whole included."""
    return [len(title), *(match.start() for match in reversed(list(_SEPARATOR.finditer(title))))]


def parts_behind(title: str) -> list[str]:
    """Return the set-off parts of a title behind its first one."""
    return _SEPARATOR.split(title)[1:]


def _part_shown(text: str, shown: set[str]) -> str:
    """Return the set-off part of a title that is the headline shown, else an empty string."""
    if not shown:
        return ""
    cuts = [(match.start(), match.end()) for match in _SEPARATOR.finditer(text)][:_MAX_CUTS]
    starts = [0, *(end for _, end in cuts), *(match.end() for match in _COLON.finditer(text))]
    ends = [len(text), *(start for start, _ in reversed(cuts))]
    for start in starts[: 2 * _MAX_CUTS] if cuts else ():
        for end in ends:
            if end > start and key(text[start:end]) in shown:
                return text[start:end].strip()
    return ""


def _without_set_off_names(text: str, names: set[str]) -> str:
    """Remove names of the site, and a day, that a separator sets off at either end."""
    while cuts := list(_SEPARATOR.finditer(text)):
        first, last = cuts[0], cuts[-1]
        name = text[last.end() :]
        is_sites = is_site_name(name, names) or _is_site_with_slogan(text[last.start() :], names)
        if is_sites or _DAY.fullmatch(name):
            text = text[: last.start()].strip()
        elif is_site_name(text[: first.start()], names):
            text = text[first.end() :].strip()
        else:
            break
    return text


def _is_site_with_slogan(end: str, names: set[str]) -> bool:
    """Return whether a title ends like `| Harbour Post: News from the coast`.

    Behind a dash, it is the headline that tells what somebody says.
    """
    name, colon, _ = end.lstrip(" |｜").partition(": ")
    return bool(colon) and end.lstrip()[:1] in "|｜" and key(name) in names


def _without_last_name(text: str, names: set[str]) -> str:
    """Remove a name of the site that a rarer separator sets off at the end, as in `Head: Site`."""
    bracketed = _BRACKETED.search(text)
    if bracketed and key(bracketed[1]) in names:
        return text[: bracketed.start()].strip()
    for match in list(_WEAK_SEPARATOR.finditer(text))[-_MAX_CUTS:]:
        before, name = text[: match.start()], text[match.end() :]
        solid = _SCRIPT_WITHOUT_SPACES.search(before)
        if len(before) >= (_LEAST_BEFORE_PATH if solid else _LEAST_AFTER_NAME_CHARS) and (
            key(name) in names or (solid and is_site_name(name, names))
        ):
            return before.strip()
    return text


def _without_first_name(text: str, names: set[str]) -> str:
    """Remove a name of the site that a rarer separator sets off at the start."""
    bracketed = _BRACKETED_FIRST.search(text)
    if bracketed and key(bracketed[1]) in names:
        return text[bracketed.end() :].strip()
    first = _WEAK_SEPARATOR.search(text)
    if first and key(text[: first.start()]) in names:
        rest = text[first.end() :].strip()
        solid = _SCRIPT_WITHOUT_SPACES.search(rest)
        least = _LEAST_BEFORE_PATH if solid else _LEAST_AFTER_NAME_CHARS
        return rest if len(rest) >= least else text
    return text

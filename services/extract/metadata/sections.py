"""The section that an article stands in: stated, or the first step of the path to it."""

import re
from collections.abc import Iterator
from itertools import islice
from urllib.parse import urljoin, urlsplit

from lxml import etree

from services.extract.markup.jsonld import Node, first_text, resolve, texts, types
from services.extract.markup.lines import lines_with
from services.extract.markup.meta import microdata_value
from services.extract.markup.normalise import key, plain_text
from services.extract.markup.query import elements, outside, text_of
from services.extract.markup.teasers import is_teaser
from services.extract.metadata.model import Stated
from services.extract.metadata.page_data import PageData

Step = tuple[str, str]
"""A step of a path: its name, and its address, which may be empty."""

_STATED_CHARS_MAX = 80
_NAME_CHARS = range(2, 40)
_NAME_WORDS_MAX = 5
_STEPS_MAX = 8
_SURE_CHARS = 8
"""A word for a front page that says so within other words: `Zurück zur Startseite`."""
_PATH_NAMES = (
    "readcrumb", "pathway", "fil-ariane", "filariane", "rotkrum", "ruimel", "briciole", "migas",
    "okruszk", "drobeck", "morzsa",
)  # fmt: skip
"""What a class calls the path from the front page; a first letter may be a capital."""
_PATHS = elements(
    "//@class[contains(., $name)]/.. | //@id[contains(., $name)]/.."
    " | //@itemtype[contains(., $name)]/.. | //@aria-label[contains(., $name)]/.."
)
_HERE = (
    "You are here", "Sie sind hier", "Vous êtes ici", "Estás aquí", "Você está aqui", "Sei qui",
    "Je bent hier", "Jesteś tutaj", "Вы здесь", "Buradasınız", "当前位置", "當前位置", "您的位置",
    "现在的位置", "現在位置", "現在の位置", "현재위치",
)  # fmt: skip
"""What stands before a path that no class names."""
_STEP_SIGN = re.compile("[>›»/:：|]")
_OTHERS = ("aside", "footer", "nav")
_CARD_LEVELS = 3
_FRONT = re.compile(r"/?(?:[a-z]{2}(?:-[a-z]{2})?/?)?(?:index\.\w+|home)?/?", re.IGNORECASE)
"""The path of a front page, maybe of one language."""
_HOME = frozenset(map(key, (
    "home", "homepage", "start", "startseite", "accueil", "inicio", "portada", "início", "capa",
    "voorpagina", "etusivu", "hem", "forside", "forsiden", "hjem", "strona główna", "domů", "úvod",
    "domov", "címlap", "főoldal", "kezdőlap", "acasă", "начало", "главная", "головна", "почетна",
    "naslovna", "naslovnica", "αρχική", "anasayfa", "ana sayfa", "الرئيسية", "דף הבית", "ראשי",
    "خانه", "صفحه اصلی", "صفحہ اول", "होम", "হোম", "প্রচ্ছদ", "முகப்பு", "หน้าแรก", "trang chủ",
    "beranda", "ホーム", "トップ", "홈", "首页", "首頁", "pradžia", "sākums", "avaleht", "inici",
)))  # fmt: skip
_NO_SECTION = frozenset(map(key, (
    "uncategorized", "uncategorised", "unkategorisiert", "nicht kategorisiert", "non classé",
    "sin categoría", "sin categorizar", "sem categoria", "senza categoria", "sense categoria",
    "niet gecategoriseerd", "geen categorie", "okategoriserade", "ikke kategorisert",
    "ikke-kategoriseret", "ukategoriseret", "bez kategorii", "nezařazené", "nezaradené",
    "kategorizálatlan", "egyéb kategória", "fără categorie", "без рубрики", "без категории",
    "без категорії", "некатегоризирани", "некатегоризовано", "nekategorizirano", "brez kategorije",
    "χωρίς κατηγορία", "kategorilenmemiş", "غير مصنف", "دسته‌بندی نشده", "ללא קטגוריה", "未分類",
    "未分类", "미분류", "ไม่มีหมวดหมู่", "chưa phân loại", "chưa được phân loại", "tak berkategori",
)))  # fmt: skip
"""What content systems call the section of what nobody has put into one."""


def find_section(data: PageData) -> Stated | None:
    """Return the section that JSON-LD or a meta tag states, else that of the page's breadcrumbs."""
    text = first_text(data.articles, "articleSection")
    # some templates put all their tags here
    text = text if len(text) <= _STATED_CHARS_MAX else text.split(",")[0]
    tagged = data.meta.first("article:section", "og:article:section", "section", "parsely-section")
    for each in (Stated(text, "json-ld"), Stated(tagged, "meta")):
        if each.text and key(each.text) not in _NO_SECTION:
            return each
    if stated := _first_section(_steps_stated(data.nodes), data):
        return Stated(stated, "json-ld")
    shown = filter(None, (_first_section(steps, data) for steps in _paths_shown(data)))
    return next((Stated(name, "text") for name in shown), None)


def _paths_shown(data: PageData) -> Iterator[Iterator[Step]]:
    """Yield the paths to the article that the page shows: named so, announced, or its category."""
    for name in (name for name in _PATH_NAMES if name.encode() in data.visible):
        for path in islice(_PATHS(data.document.tree, name=name), 2):
            yield map(_step, islice(path.iter("a"), _STEPS_MAX))
    for label in _HERE:
        for line in islice(lines_with(data.visible, label), 1):
            parts = map(str.strip, _STEP_SIGN.split(line.text.partition(label)[2]))
            steps = [*filter(None, parts)][:_STEPS_MAX]
            yield ((step, "") for step in steps if len(steps) > 1)
    items = [*data.microdata.get("articlesection", ()), *data.microdata.get("genre", ())]
    yield ((microdata_value(item), item.get("href") or "") for item in items[:2])
    if b"category" in data.visible:
        filed = (each for each in data.document.of_tag("a") if "category" in each.get("rel", ""))
        placed = outside(filed, _OTHERS)
        own = (each for each in placed if not is_teaser(each, key(data.heading), _CARD_LEVELS))
        yield map(_step, islice(own, 2))


def _steps_stated(nodes: list[Node]) -> Iterator[Step]:
    """Yield the steps of the first `BreadcrumbList`."""
    path = next((node for node in nodes if "breadcrumblist" in types(node)), {})
    for step in islice(resolve(path.get("itemListElement"), nodes), _STEPS_MAX):
        if isinstance(step, dict):
            item = step.get("item")
            place = item if isinstance(item, dict) else {"@id": item}
            name = next(iter([*texts(step.get("name")), *texts(place.get("name"))]), "")
            yield plain_text(name), str(place.get("@id") or place.get("url") or "")


def _step(link: etree._Element) -> Step:
    return plain_text(text_of(link)), link.get("href") or ""


def _first_section(steps: Iterator[Step], data: PageData) -> str:
    """Return the first step that is neither the site's front page nor the article."""
    others = data.names | _HOME | _NO_SECTION | {key(data.title), key(data.meta.first("og:title"))}
    for name, address in steps:
        if _is_name(name) and key(name) not in others and not _is_no_section(address, data):
            return name
    return ""


def _is_name(text: str) -> bool:
    """Return whether a text is as short as the name of a section, and not `Back to home page`."""
    is_short = len(text) in _NAME_CHARS and len(text.split()) <= _NAME_WORDS_MAX
    is_home = any(word in key(text) for word in _HOME if len(word) >= _SURE_CHARS)
    return is_short and not is_home and not text.endswith(("首页", "首頁"))


def _is_no_section(address: str, data: PageData) -> bool:
    """Return whether an address is the page's own, or that of a front page."""
    page = data.document.url
    try:
        own, step = urlsplit(page), urlsplit(urljoin(page, address))
    except ValueError:
        return True
    return bool(address) and (step.path == own.path or bool(_FRONT.fullmatch(step.path)))

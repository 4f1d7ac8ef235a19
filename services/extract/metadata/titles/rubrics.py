"""Rubrics in the place of the headline, or set off in it: `News`, `Opinion | The lamp is lit`."""

import re

from services.extract.markup.normalise import key

_RUBRICS = (
    r"(?:opinion|editorial|analysis|commentary|perspective|column|letters|meinung|kommentar|analyse"
    r"|leitartikel|kolumne|éditorial|tribune|chronique|opinión|análisis|columna|opinião|análise"
    r"|opinione|editoriale|commento|analisi|opinie|opinia|felieton|мнение|колонка)"
)
_SECTIONS = frozenset(map(key, (
    "news", "latest news", "press release", "press releases", "newsroom", "articles", "article",
    "aktuelles", "nachrichten", "neuigkeiten", "pressemitteilung", "pressemitteilungen",
    "meldungen", "actualités", "actualité", "actus", "communiqué de presse",
    "communiqués de presse", "noticias", "noticia", "actualidad", "nota de prensa",
    "notas de prensa", "sala de prensa", "novedades", "notícies", "notizie", "notizia",
    "comunicato stampa", "comunicati stampa", "notícias", "notícia", "novidades", "nieuws",
    "nieuwsbericht", "persbericht", "persberichten", "aktualności", "wiadomości", "aktuality",
    "novinky", "zprávy", "tiskové zprávy", "správy", "tlačové správy", "hírek", "știri", "stiri",
    "noutăți", "comunicate de presă", "vijesti", "novosti", "novice", "вести", "новости",
    "новость", "пресс-релизы", "новини", "νέα", "ανακοινώσεις", "ειδήσεις", "δελτία τύπου",
    "haberler", "haber", "duyurular", "أخبار", "الأخبار", "اخبار", "חדשות", "समाचार", "সংবাদ",
    "ニュース", "お知らせ", "新着情報", "プレスリリース", "뉴스", "공지사항", "보도자료", "新闻",
    "新闻中心", "新闻动态", "新聞", "最新消息", "tin tức", "berita", "siaran pers", "ข่าว",
    "ข่าวประชาสัมพันธ์", "nyheter", "nyhet", "pressmeddelanden", "nyheder", "nyhed",
    "pressemeddelelser", "pressemeldinger", "uutiset", "uutinen", "ajankohtaista", "tiedotteet",
    "žinios", "naujienos", "ziņas", "jaunumi", "uudised", "fréttir",
)))  # fmt: skip
"""What the pages of companies, towns and newspapers set as `<h1>` above every story."""
_FIRST = re.compile(rf"{_RUBRICS}\s*(?:(\|)|:)\s+(?=\S+\s+\S)", re.IGNORECASE)
_LAST = re.compile(rf"(?<=\S{{3}})\s+\|\s+{_RUBRICS}$", re.IGNORECASE)


def is_section(text: str) -> bool:
    """Return whether a text is but the name of the part of a site that holds its news."""
    return key(text) in _SECTIONS


def without_rubric(shown: str, headline: str) -> str:
    """Remove a rubric that a bar sets off at either end of the headline shown.

    One before a colon goes where JSON-LD's `headline`, in `normalise.key` form, lacks it, too.
    """
    match = _FIRST.match(shown)
    if match and (match[1] or key(shown[match.end() :]) == headline):
        return shown[match.end() :]
    return _LAST.sub("", shown)

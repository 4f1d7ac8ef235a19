"""Which address the article has: the canonical one that the page states, where it can be right.

A wrong one makes different stories one article, so a statement is believed only if it names a story
of the page's own site, and not its section, its front page or its error page.
"""

import re
from collections.abc import Sequence
from urllib.parse import quote, unquote, urljoin

from schemas.story_url import publisher_url
from schemas.url import Url, parse_url
from services.extract.metadata.people.author_words import AUTHOR_PATHS
from services.extract.metadata.stated_address import read_address

_ERRORS = re.compile(
    r"/(?:404|410|500|errors?|errore|erreur|fehler(?:seite)?|hata|not-?found|page-?not-?found"
    r"|undefined|null|(?:wp-)?log-?in|sign-?in|register|subscribe|consent|captcha"
    r"|(?:site)?search|suche|buscar|busca|recherche|cerca|szukaj|arama|poisk|pesquisa|zoek(?:en)?|hledat|kereses|cautare|tim-kiem|haku)(?:[./_-]|$)"
    r"|[/-](?:nicht-gefunden|no-encontrad[ao]|non-trovat[ao]|nao-encontrad[ao]|introuvable"
    r"|nie-znaleziono|nenalezen[ao]|bulunamadi|ne-najdena|(?:hittades|finns)-inte|niet-gevonden"
    r"|ikke-fun(?:net|det)|nem-talalhato|tidak-ditemukan|khong-tim-thay|nu-exista)(?:[./_-]|$)"
    r"|%7b|%5b%25|(?:/|[_-])(?:page|pagina|p%C3%A1gina|seite|strana|strona|sayfa|side|sida|oldal"
    r"|stranica|trang|halaman)[/_-]?\d+/?$", re.I,
)  # fmt: skip
"""Addresses of errors, forms, templates that nobody filled in, and later pages of a list."""
_LISTS_ELSEWHERE = (
    "тег", "теги", "метка", "рубрика", "تگ", "برچسب", "وسم", "وسوم", "تصنيف", "תגית", "टैग", "標籤",
    "标签", "タグ", "태그",
)  # fmt: skip
_LISTS = re.compile(
    r"/(?:tags?|tagged|topics?|authors?|categor(?:y|ies|ia|ie)|rubri[ck]s?|rubrika|sections?|keywords?"
    r"|them(?:a|en?)|sujets?|temas?|temat|konu|assuntos?|argoment[io]|aihe|avainsana|etiquetas?|autor(?:es)?|auteurs?|labels?|hashtags?|etiket(?:ler)?"
    r"|kategori(?:e|en|a|er)?|kateqoriya|schlagwort(?:e)?|stichwort(?:e)?|mots?-cles?|dossiers?"
    r"|tagi|stitky?|cimkek?|emner?|amnen?|trefwoord(?:en)?|onderwerp(?:en)?|chu-de|the-loai|profiles?"
    r"|perfil|tudo-sobre"
    rf"|{'|'.join(map(quote, _LISTS_ELSEWHERE))}"
    rf"|{'|'.join(each.strip('/') for each in AUTHOR_PATHS)})/"
    r"|/(?:archiv\w*|arkiv)/(?:(?:19|20)\d\d(?:/[a-z]{3,12}|/\d{1,2}){0,2})?/?$", re.I,
)  # fmt: skip
"""Parts of paths under which stories are listed."""
_WORKSHOPS = frozenset([
    "staging", "stage", "dev", "test", "preview", "preprod", "uat", "qa", "local", "origin", "cms",
    "admin", "backend", "edit", "stg", "beta", "demo", "sandbox",
])  # fmt: skip
"""Words of the first labels of hosts that readers never see: `stage2`, `www-staging`."""
_LANGUAGES = frozenset([
    "en", "de", "fr", "es", "it", "pt", "ru", "ar", "fa", "zh", "ja", "ko", "tr", "pl", "nl", "sv",
    "hi", "el", "he", "hu", "cs", "ro", "vi", "th", "uk", "bg", "sr", "hr", "sk", "sl", "et", "lv",
    "lt", "fi", "da", "nb", "ka", "hy", "az", "kk", "ur", "bn", "ta", "te", "mr", "sw", "ms", "id",
])  # fmt: skip
_LANGUAGE_QUERY = re.compile(r"(?:^|&)(?:lang|language|locale|hl)=(\w\w)", re.IGNORECASE)
_DATE_PART = re.compile(r"(?:19|20)\d\d|\d{1,2}")
_INDEX = re.compile(r"^(?:index|default|home)\.\w+$", re.IGNORECASE)
_EDITIONS = re.compile(
    r"^(?:amp|m|mobile|print|printable|full|single|all|comments?|page|p|\d{1,2}|feed|gallery"
    r"|index\.\w+)$",
    re.IGNORECASE,
)
"""Last parts of addresses that name another view of the story before them."""
_SCRIPT = re.compile(r"\.(?:php|aspx?|cfm|cgi|jsp|do)$", re.IGNORECASE)
_SCRIPTED = re.compile(r"\.(?:php|aspx?|cfm|cgi|jsp|do|html?)$", re.IGNORECASE)
_IDENTITY = re.compile(
    r"(?:^|&)(?:(?!cat|sec|rub|menu|item)(?:\w*(?:id|nr|no|story|article|news|post|slug|alias|idx|seq)|p|t)=[\w-]+|[a-z]{0,10}\d{2,}=?(?=&|$))",
    re.I,
)
"""Of a query: `id=991`, or the number alone, as in `?article5512`."""
_ANY_NUMBER = re.compile(
    r"(?:^|&)(?!(?:page|ref|ver?|size|time|rnd|cache)=)[a-z]+=\d{3,}(?=&|$)", re.I
)
"""The same where a program answers: no other part of such an address names the story."""
_EXTENSION = re.compile(r"\.[a-z]{2,5}$", re.IGNORECASE)
_WORDS = re.compile(r"[^\W_]+")
_SLUG_WORDS = 3
_TITLE_WORDS = 3
_SLUG_DIGITS = re.compile(r"\d{4,}")


def canonical_url(
    url: str,
    *,
    linked: Sequence[str],
    linked_in_body: Sequence[str],
    shared: str,
    of_article: str,
    title: str,
    base: str = "",
) -> str | None:
    """Return the canonical URL that the page states, normalised, if it can be the story's.

    `linked` are the addresses of `<link rel=canonical>` in the head, the first that can be right
    is taken; of `linked_in_body` only the first counts, where it spells the page's own address.
    `shared` is og:url, `of_article` the address that JSON-LD gives the article, `title` its
    headline; empty where the page states none. `base` is what relative addresses are of, where
    that is not the page.
    """
    url = publisher_url(url)
    page = parse_url(url)
    base = urljoin(url, base)
    words = set(_WORDS.findall(title.casefold()))
    og_url = read_address(base, shared, page)
    witnesses = og_url, read_address(base, of_article, page)
    for text in linked:
        head = read_address(base, text, page)
        if (
            head
            and _is_story(head, page, words)
            and not _is_another(head, page, *witnesses)
            and not _is_under_another_title(head, page, words)
        ):
            return head.href
    body = read_address(base, linked_in_body[0], page) if linked_in_body else None
    if body and _last(body) == _last(page) and _is_story(body, page, words):
        return body.href
    if (
        og_url
        and _is_story(og_url, page, words)
        and not _is_under_another_title(og_url, page, words)
    ):
        return og_url.href
    return None


def _is_story(found: Url, page: Url, title: set[str]) -> bool:
    """Return whether an address can be that of the page's story."""
    if found.href == page.href:
        return True
    for places in (_ERRORS, _LISTS):
        if places.search(found.path) and not places.search(page.path):
            return False
    if found.host != page.host and _is_elsewhere(found, page):
        return False
    if found.port != page.port and found.port not in (80, 443):
        return False  # a server behind the one that answers readers
    if _asks_for_another_language(found, page):
        return False
    if found.path.rstrip("/") == page.path.rstrip("/"):
        named = _is_slug(_last(page)) and not _SCRIPT.search(page.path)
        if number := _number(found.query):
            return number == _number(page.query) or not _number(page.query)
        is_numbered = _SCRIPT.search(page.path) and _ANY_NUMBER.search(page.query)
        return bool(named or not (_IDENTITY.search(page.query) or is_numbered))
    own, others = _parts(page), _parts(found)
    if not own:
        return True
    if _is_index(found) and not _is_index(page) and own[:-1] == others:
        return False
    if not others or _is_translation(own, others):
        return False
    if (
        own[: len(others)] == others
        and len(own) > len(others)
        and _DATE_PART.fullmatch(others[-1])
        and (len(others) > 1 or len(others[-1]) == len("2026"))
    ):
        return False
    if own[: len(others)] == others and all(_EDITIONS.match(part) for part in own[len(others) :]):
        return True
    telling = [_last(found), *(part for part in others if part not in own)]
    if _last(found) == _last(page) or any(map(_is_slug, telling)) or others[: len(own)] == own:
        return True
    if _is_slug(_last(page)) and not _may_be_named(found, _words(page) | title):
        return False
    if _SCRIPTED.search(found.path) and _number(page.query) and not _number(found.query):
        return False
    return bool(found.query) or len(others) >= len(own)


def _may_be_named(found: Url, story: set[str]) -> bool:
    """Return whether an address that ends in few words may name a story: not a section of a site.

    It ends in a number or a code, has one in its query, or shares a word with the story.
    """
    if any(map(str.isdigit, unquote(found.query))):
        return True
    words = _words(found)
    return bool(words & story) if len(words) > 1 else not _last(found).isalpha()


def _is_index(url: Url) -> bool:
    """Return whether a page lists a folder."""
    return bool(_INDEX.match(url.path.rpartition("/")[2]))


def _number(query: str) -> str:
    """Return the part of a query that names the story; empty where none does."""
    match = _IDENTITY.search(query)
    return match[0].lstrip("&").lower() if match else ""


def _is_translation(own: list[str], others: list[str]) -> bool:
    """Return whether an address is of another language's edition, by the first part of its path."""
    codes = [parts[0].lower().partition("-")[0] for parts in (own, others)]
    if codes[1] not in _LANGUAGES and own[-1] != others[-1]:
        return codes[0] in _LANGUAGES and not own[-1].isdigit()
    return codes[0] != codes[1] and _LANGUAGES.issuperset(codes)


def _is_elsewhere(found: Url, page: Url) -> bool:
    """Return whether a host is one that readers never see, or another language's."""
    label, own = (each.host.partition(".")[0] for each in (found, page))
    words = {word.rstrip("0123456789") for word in label.split("-")}
    return bool(words & _WORKSHOPS) or (label != own and _LANGUAGES.issuperset((label, own)))


def _asks_for_another_language(found: Url, page: Url) -> bool:
    """Return whether two queries name two languages."""
    asked = [_LANGUAGE_QUERY.search(each.query) for each in (found, page)]
    return bool(asked[0] and asked[1] and asked[0][1].lower() != asked[1][1].lower())


def _is_under_another_title(found: Url, page: Url, title: set[str]) -> bool:
    """Return whether a story's address has no word of the headline, and the page's has several."""
    own, others = _words(page), _words(found)
    if not title or len(own & title) < _TITLE_WORDS or _is_alike(found, page):
        return False
    return len(others) >= _TITLE_WORDS and not others & title


def _is_another(found: Url, page: Url, *witnesses: Url | None) -> bool:
    """Return whether an address is another story's: the page's other addresses are its own."""
    if _is_alike(found, page):
        return False
    own = [each for each in witnesses if each]
    return bool(own) and all(_is_alike(each, page) for each in own)


def _is_alike(one: Url, other: Url) -> bool:
    """Return whether the last parts of two addresses share a word or a number."""
    return bool(_words(one) & _words(other)) or one.path == other.path


def _words(url: Url) -> set[str]:
    return set(_WORDS.findall(_last(url).casefold()))


def _parts(url: Url) -> list[str]:
    parts = [part for part in unquote(url.path).split("/") if part]
    return parts[:-1] if parts and _INDEX.match(parts[-1]) else parts


def _last(url: Url) -> str:
    """Return the last part of the path that names the story."""
    parts = [part for part in _parts(url) if not _EDITIONS.match(part)]
    return parts[-1].rpartition(".")[0] or parts[-1] if parts else ""


def _is_slug(part: str) -> bool:
    """Return whether a part of a path is long enough to name a story, or holds its number."""
    words = _WORDS.findall(_EXTENSION.sub("", part))
    return len(words) >= _SLUG_WORDS or bool(_SLUG_DIGITS.search(part))

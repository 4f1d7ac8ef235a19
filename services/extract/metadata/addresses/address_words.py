"""What the words of addresses say of their pages: errors, forms, lists, languages. Data."""

import re
from urllib.parse import quote

from services.extract.path_words import SEARCHES, WRITERS

ERRORS = re.compile(
    r"/(?:404|410|500|errors?|errore|erreur|fehler(?:seite)?|hata|not-?found|page-?not-?found"
    r"|undefined|null|(?:wp-)?log-?in|sign-?in|register|subscribe|consent|captcha"
    rf"|{'|'.join(SEARCHES)})(?:[./_-]|$)"
    r"|[/-](?:nicht-gefunden|no-encontrad[ao]|non-trovat[ao]|nao-encontrad[ao]|introuvable"
    r"|nie-znaleziono|nenalezen[ao]|bulunamadi|ne-najdena|(?:hittades|finns)-inte|niet-gevonden"
    r"|ikke-fun(?:net|det)|nem-talalhato|tidak-ditemukan|khong-tim-thay|nu-exista)(?:[./_-]|$)"
    r"|%7b|%(?!%?[0-9a-f]{2})|/[@$~*\[|][^/]*$|/__[a-z_]+__|(?:/|[_-])(?:page|pagina|p%C3%A1gina|seite|strana|strona|sayfa|side|sida|oldal"
    r"|stranica|trang|halaman)[/_-]?\d+/?$", re.I,
)  # fmt: skip
"""Addresses of errors, forms, templates that nobody filled in, and later pages of a list."""
_LISTS_IN_OTHER_SCRIPTS = (
    "тег", "теги", "метка", "рубрика", "تگ", "برچسب", "وسم", "وسوم", "تصنيف", "תגית", "टैग", "標籤",
    "标签", "タグ", "태그",
)  # fmt: skip
LISTS = re.compile(
    r"/(?:tags?|tagged|topics?|categor(?:y|ies|ia|ie)|rubri[ck]s?|rubrika|sections?|keywords?"
    r"|them(?:a|en?)|sujets?|temas?|temat|konu|assuntos?|argoment[io]|aihe|avainsana"
    r"|etiquetas?|labels?|hashtags?|etiket(?:ler)?"
    r"|kategori(?:e|en|a|er)?|kateqoriya|schlagwort(?:e)?|stichwort(?:e)?|mots?-cles?|dossiers?"
    r"|tagi|stitky?|cimkek?|emner?|amnen?|trefwoord(?:en)?|onderwerp(?:en)?|chu-de|the-loai|profiles?"
    r"|perfil|tudo-sobre"
    rf"|{'|'.join(map(quote, _LISTS_IN_OTHER_SCRIPTS))}|{'|'.join(WRITERS)})/"
    r"|/(?:archiv\w*|arkiv)/(?:(?:19|20)\d\d(?:/[a-z]{3,12}|/\d{1,2}){0,2})?/?$", re.I,
)  # fmt: skip
"""Parts of paths under which stories are listed."""
INTERNAL_HOSTS = frozenset([
    "staging", "stage", "dev", "test", "preview", "preprod", "uat", "qa", "local", "origin", "cms",
    "admin", "backend", "edit", "stg", "beta", "demo", "sandbox",
])  # fmt: skip
"""Words of the first labels of hosts that readers never see: `stage2`, `www-staging`."""
LANGUAGES = frozenset([
    "en", "de", "fr", "es", "it", "pt", "ru", "ar", "fa", "zh", "ja", "ko", "tr", "pl", "nl", "sv",
    "hi", "el", "he", "hu", "cs", "ro", "vi", "th", "uk", "bg", "sr", "hr", "sk", "sl", "et", "lv",
    "lt", "fi", "da", "nb", "ka", "hy", "az", "kk", "ur", "bn", "ta", "te", "mr", "sw", "ms", "id",
])  # fmt: skip
"""Codes that stand for a language's edition in the label of a host or the first part of a path."""

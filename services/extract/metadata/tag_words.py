"""Headings of blocks that hold the site's trending topics, by language. Data."""

TRENDING_LABELS = {
    "fa": (
        "برچسب منتخب", "برچسب‌های منتخب", "برچسب های منتخب", "برچسب‌های داغ", "برچسب های داغ",
        "موضوعات داغ", "ترندها", "داغ‌ترین برچسب",
    ),
    "ar": ("الأكثر تداولا", "وسوم شائعة", "مواضيع رائجة"),
    "en": ("Trending", "TRENDING", "Popular t", "Popular T", "Hot t", "Hot T", "Tag cloud"),
    "de": ("Beliebte Themen", "Top-Themen", "Aktuelle Themen"),
    "fr": ("Tendances", "Sujets populaires"),
    "es": ("Tendencias", "Lo más buscado"),
    "it": ("Temi caldi", "Argomenti popolari"),
    "pt": ("Tendências", "Assuntos do momento"),
    "ru": ("Популярные темы", "Популярные теги"),
    "tr": ("Popüler Etiketler", "Gündemdekiler"),
}  # fmt: skip

TAG_PATHS = (
    "/tag/", "/tags/", "/thema/", "/themen/", "/topic/", "/topics/", "/keyword/", "/keywords/",
    "/schlagwort/", "/schlagworte/", "/stichwort/", "/tema/", "/temas/", "/emne/", "/emner/",
    "/etiqueta/", "/etiquetas/", "/hashtag/", "/etiket/", "/mot-cle/", "/mots-cles/", "/sujet/",
    "/sujets/", "/amne/", "/chu-de/", "/topik/", "/theme/", "/themes/", "/tema-",
    "?tag=", "?tags=", "&tag=", "&tags=",
)  # fmt: skip
"""Parts of the addresses of tag pages."""

TAG_NAMESPACES = frozenset({
    "subject", "subjects", "category", "categories", "tag", "tags", "topic", "topics", "keyword",
    "keywords", "section", "sections", "person", "persons", "people", "place", "places",
    "location", "locations", "organization", "organizations", "organisation", "event", "theme",
})  # fmt: skip
"""What content systems write before a tag that is about the story; others are about the page."""

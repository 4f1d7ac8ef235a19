"""Words in addresses: for writers' pages, searches, other pages than articles. Data."""

WRITERS = (
    "author", "authors", "autor", "autora", "autoren", "autores", "auteur", "auteurs", "autore",
    "autori", "autorzy", "avtor", "avtory", "journalist", "journalists", "journaliste",
    "journalistes", "contributor", "contributors", "columnist", "columnists", "redakteur",
    "redakteure", "redacteur", "byline", "writer", "writers", "reporter", "yazar", "yazarlar",
    "penulis", "forfatter", "skribent", "kirjoittaja", "periodista", "firmas", "tac-gia",
)  # fmt: skip
"""What stands before a writer's name. Not `people` or `profile`: the news' people."""

SEARCHES = (
    "search", "sitesearch", "suche", "recherche", "buscar", "busca", "cerca", "pesquisa", "szukaj",
    "hledat", "kereses", "cautare", "arama", "zoek", "zoeken", "haku", "poisk", "tim-kiem",
)  # fmt: skip

OTHERS = (
    "forum", "forums", "foro", "foros", "foren", "topic", "topics", "thread", "threads", "konu",
    "temat", "discussion", "discussions", "question", "questions", "frage", "pregunta", "preguntas",
    "product", "products", "produkt", "produkte", "produkty", "producto", "productos", "produto",
    "produtos", "produit", "produits", "prodotto", "prodotti", "urun", "shop", "store", "tienda",
    "loja", "negozio", "sklep", "winkel", "boutique", "catalog", "catalogue", "katalog", "category",
    "categories", "kategorie", "kategoria", "categoria", "kategori", "collections", "docs", "doc",
    "documentation", "dokumentation", "manual", "manuals", "handbuch", "guide", "api", "reference",
    "wiki", "help", "hilfe", "ayuda", "ajuda", "aide", "pomoc", "support", "faq", "kb", "services",
    "service", "leistungen", "servicios", "servicos", "uslugi", "hizmetler", "hizmetlerimiz",
    "about", "company", "unternehmen", "empresa", "user", "users", "profile", "profiles", "member",
    "members", "jobs", "job", "careers", "karriere", "emplois", "vacancies", "events", "event",
    "agenda", "kalender", "calendar", "eventos", "tag", "tags", "archive", "archives", "listing",
    "listings", "ads", "immobilien", "property", "properties", "hotel", "hotels", "course",
    "courses", "kurse", "cursos", "pricing", "prices", "preise", "precios", "tarifs", "cennik",
    "apps", "download", "downloads", "software",
)  # fmt: skip
"""Whole parts of a path that name a page which is no article, in most languages' English."""

STORIES = (
    "news", "article", "articles", "artikel", "articulo", "articulos", "artigo", "articolo",
    "articoli", "artykul", "noticia", "noticias", "notizie", "nachrichten", "nieuws", "nyheter",
    "nyheder", "uutiset", "zpravy", "wiadomosci", "hirek", "stiri", "novosti", "haber", "haberler",
    "actualite", "actualites", "story", "stories", "blog", "blogs", "opinion", "politics",
    "politik", "politica", "politique", "sport", "sports", "business", "world", "local", "culture",
    "kultur", "cultura", "economy", "economia", "wirtschaft", "press", "magazine", "features",
    "editorial", "column", "entertainment", "tech", "science", "health", "lifestyle",
)  # fmt: skip
"""Those that name a paper's articles and its sections."""

SITES_OF_OTHERS = (
    "forum", "forums", "community", "board", "boards", "docs", "developer", "developers", "dev",
    "api", "wiki", "help", "support", "kb", "manual", "shop", "store", "jobs", "careers", "ask",
    "answers", "learn", "events",
)  # fmt: skip
"""Names of hosts, below the site's own, whose pages are no articles."""

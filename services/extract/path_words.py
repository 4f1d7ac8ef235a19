"""Words in the paths of addresses for writers' pages and for searches. Data."""

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

"""What fuzzing starts from: the sample site's pages, the hazards' small ones, other folders."""

import gzip
from pathlib import Path

from services.local.sample.catalogue import FILES, expected, respond
from tests.support.article_pages import PARAGRAPHS, html, paragraphs
from tests.support.page_hazards import HAZARDS

BASE_URL = "https://news.example"
_HAZARD_MAX_BYTES = 40_000


def read_seeds(folders: list[Path]) -> list[bytes]:
    """Return the pages to mutate; folders may hold `.html` and `.html.gz` files, at any depth."""
    pages = [respond(path, BASE_URL).body for path in (*expected(), *FILES)]
    pages.append(html(paragraphs(PARAGRAPHS)).encode())
    made = (make().encode("utf-8", "surrogatepass") for make in HAZARDS.values())
    pages += [page for page in made if len(page) <= _HAZARD_MAX_BYTES]
    for folder in folders:
        pages += [path.read_bytes() for path in sorted(folder.rglob("*.html"))]
        pages += [gzip.decompress(path.read_bytes()) for path in sorted(folder.rglob("*.html.gz"))]
    return list(dict.fromkeys(page for page in pages if page))

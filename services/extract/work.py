"""What a worker process does with a page."""

from datetime import UTC, datetime
from functools import lru_cache

from schemas.events import PageFetched
from schemas.passport import Hints
from services.extract.extract import Extraction, extract
from services.extract.furniture import SiteMemory
from services.extract.sites import unpack
from services.stage.endings import Rejected

_SENTENCE = "The bridge over the old harbour was opened to walkers on a clear morning in spring. "
_WARM_PAGE = f"""<!doctype html><html lang="en"><head><title>The bridge is open</title>
<meta property="og:title" content="The bridge is open">
<script type="application/ld+json">{{"@type": "NewsArticle", "headline": "The bridge is open",
"datePublished": "2024-03-01T10:00:00+01:00"}}</script></head>
<body><nav><a href="/">Home</a></nav><article><h1>The bridge is open</h1>
<p class="byline">By Maria Example</p>{f"<p>{_SENTENCE * 3}</p>" * 6}</article></body></html>"""


def extract_page(
    page: PageFetched, hints: Hints, packed_memory: bytes | None
) -> Extraction | Rejected:
    """Extract a page with what is known of its host; see `sites.pack`."""
    return extract(page, hints, _memory(packed_memory) if packed_memory else None)


def warm_up() -> None:
    """Load what the first page of a kind would load: models, tables, regular expressions."""
    page = PageFetched(
        url="https://news.example/bridge",
        final_url="https://news.example/bridge",
        host="news.example",
        site="news.example",
        content_type="text/html",
        fetched_at=datetime(2024, 3, 2, tzinfo=UTC),
        body=_WARM_PAGE.encode(),
    )
    if isinstance(extract(page), Rejected):
        raise ValueError("the page for warming up was rejected")


@lru_cache(maxsize=8)
def _memory(packed: bytes) -> SiteMemory:
    return unpack(packed)

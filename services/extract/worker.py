"""What a worker process does with a page.

The service names these functions and reads no page: what they import it never loads, 30 MB of it.
"""

from datetime import UTC, datetime
from functools import lru_cache

from schemas.events import PageFetched
from schemas.passport import Hints
from services.extract.extraction import Extraction
from services.extract.site_boilerplate.boilerplate import SiteMemory
from services.extract.site_boilerplate.packing import unpack
from services.stage.endings import Ended

_SENTENCE = "The bridge over the old harbour was opened to walkers on a clear morning in spring. "
_WARM_PAGE = f"""<!doctype html><html lang="en"><head><title>The bridge is open</title>
<meta property="og:title" content="The bridge is open">
<script type="application/ld+json">{{"@type": "NewsArticle", "headline": "The bridge is open",
"datePublished": "2024-03-01T10:00:00+01:00"}}</script></head>
<body><nav><a href="/">Home</a></nav><article><h1>The bridge is open</h1>
<p class="byline">By Maria Example</p>{f"<p>{_SENTENCE * 3}</p>" * 6}</article></body></html>"""

_TEASER = (
    "<div class='teaser'><a href='/t'><h3>Another story of the day</h3></a><p>In short.</p></div>"
)
_FRONT_PAGE = f"<html><head><title>News</title></head><body>{_TEASER * 12}</body></html>"
"""Where the two first passes differ, so that the balanced one runs with its fallbacks."""
_DATELINES = (
    ("ru", "Опубликовано: 2 марта 2024, 10:00", "Мост через старую гавань открыли весной. "),
    ("ja", "公開日：2024年3月2日 10時00分", "古い港の橋が春の晴れた朝に開通しました。"),
    ("ar", "نشر في: 2 مارس 2024 10:00", "افتتح الجسر فوق الميناء القديم في صباح صاف. "),
    ("fa", "تاریخ انتشار: ۱۲ اسفند ۱۴۰۲ - ۱۰:۰۰", "پل بندر قدیمی در بامداد بهاری باز شد. "),
    ("es", "Publicado el 2 de marzo de 2024", "El puente sobre el viejo puerto se abrió ayer. "),
    ("de", "Veröffentlicht am 2. März 2024", "Die Brücke über den alten Hafen ist wieder offen. "),
)
"""Pages without structured data: names and dates are then read by each language's words."""


def extract_page(
    page: PageFetched, hints: Hints, packed_memory: bytes | None
) -> Extraction | Ended:
    """Extract a page with what is known of its host; see `site_boilerplate.packing.pack`."""
    from services.extract.extract import extract

    return extract(page, hints, _memory(packed_memory) if packed_memory else None)


def warm_up() -> None:
    """Load what the first page of a kind would load: models, tables, regular expressions.

    A worker that is forked after a poison page would otherwise load them anew: some 0.5 s of CPU
    over its first thirty pages.
    """
    from services.extract.extract import extract

    if isinstance(extract(_page(_WARM_PAGE)), Ended):
        raise ValueError("the page for warming up was rejected")
    for html in (_FRONT_PAGE, *(_dated(*each) for each in _DATELINES)):
        extract(_page(html))


def _dated(language: str, dateline: str, sentence: str) -> str:
    return (
        f"<html lang='{language}'><head><title>{sentence}</title></head><body><article>"
        f"<h1>{sentence}</h1><p class='meta'>{dateline}</p>{f'<p>{sentence * 4}</p>' * 6}"
        "</article></body></html>"
    )


def _page(html: str) -> PageFetched:
    return PageFetched(
        url="https://news.example/bridge",
        final_url="https://news.example/bridge",
        host="news.example",
        site="news.example",
        content_type="text/html",
        fetched_at=datetime(2024, 3, 2, tzinfo=UTC),
        body=html.encode(),
    )


@lru_cache(maxsize=8)
def _memory(packed: bytes) -> SiteMemory:
    return unpack(packed)

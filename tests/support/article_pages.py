"""Synthetic pages for the extraction tests: every sentence is our own."""

from datetime import UTC, datetime

from schemas.events import PageFetched

URL = "https://news.example/2026/harbour"
FETCHED_AT = datetime(2026, 5, 4, 12, 0, tzinfo=UTC)

PARAGRAPHS = [
    "The harbour board voted on Tuesday to widen the northern quay by forty metres, a decision "
    "that ends six years of argument between the town and its fishing cooperative.",
    "Work is due to begin in September, once the herring fleet has left, and the board expects "
    "the first larger ferries to dock there in the spring of the year after next.",
    "Marta Lindqvist, who has repaired nets on the quay since she was fifteen, said the plan left "
    "too little room for the small boats that still land most of the catch.",
    "The board answered that two smaller piers would be rebuilt further south, and that no boat "
    "would lose its berth before the new ones were ready for use.",
    "A study paid for by the regional council put the cost at eleven million, of which a third "
    "would come from the ferry company and the rest from public funds.",
]


def page(body: str | bytes, url: str = URL, charset: str | None = "utf-8") -> PageFetched:
    """Return the event that the fetch service would have made."""
    return PageFetched(
        url=url,
        final_url=url,
        host="news.example",
        site="news.example",
        content_type="text/html",
        charset=charset,
        fetched_at=FETCHED_AT,
        body=body.encode("utf-8", "surrogatepass") if isinstance(body, str) else body,
    )


def html(
    content: str, title: str = "Harbour board widens the northern quay", head: str = ""
) -> str:
    """Wrap content into a plain news page with navigation and a footer."""
    return (
        f"<!DOCTYPE html><html lang='en'><head><title>{title}</title>{head}</head><body>"
        "<header><nav><ul><li><a href='/'>Home</a></li><li><a href='/sea'>Sea</a></li></ul></nav>"
        f"</header><main><article><h1>{title}</h1><div class='article-body'>{content}</div>"
        "</article></main><footer>All rights reserved</footer></body></html>"
    )


def paragraphs(texts: list[str]) -> str:
    """Return the texts as paragraphs."""
    return "".join(f"<p>{text}</p>" for text in texts)


def news_page(extra: str = "", url: str = URL, head: str = "") -> PageFetched:
    """Return a whole article; `extra` comes between its third and fourth paragraph."""
    content = paragraphs(PARAGRAPHS[:3]) + extra + paragraphs(PARAGRAPHS[3:])
    return page(html(content, head=head), url)

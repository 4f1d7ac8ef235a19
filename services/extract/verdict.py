"""Why a page is no article: feeds, JavaScript shells, error pages, consent walls, stubs."""

from schemas.outcomes import Reason
from services.extract.body import Body
from services.extract.document import Document
from services.stage.endings import Rejected

TEXT_MIN_CHARS = 200
"""What peers call the least text of an article: 200 to 250 characters."""


def judge_document(document: Document) -> Rejected | None:
    """Reject what can be told before any text is looked for."""
    if document.tree.tag in ("rss", "feed", "urlset", "sitemapindex", "rdf"):
        return Rejected(Reason.IS_FEED)
    return None


def judge_body(document: Document, body: Body) -> Rejected | None:
    """Reject a page without enough text, and say why it has none."""
    length = sum(map(len, body.lines))
    if not length:
        return Rejected(Reason.NO_TEXT)
    if length < TEXT_MIN_CHARS:
        return Rejected(Reason.TOO_SHORT, f"{length} characters; wanted {TEXT_MIN_CHARS}")
    return None

"""What a worker process returns for a page."""

from dataclasses import dataclass

from schemas.events import ArticleExtracted
from services.extract.site_boilerplate.boilerplate import SeenLine


@dataclass(frozen=True, slots=True)
class Extraction:
    """An article, and what its site's memory learns from it."""

    article: ArticleExtracted
    lines: tuple[SeenLine, ...]
    """The body's first lines and the tags before boilerplate was dropped, for
    `boilerplate.update`; described here, since a long line would hold the service's event loop."""
    passes: tuple[str, ...]
    """The body passes that were run, the chosen one last (metric `extract_passes_total`)."""

"""What the account learns of a published article, so that a site that reads worse is noticed."""

from typing import get_args

from schemas.events import ArticleEnriched, ArticleSigns, WatchedField

FIELDS: tuple[str, ...] = get_args(WatchedField)


def signs_of(article: ArticleEnriched) -> ArticleSigns:
    """Return what shows whether the site's pages are still read well."""
    present = tuple(name for name in FIELDS if getattr(article, name))
    return ArticleSigns(site=article.site, confidence=article.confidence, fields=present)

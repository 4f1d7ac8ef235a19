"""The forms in which an article may leave, by the name that `--format` takes."""

from collections.abc import Callable
from dataclasses import dataclass

from schemas.events import ArticleExtracted
from services.views.jsonld import jsonld
from services.views.markdown import markdown
from services.views.ninjs import ninjs


@dataclass(frozen=True, slots=True)
class Format:
    """A form of an article; in a file of many each ends its line."""

    render: Callable[[ArticleExtracted], str]
    suffix: str
    """Of a file of one article."""


FORMATS = {
    "json": Format(ArticleExtracted.model_dump_json, ".json"),
    "markdown": Format(markdown, ".md"),
    "ninjs": Format(ninjs, ".json"),
    "jsonld": Format(jsonld, ".jsonld"),
}

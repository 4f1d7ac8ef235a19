"""The forms in which an article may leave, by the name that `--format` takes."""

from collections.abc import Callable
from dataclasses import dataclass

from schemas.events import ArticleExtracted
from services.views.json_lines import json_line
from services.views.jsonld import jsonld
from services.views.markdown import markdown
from services.views.ninjs import ninjs


@dataclass(frozen=True, slots=True)
class Format:
    """A form of an article, and how a file of many articles is put together."""

    render: Callable[[ArticleExtracted], str]
    suffix: str
    """Of a file of one article."""
    suffix_of_many: str
    end: str = "\n"
    """After each article of a file of many."""


FORMATS = {
    "json": Format(json_line, ".json", ".jsonl"),
    "markdown": Format(markdown, ".md", ".md", "\n"),
    "ninjs": Format(ninjs, ".json", ".jsonl"),
    "jsonld": Format(jsonld, ".jsonld", ".jsonl"),
}

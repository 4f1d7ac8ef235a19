"""How an article, an outcome and a summary look on a terminal."""

import re
from dataclasses import dataclass
from urllib.parse import unquote

from rich.console import Console, ConsoleOptions, Group, RenderResult
from rich.text import Text

from schemas.events import ArticlePublished
from services.views.facts import shortened

SUMMARY_MAX_CHARACTERS = 280
_LETTERS = re.compile(r"(?:%[89A-Fa-f][0-9A-Fa-f])+")
"""Escapes of bytes beyond ASCII; `%2F` and the like stay, since they mean something else."""


def card(article: ArticlePublished) -> Group:
    """Show an article in a few lines."""
    when = "no date"
    if article.published_at is not None:
        shape = "%Y-%m-%d" if article.published_precision == "day" else "%Y-%m-%d %H:%M"
        when = article.published_at.strftime(shape + " %z").replace("+0000", "UTC")
        if article.published_calendar not in (None, "gregorian"):
            when += f" ({article.published_calendar})"
    facts = [
        article.site_name or article.site,
        when,
        article.language or "language unknown",
        f"confidence {article.confidence:.2f}",
    ]
    if article.revision > 1:
        facts.append(f"revision {article.revision}: {', '.join(article.changed_fields)}")
    lines = [Text(" · ".join(facts), style="cyan")]
    if article.authors:
        lines.append(Text("by " + ", ".join(person.name for person in article.authors)))
    if article.summary:
        lines.append(Text(shortened(article.summary, SUMMARY_MAX_CHARACTERS)))
    if article.keywords:
        words = ", ".join(keyword.text for keyword in article.keywords[:6])
        lines.append(Text(words, style="green"))
    lines.append(Text(readable(article.canonical_url), style="dim", overflow="fold"))
    title = Text(article.title or "(no title)", style="bold")
    return Group(Text("● ", style="green") + title, *(_Indented(line) for line in lines))


@dataclass(frozen=True, slots=True)
class _Indented:
    """Two columns in, and no blanks after the text: a pipe would keep them."""

    text: Text

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        for line in self.text.wrap(console, max(options.max_width - 3, 1)):
            line.rstrip()
            yield Text("  ") + line


def readable(url: str) -> str:
    """Show a URL as its readers know it: letters instead of their UTF-8 escapes."""
    return _LETTERS.sub(lambda match: _letters(match[0]), url)


def _letters(escaped: str) -> str:
    try:
        text = unquote(escaped, errors="strict")
    except UnicodeDecodeError:
        return escaped
    return text if text.isprintable() and not any(map(str.isspace, text)) else escaped

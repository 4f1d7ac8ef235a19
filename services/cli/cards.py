"""How an article, an outcome and a summary look on a terminal."""

from collections import Counter
from collections.abc import Mapping, Sequence

from rich.console import Group
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from schemas.events import ArticlePublished

SUMMARY_MAX_CHARACTERS = 280


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
        lines.append(Text(_cut(article.summary)))
    if article.keywords:
        words = ", ".join(keyword.text for keyword in article.keywords[:6])
        lines.append(Text(words, style="green"))
    lines.append(Text(article.canonical_url, style="dim", overflow="fold"))
    title = Text(article.title or "(no title)", style="bold")
    return Group(
        Text("● ", style="green") + title, *(Padding(line, (0, 0, 0, 2)) for line in lines)
    )


def outcome_table(counts: Mapping[tuple[str, str], int], title: str) -> Table:
    """Show how URLs ended: outcome, reason, count; most first."""
    table = Table(title=title, title_justify="left", box=None, pad_edge=False)
    table.add_column("outcome")
    table.add_column("reason")
    table.add_column("URLs", justify="right")
    for (outcome, reason), count in Counter(counts).most_common():
        style = "green" if outcome == "published" else "red" if outcome in BAD else ""
        table.add_row(outcome, reason, f"{count:,}", style=style)
    return table


BAD = ("failed", "dead_lettered")


def percentile(values: Sequence[float], share: float) -> float:
    """Return the value below which `share` of the sorted values lie."""
    return values[min(len(values) - 1, int(len(values) * share))] if values else 0.0


def _cut(text: str) -> str:
    flat = " ".join(text.split())
    if len(flat) <= SUMMARY_MAX_CHARACTERS:
        return flat
    return flat[:SUMMARY_MAX_CHARACTERS].rsplit(" ", 1)[0] + " …"

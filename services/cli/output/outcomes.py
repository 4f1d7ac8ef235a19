"""How outcomes look: their colours, and the table of how URLs ended."""

from collections import Counter
from collections.abc import Mapping

from rich.table import Table

from schemas.outcomes import FAULTS, OutcomeKind
from services.cli.output.terminal import count_table


def style_of(outcome: str) -> str:
    """Return the colour of an outcome; empty where it has none."""
    if outcome == OutcomeKind.PUBLISHED:
        return "green"
    return "red" if outcome in FAULTS else ""


def outcome_table(counts: Mapping[tuple[str, str], int]) -> Table:
    """Show how URLs ended: outcome, reason, count; most first."""
    table = count_table("outcome", "reason", counted="URLs")
    for (outcome, reason), count in Counter(counts).most_common():
        table.add_row(outcome, reason, f"{count:,}", style=style_of(outcome))
    return table

"""What `newsreel run` says at its end: how URLs ended, which ones failed and why."""

from collections.abc import Sequence

from rich.console import Console
from rich.text import Text

from services.cli.output.advice import setting_for
from services.cli.output.cards import readable
from services.cli.output.outcomes import outcome_table
from services.cli.output.terminal import print_line
from services.cli.run.watch import Batch

FAILED_SHOWN = 20


def show_summary(console: Console, batch: Batch, took_seconds: float) -> None:
    """Print the table of outcomes, the URLs that failed, and the times."""
    console.print(f"{batch.answered:,} of {batch.sent:,} answered", style="bold")
    if batch.counts:
        console.print(outcome_table(batch.counts))
    _show_failed(console, batch)
    times = sorted(batch.latencies_seconds)
    if times:
        console.print(
            f"from submission to article: median {percentile(times, 0.5):.2f} s,"
            f" p95 {percentile(times, 0.95):.2f} s; all in {took_seconds:.1f} s"
        )


def _show_failed(console: Console, batch: Batch) -> None:
    if not batch.failures:
        return
    console.print()
    console.print("no article from:")
    for each in batch.failures[:FAILED_SHOWN]:
        setting = setting_for(each.reason, each.detail)
        line = Text("  ").append(readable(each.url) or "(no URL)")
        line.append(f"  {each.reason}", style="red")
        if each.detail:
            line.append(f": {each.detail}")
        if setting:
            line.append(f" ({setting})", style="dim")
        print_line(line, console)
    more = sum(batch.failed.values()) - min(len(batch.failures), FAILED_SHOWN)
    if more:
        console.print(f"  … and {more:,} more")
    console.print()


def percentile(values: Sequence[float], share: float) -> float:
    """Return the value below which `share` of the sorted values lie."""
    return values[min(len(values) - 1, int(len(values) * share))] if values else 0.0

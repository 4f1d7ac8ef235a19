"""CPU against trafilatura with metadata: every page read by both in turn."""

from statistics import mean

from tests.harness.quality.contenders import CONTENDERS
from tests.harness.quality.corpus import Page
from tests.harness.quality.run import OURS, WARM_UP_PAGES, timed

PEER = "trafilatura"


def print_cpu(pages: list[Page]) -> None:
    """Print the mean CPU time of both for each set, and the ratio over all pages."""
    pair = (CONTENDERS[OURS], CONTENDERS[PEER])
    for page in pages[:: -(-len(pages) // WARM_UP_PAGES)]:
        for extractor in pair:
            timed(extractor, page)
    spent = [(page.set, *(timed(each, page).cpu_ms for each in pair)) for page in pages]
    for name in [*dict.fromkeys(name for name, *_ in spent), "all"]:
        rows = [(ours, peer) for each, ours, peer in spent if name in (each, "all")]
        ours, peer = (mean(column) for column in zip(*rows, strict=True))
        print(f"{name:<14}{len(rows):>6} pages {ours:>8.1f} ms {peer:>8.1f} ms {ours / peer:>7.3f}")

"""What a stack shows to Prometheus over some time, in promtool's notation of series."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

Labels = tuple[tuple[str, str], ...]
Scrape = dict[tuple[str, Labels], float]
"""One scrape of every process: name and labels of a series → its value then."""


def series(scrapes: Sequence[Scrape]) -> list[dict[str, str]]:
    """Return each series over all scrapes, by name; `_` where it was not there.

    Histograms of processes that never observed anything are left out: a dozen zeros each.
    """
    keys = sorted(
        {
            key
            for scrape in scrapes
            for key, value in scrape.items()
            if value or key[0].endswith("_total")
        }
    )
    return [
        {"series": _named(*key), "values": values([scrape.get(key) for scrape in scrapes])}
        for key in keys
    ]


def values(found: Iterable[float | None]) -> str:
    """Write values as promtool reads them: `0x3` is four zeros, `_x2` two that are missing."""
    return " ".join(_run(value, len(list(same))) for value, same in groupby(found))


def _run(value: float | None, times: int) -> str:
    if value is None:
        return "_" if times == 1 else f"_x{times}"
    return f"{value:g}" if times == 1 else f"{value:g}x{times - 1}"


def held(written: str, times: int) -> str:
    """Let a series stay as it was at its end, so many scrapes longer."""
    last = written.split()[-1].split("x")[0]
    return f"{written} {last}x{times - 1}"


def _named(name: str, labels: Labels) -> str:
    return name + "{" + ", ".join(_label(*each) for each in labels) + "}"


def _label(name: str, value: str) -> str:
    return f'{name}="{value}"'


def as_yaml(found: Sequence[dict[str, str]]) -> Iterator[str]:
    """Write the series, two lines each."""
    for each in found:
        yield f'- series: {each["series"]}\n  values: "{each["values"]}"\n'

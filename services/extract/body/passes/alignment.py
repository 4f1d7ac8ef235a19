"""Which segments of the page a pass has chosen: its text laid back onto the page."""

from collections.abc import Sequence

from services.extract.body.segments import Segment, squeeze
from services.extract.body.shingles import Shingles, common, shingles

ALIGNED_ENOUGH = 0.8
"""Share of a pass's text that must be found on the page for what the page knows of it to count."""
DISTINCT_CHARS = 40
"""From this length on a segment's text stands for itself, wherever it is found."""
_COVERED = 0.7
"""Share of a long segment's shingles in the pass: passes drop links and break lines inside it."""

_COMPLETE = 0.97
"""With this much of a pass found word for word, the rest is separators."""


def align(page: Sequence[Segment], found: Sequence[str], own: Shingles) -> set[int]:
    """Return the numbers of the segments that the lines of a pass hold; `own` are its shingles."""
    keys = {segment.text: segment.key for segment in page}
    joined = "\n" + "\n".join([keys.get(line) or squeeze(line) for line in found]) + "\n"
    places = _anchors(page, joined)
    _fill_short(page, joined, places)
    placed = sum(len(page[n].key) for n, place in enumerate(places) if place is not None)
    if placed < _COMPLETE * len(joined):
        _fill_altered(page, places, own)
    return {number for number, place in enumerate(places) if place is not None}


def _anchors(page: Sequence[Segment], joined: str) -> list[int | None]:
    """Find the long segments; -1 stands for one that is there, but out of order."""
    places: list[int | None] = [None] * len(page)
    taken: set[str] = set()
    at = 0
    for number, segment in enumerate(page):
        key = segment.key
        if len(key) < DISTINCT_CHARS or key in taken:
            continue
        place = joined.find(key, at)
        if place >= 0:
            at = place + len(key)
        elif key not in joined:
            continue
        places[number] = place
        taken.add(key)
    return places


def _fill_short(page: Sequence[Segment], joined: str, places: list[int | None]) -> None:
    """Find the short segments, each only between its long neighbours."""
    ends = _next_places(places, len(joined))
    at = 0
    for number, segment in enumerate(page):
        key, place = segment.key, places[number]
        if place is not None:
            at = max(at, place + len(key)) if place >= 0 else at
        elif len(key) < DISTINCT_CHARS:
            hit = joined.find(f"\n{key}\n", max(0, at - 1), ends[number] + 1)
            if hit >= 0:
                places[number] = hit
                at = hit + len(key)


def _next_places(places: list[int | None], end: int) -> list[int]:
    """For each segment, where the next certain one stands."""
    nexts = [end] * len(places)
    for number in range(len(places) - 1, -1, -1):
        nexts[number] = end
        place = places[number]
        if place is not None and place >= 0:
            end = place
    return nexts


def _fill_altered(page: Sequence[Segment], places: list[int | None], whole: Shingles) -> None:
    """Find the long segments that the pass has in another form, among what is left of it."""
    missing = [number for number, place in enumerate(places) if place is None]
    long_ones = [n for n in missing if len(page[n].key) >= DISTINCT_CHARS]
    owns = {number: shingles(page[number].text) for number in long_ones}
    if not any(_is_covered(own, whole) for own in owns.values()):
        return  # on most pages; what is left of the pass costs more to know
    found = (segment.text for segment, place in zip(page, places, strict=True) if place is not None)
    left = whole - shingles("\n".join(found))
    for number, own in owns.items():
        if _is_covered(own, left):
            places[number] = -1
            left -= own


def _is_covered(own: Shingles, whole: Shingles) -> bool:
    return common(own, whole) >= _COVERED * own.total()

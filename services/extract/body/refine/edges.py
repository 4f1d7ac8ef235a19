"""Where the text begins and ends: repeats, and lines of another script at its edges."""

from collections.abc import Sequence
from itertools import pairwise, takewhile

from services.extract.body.refine.scripts import script_of
from services.extract.body.segments import Segment
from services.extract.body.selection import Selection, word_count
from services.extract.body.sentence_ends import SENTENCE_ENDS
from services.extract.markup.measure import measure

_REPEAT_CHARS_MIN = 40
_COPIES_MIN = 3
"""So many paragraphs that come again in a row are the text set twice, its short lines with it."""
_FOLLOWING_MAX = 4
_LABEL_CHARS_MAX = 12
_QUOTATIONS = frozenset(["aside", "blockquote", "figure"])
_QUOTATION_DEPTH = 3
_QUOTES = ('"', "“", "„", "«", "‹", "「", "『", "”", "‘")
_BODY_SCRIPT_SHARE_MIN = 0.8
_EDGE_WORDS_MAX = 40
_SAMPLE_LINES = 5
_SAMPLE_CHARS = 200
"""What the script of the text is told from."""


def drop_repeats(selection: Selection) -> Selection:
    """Leave out a paragraph that comes twice, unless it comes again alone, as a refrain does.

    The first one goes where no sentence stands between the two: it is a lead set above the text.
    """
    repeats = _repeats(selection)
    neighbours = pairwise(selection.ordered) if repeats else ()
    runs = {n for pair in neighbours if repeats.keys() >= set(pair) for n in pair}
    unwanted = [
        earlier if is_lead else number
        for number, (earlier, is_lead) in repeats.items()
        if is_lead
        or number in runs
        or not _are_alike(selection.page[earlier], selection.page[number])
    ]
    return selection.without([*unwanted, *_abstract(selection), *_repeated_quotations(selection)])


def _repeats(selection: Selection) -> dict[int, tuple[int, bool]]:
    """Map what comes again to where it stood, and whether no sentence stands between the two."""
    found: dict[int, tuple[int, bool]] = {}
    seen: dict[str, int] = {}
    sentence = -1
    copies = 0
    for number in selection.ordered:
        segment = selection.page[number]
        key = segment.key
        is_long = len(key) >= _REPEAT_CHARS_MIN or copies >= _COPIES_MIN
        copies = copies + 1 if key in seen and is_long else 0
        if copies:
            found[number] = seen[key], sentence <= seen[key]
        seen[key] = number
        if segment.text.endswith(SENTENCE_ENDS):
            sentence = number
    return found


def _are_alike(one: Segment, other: Segment) -> bool:
    """Return whether two lines are paragraphs of one box, set alike."""
    return one.is_beside(other) and one.templates[0] == other.templates[0]


def _abstract(selection: Selection) -> list[int]:
    """Return the first line if it is a label and the paragraph that follows: `Abstract: …`."""
    first, *following = [each.key for each in selection.segments[:_FOLLOWING_MAX]] or [""]
    is_labelled = any(
        len(key) >= _REPEAT_CHARS_MIN
        and first.endswith(key)
        and 0 < len(first) - len(key) <= _LABEL_CHARS_MAX
        for key in following
    )
    return [selection.first] if is_labelled else []


def _repeated_quotations(selection: Selection) -> list[int]:
    """Return the quotations set apart whose words are those of a paragraph, too."""
    page = selection.page
    set_off = (n for n in selection.numbers if page[n].text.startswith(_QUOTES))
    quoted = {n for n in set_off if _is_quotation(page[n])}
    running = selection.numbers - quoted
    return [n for n in quoted if any(page[n].key in page[each].key for each in running)]


def _is_quotation(segment: Segment) -> bool:
    around = segment.path[-_QUOTATION_DEPTH:]
    is_set_apart = any(element.tag in _QUOTATIONS for element in around)
    return is_set_apart and measure(segment.text) >= _REPEAT_CHARS_MIN


def drop_foreign_edges(selection: Selection) -> Selection:
    """Leave out lines above and below the text that are in another script than it, or in none.

    A site's labels and adverts are in the site's language, an article may be in another; and a
    number alone is a counter or a code.
    """
    numbers = selection.ordered
    script = _script(selection, numbers[len(numbers) // 3 :]) or _script(
        selection, sorted(numbers, key=lambda number: -len(selection.page[number].text))
    )
    if script is None:
        return selection
    above = takewhile(lambda number: _is_foreign(selection, number, script), numbers)
    below = takewhile(lambda number: _is_foreign(selection, number, script), reversed(numbers))
    return selection.without([*above, *below])


def _script(selection: Selection, numbers: Sequence[int]) -> str | None:
    """Name the script that the first few of these lines are in; None where it is not clear."""
    text = " ".join(selection.page[n].text[:_SAMPLE_CHARS] for n in numbers[:_SAMPLE_LINES])
    return script_of(text, _BODY_SCRIPT_SHARE_MIN)


def _is_foreign(selection: Selection, number: int, script: str) -> bool:
    segment = selection.page[number]
    if not any(char.isalpha() for char in segment.text):
        return True
    own = script_of(segment.text)
    return own is not None and own != script and word_count(segment) <= _EDGE_WORDS_MAX

"""Which candidate is the article: a small model's guess at each one's F1.

The candidates are what the referee chose and what the `dense` pass found, each as it is and filled.
Perfect choices among them would give .005 more F1 on the corpus, once each is mended (belief.py).
The weights are fitted on halves A and B (`python -m tests.harness.quality.fit`).
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from math import log
from pathlib import Path

from lxml.html import HtmlElement

from services.extract.body.belief import Belief
from services.extract.body.selection import Page, Selection
from services.extract.body.sentence_ends import SENTENCE_ENDS
from services.extract.boosted import Features, load

_CHOICE = Path(__file__).with_name("choice.json")
MARGIN = 0.02
"""Another candidate wins only if its F1 is guessed to be higher by this much."""
_WHOLE = 0.99
_PART = 0.85
"""Of the running text in the title's block. On half B it was right on three pages of three."""
_COMPARED = (
    "chars", "cover", "dense", "ends", "gap", "after", "before", "links", "heads", "home", "abroad",
)  # fmt: skip
_FAR = -50.0
_HOME_WEIGHT = 250.0


@dataclass(frozen=True)
class PageContext:
    """What is known of a page, beside which each candidate is described."""

    page: Page
    weights: Sequence[float]
    titles: frozenset[str]
    agreement: float
    """Of the referee's pass and resiliparse; below 0 where none was asked."""
    fields: Sequence[HtmlElement] = ()
    """For addresses: of forms for letters and logins."""
    left_out: frozenset[int] = frozenset()
    """Segments of the passes that rules left out."""
    belief: Belief = field(default_factory=Belief)
    """How likely each segment is the article's."""

    @cached_property
    def positive(self) -> list[float]:
        """The weights of running text, 0 for the rest."""
        return [max(0.0, weight) for weight in self.weights]

    @cached_property
    def running(self) -> float:
        """Weight of all running text."""
        return sum(self.positive)

    @cached_property
    def free(self) -> int:
        """Characters that are no link."""
        return sum(len(segment.text) - segment.link_chars for segment in self.page)

    @cached_property
    def title(self) -> int | None:
        """Number of the first segment that is the page's title."""
        return next((n for n, each in enumerate(self.page) if each.key in self.titles), None)

    @cached_property
    def home(self) -> range:
        """Numbers of the block that holds the title and most of a text: the story's, as a rule."""
        if self.title is None:
            return range(0)
        for element in reversed(self.page[self.title].path):
            _, behind = self.page.spans[element]
            if sum(self.positive[self.title : behind]) >= _HOME_WEIGHT:
                return range(self.title, behind)
        return range(0)

    @cached_property
    def rows(self) -> dict[frozenset[int], Features]:
        """The candidates described so far, by their numbers: filled or not, many are the same."""
        return {}

    @cached_property
    def in_article(self) -> bool:
        """Whether the title stands in an `article`."""
        path = self.page[self.title].path if self.title is not None else ()
        return any(element.tag == "article" for element in path)

    @cached_property
    def home_weight(self) -> float:
        """Weight of the running text in it."""
        return sum([self.positive[number] for number in self.home])


def choose(context: PageContext, candidates: Mapping[str, Selection]) -> tuple[str, Features]:
    """Return the name of the best candidate, and what it was chosen by."""
    rows = features(context, candidates)
    model = load(_CHOICE)
    guesses = {name: model.predict(row) for name, row in rows.items()}
    best = "dense" if is_whole_article(rows) else best_of(guesses)
    return best, {**rows[best], **beside_others(best, guesses)}


def is_whole_article(rows: Mapping[str, Features]) -> bool:
    """Return whether the `dense` pass has an `article` whole, and the referee's only in part."""
    if "base" not in rows or "dense" not in rows:
        return False
    base, dense = rows["base"], rows["dense"]
    return (
        dense["in_article"] > 0
        and dense["home"] >= _WHOLE
        and base["home"] <= _PART
        and max(base["abroad"], dense["abroad"]) <= 1 - _WHOLE
    )


def best_of(guesses: Mapping[str, float]) -> str:
    """Return the best candidate: the referee's own, where none is better by the margin."""
    first = next(iter(guesses))
    best = max(guesses, key=lambda name: guesses[name])
    return best if guesses[best] - guesses[first] > MARGIN else first


def beside_others(name: str, guesses: Mapping[str, float]) -> Features:
    """Describe the chosen one for the confidence by what was guessed of it and of the others."""
    ordered = sorted(guesses.values())
    lead = guesses[name] - ordered[-2] if len(ordered) > 1 else 0.0
    return {"guess": guesses[name], "lead": lead, "spread": ordered[-1] - ordered[0]}


def features(context: PageContext, candidates: Mapping[str, Selection]) -> dict[str, Features]:
    """Describe each candidate that has text, beside the first one; the referee's comes first."""
    kept = {name: each for name, each in candidates.items() if each.numbers}
    rows = {name: _described(context, each) for name, each in kept.items()}
    for name, row in rows.items():
        for other in ("base", "dense"):
            row[f"like_{other}"] = _overlap(kept[name], kept[other]) if other in kept else -1.0
    base = dict(next(iter(rows.values()), {}))
    for row in rows.values():
        row.update({f"more_{name}": row[name] - base[name] for name in _COMPARED})
    return rows


def _described(context: PageContext, selection: Selection) -> Features:
    if selection.numbers not in context.rows:
        context.rows[selection.numbers] = _describe(context, selection)
    return dict(context.rows[selection.numbers])


def _describe(context: PageContext, selection: Selection) -> Features:
    """Describe a candidate: its lines, the running text it has and leaves out, and where it is."""
    return {
        **_of_lines(selection),
        **_of_running_text(context, selection),
        "page": float(len(context.page)),
        "agreement": context.agreement,
        "in_article": float(context.in_article),
        "home_share": context.home_weight / (context.running or 1),
        **context.belief.expected(selection.numbers),
    }


def _of_lines(selection: Selection) -> Features:
    """Describe what a candidate's lines are: paragraphs, items of lists, sentences, links."""
    count, chars = len(selection.numbers), max(1, selection.chars)
    tags: Counter[str] = Counter()
    for segment in selection.segments:
        tags[segment.element.tag] += len(segment.text)
    sentences = sum(len(s.text) for s in selection.segments if s.text.endswith(SENTENCE_ENDS))
    return {
        "chars": log(chars),
        "lines": float(count),
        "line": chars / count,
        "paragraphs": tags["p"] / chars,
        "items": tags["li"] / chars,
        "heads": sum(tags[tag] for tag in ("h2", "h3", "h4")) / chars,
        "bare": (tags["div"] + tags["td"] + tags["tr"]) / chars,
        "ends": sentences / chars,
        "links": sum(segment.link_chars for segment in selection.segments) / chars,
    }


def _of_running_text(context: PageContext, selection: Selection) -> Features:
    """Describe how much of the page's running text a candidate has, and how much is around it."""
    numbers, chars = selection.ordered, max(1, selection.chars)
    first, last = selection.first, selection.last
    positive, home = context.positive, context.home
    chosen = sum([positive[number] for number in numbers])
    at_home = sum([positive[number] for number in numbers if number in home])
    return {
        "cover": chosen / (context.running or 1),
        "dense": chosen / chars,
        "gap": (sum(positive[first : last + 1]) - chosen) / chars,
        "after": sum(positive[last + 1 :]) / chars,
        "before": sum(positive[:first]) / chars,
        "below_title": _FAR if context.title is None else float(first - context.title),
        "packed": len(numbers) / (last - first + 1),
        "share": chars / (context.free or 1),
        "home": at_home / (context.home_weight or 1),
        "abroad": (chosen - at_home) / (chosen or 1),
    }


def _overlap(one: Selection, other: Selection) -> float:
    if one.numbers == other.numbers:
        return 1.0
    shared = one.chars_of(one.numbers & other.numbers)
    return 2 * shared / max(1, one.chars + other.chars)

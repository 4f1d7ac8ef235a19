"""What per-site memory changes: each page again, with the site's other pages known."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import UTC, datetime

from services.extract.extract import extract
from services.extract.extraction import Extraction
from services.extract.site_boilerplate.boilerplate import (
    PAGES_LEAST,
    SiteMemory,
    boilerplate_lines,
    line_hash,
    seen_lines,
    update,
)
from tests.harness.quality.contenders import FETCHED_AT, fetched
from tests.harness.quality.corpus import Page
from tests.harness.quality.scores import body_score, mean_body
from tests.support.article_pages import html, page, paragraphs

Sites = dict[tuple[str, str], list[tuple[Page, Extraction]]]
GENERATED_PAGES = 50


@dataclass(frozen=True)
class Change:
    """A site without and with its memory."""

    site: str
    pages: int
    dropped: int
    before: float
    after: float
    worst: float
    """Largest loss of F1 on one page; 0 where none lost."""


def print_memory(pages: list[Page]) -> None:
    """Print the body's F1 without and with memory, for sites of several pages."""
    print(_line("generated site", [generated()]))
    by_site: Sites = defaultdict(list)
    for each in pages:
        found = extract(fetched(each))
        if isinstance(found, Extraction) and each.body is not None and each.set != "tabnak":
            by_site[each.set, each.site].append((each, found))
    for name in dict.fromkeys(each for each, _ in by_site):
        for least in (PAGES_LEAST, 2, 1):
            sites = {site: v for (s, site), v in by_site.items() if s == name and len(v) > least}
            changes = [_change(site, known, least) for site, known in sites.items()]
            print(_line(f"{name}, after {least} other pages", changes))
            for change in changes:
                if change.dropped:
                    print("   " + _line(change.site, [change]))


def generated() -> Change:
    """Run a made-up site of 50 pages in the order of a stream, each with two of its lines."""
    memory = SiteMemory()
    before, after, dropped = [], [], 0
    for number in range(GENERATED_PAGES):
        own = [f"{_word(number, at)} {_sentence(number, at)}" for at in range(6)]
        lines = [*own[:3], _PLEA, *own[3:], _LETTER]
        body = html(paragraphs(lines), f"The harbour and the {_word(number, 9)}")
        event = page(body, f"https://news.example/story/{number}")
        bare, found = extract(event), extract(event, memory=memory)
        assert isinstance(bare, Extraction)
        assert isinstance(found, Extraction)
        gold = "\n".join(own)
        before.append(body_score(gold, bare.article.text))
        after.append(body_score(gold, found.article.text))
        dropped += found.article.boilerplate_lines_dropped
        memory = update(memory, found.lines, event.url, datetime(2026, 5, 4, tzinfo=UTC))
    worst = max(b.f1 - a.f1 for b, a in zip(before, after, strict=True))
    f1 = mean_body(before)["f1"], mean_body(after)["f1"]
    return Change("news.example", GENERATED_PAGES, dropped, *f1, max(0.0, worst))


_PLEA = "Help us to report from the coast: become a friend of the paper today."
_LETTER = "Our letter of the week brings you the best of the harbour every Friday at noon."


def _word(number: int, at: int) -> str:
    letters = "bdfgklmnprstvz"
    first, rest = divmod(number, len(letters))
    return f"{letters[first]}a{letters[rest]}e{letters[at]}o"


def _sentence(number: int, at: int) -> str:
    names = [_word(number, (at + step) % 10) for step in range(1, 5)]
    return (
        f"said that the {names[0]} boats of {names[1]} would leave with the tide of {names[2]}, "
        f"and that nobody but the keeper of {names[3]} had seen them come back before the storm."
    )


def _change(site: str, known: list[tuple[Page, Extraction]], least: int) -> Change:
    before, after, dropped = [], [], 0
    for each, found in known:
        kept, count = _with_memory(each, found, known, least)
        dropped += count
        before.append(body_score(each.body or "", found.article.text))
        after.append(body_score(each.body or "", kept))
    worst = max(b.f1 - a.f1 for b, a in zip(before, after, strict=True))
    f1 = mean_body(before)["f1"], mean_body(after)["f1"]
    return Change(site, len(known), dropped, *f1, max(0.0, worst))


def _line(name: str, changes: list[Change]) -> str:
    pages = sum(change.pages for change in changes)
    if not pages:
        return f"memory, {name}: no site has enough pages"
    before = sum(change.before * change.pages for change in changes) / pages
    after = sum(change.after * change.pages for change in changes) / pages
    return (
        f"memory, {name}: {len(changes)} sites, {pages} pages, "
        f"{sum(change.dropped for change in changes)} lines dropped, F1 {before:.4f} -> "
        f"{after:.4f}, worst page -{max(change.worst for change in changes):.4f}"
    )


def _with_memory(
    each: Page, found: Extraction, site: list[tuple[Page, Extraction]], least: int
) -> tuple[str, int]:
    memory = SiteMemory()
    for other, extraction in site:
        if other.id != each.id:
            memory = update(memory, extraction.lines, other.url, FETCHED_AT)
    lines = found.article.text.split("\n")
    unwanted = boilerplate_lines(memory, seen_lines(lines), each.url, pages_least=least)
    kept = [line for line in lines if line_hash(line) not in unwanted]
    return "\n".join(kept), len(lines) - len(kept)

"""What per-site memory changes: each page again, with the site's other pages known."""

from collections import defaultdict

from services.extract.extract import Extraction, extract
from services.extract.furniture import PAGES_LEAST, SiteMemory, furniture, line_hash, update
from tests.quality.contenders import FETCHED_AT, fetched
from tests.quality.corpus import Page
from tests.quality.scores import body_score, mean_body


def print_memory(pages: list[Page]) -> None:
    """Print the body's F1 without and with memory, for sites of several pages."""
    by_site: dict[tuple[str, str], list[tuple[Page, Extraction]]] = defaultdict(list)
    for page in pages:
        found = extract(fetched(page))
        if isinstance(found, Extraction) and page.set != "tabnak":
            by_site[page.set, page.site].append((page, found))
    for name in dict.fromkeys(each for each, _ in by_site):
        for least in (PAGES_LEAST, 1):
            _print_line(name, [v for (s, _), v in by_site.items() if s == name], least)


def _print_line(name: str, sites: list[list[tuple[Page, Extraction]]], least: int) -> None:
    known = [site for site in sites if len(site) > least]
    before, after, dropped = [], [], 0
    for site in known:
        for page, found in site:
            kept, count = _with_memory(page, found, site, least)
            dropped += count
            before.append(body_score(page.body, found.article.text))
            after.append(body_score(page.body, kept))
    if not before:
        print(f"memory, {name}, after {least} other pages: no site has enough pages")
        return
    print(
        f"memory, {name}, after {least} other pages: {len(known)} sites, {len(before)} pages, "
        f"{dropped} lines dropped, F1 {mean_body(before)['f1']:.4f} -> {mean_body(after)['f1']:.4f}"
    )


def _with_memory(
    page: Page, found: Extraction, site: list[tuple[Page, Extraction]], least: int
) -> tuple[str, int]:
    memory = SiteMemory()
    for other, extraction in site:
        if other.id != page.id:
            memory = update(memory, extraction.lines, other.url, FETCHED_AT)
    lines = found.article.text.split("\n")
    unwanted = furniture(memory, lines, page.url, pages_least=least)
    kept = [line for line in lines if line_hash(line) not in unwanted]
    return "\n".join(kept), len(lines) - len(kept)

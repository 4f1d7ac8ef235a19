"""Whether a page is an article at all, from what is there: never from its site.

Front pages, sections, shops, services and forums have running text, too, in many small pieces: a
small model weighs how the text lies on the page and what the page says it is. The weights are
fitted on halves A and B and on pages that we wrote (`python -m tests.harness.quality.fit`).
"""

from pathlib import Path
from urllib.parse import urlsplit

from services.extract.body.body import Body
from services.extract.body.sentence_ends import ends_a_sentence
from services.extract.boosted import Boosted, Features, load
from services.extract.markup.document import Document
from services.extract.markup.measure import measure
from services.extract.path_words import SEARCHES, WRITERS
from services.extract.verdict.feature_words import FEATURE_WORDS
from services.extract.verdict.service_pages import is_service

_MODEL = Path(__file__).with_name("page_kind.json")
ODDS_MIN = 0.75
"""Log-odds of no article from which on a page is refused."""
HOME_ODDS_MIN = -1.0
"""The same for a bare page at the address of a front page."""
FRONT_ODDS_MIN = -4.0
"""The same for a page whose text is that of cards, which articles about several things resemble,
and for a bare page with a shelf of goods, which also stands beside old articles."""
_SENTENCE_CHARS = 60
_CARD_SHARE = 0.8
_CLAIMS = ("ld_article", "og_article", "meta_date")
_MARKS = (*_CLAIMS, "meta_author", "dated_title", "signed_title", "day_in_path")
"""Most articles have one of these features; of pages of other kinds every second has none."""
_PRICED_MIN = 6
"""Goods on a shelf: an article that compares some has up to four."""
_CARDS_MIN = 4
_DATED_CARDS_MIN = 8
"""The same where the head states a date: articles have up to six."""
_WRITERS = frozenset(WRITERS)
_SEARCHES = frozenset({
    *SEARCHES, "search-results", "searchresults", "suchergebnisse", "busqueda", "buscador",
    "ricerca", "wyszukiwarka", "vyhledavani", "ara", "sok", "cari",
})  # fmt: skip
"""Also words that begin a story's name elsewhere: here they are the whole part of a path."""
_SEARCHED = frozenset({"q", "s", "query", "keyword", "keywords", "k", "search", "text", "term"})
_THREADS = ("viewtopic.php", "showthread.php", "viewthread.php")
"""Pages of phpBB, vBulletin and Discuz that show what members wrote."""


def why_no_article(document: Document, body: Body, features: Features) -> str:
    """Say what on a page speaks against an article; nothing where it is one.

    A page that was too heavy to be looked at has no features, and may be any.
    """
    if not features:
        return ""
    url = document.url
    if is_persons(url, features):
        return "the address is a writer's"
    if is_service(url, document.of_tag("input")) and not features["ld_article"]:
        return "the address is of the site's own pages"
    if is_table(body):
        return "the text is rows of a table"
    if is_search_or_thread(url, features):
        return "the address is of a search or a thread"
    if why := why_by_claims(features):
        return why
    model = load(_MODEL)
    return told(features, model) if is_refused(features, model) else ""


def why_by_claims(features: Features) -> str:
    """Say what a page claims to be; nothing where that may be an article."""
    if features["thread"] and not features["ld_article"]:
        return "the page says that it is a thread"
    if is_offer(features):
        return "the page says that it offers something, and not that it is an article"
    return ""


def told(features: Features, model: Boosted) -> str:
    """Name what speaks most against an article, each with its value and that of most articles."""
    values = (
        f"{FEATURE_WORDS[name]} {features[name]:.3g} ({model.usual[name]:.3g})"
        for name in model.reasons(features)
    )
    return f"here (in a usual article): {', '.join(values)}"


def is_persons(url: str, features: Features) -> bool:
    """Return whether a page is a writer's own: its address says so, and no word of an article."""
    path = [part for part in urlsplit(url).path.split("/") if part]
    return len(path) > 1 and path[-2].lower() in _WRITERS and not _says_article(features)


def is_search_or_thread(url: str, features: Features) -> bool:
    """Return whether a page lists what was searched for, or what a forum's members wrote."""
    parts = urlsplit(url)
    last = parts.path.rstrip("/").rpartition("/")[2].lower()
    if last not in _THREADS and last.partition(".")[0] not in _SEARCHES:
        return False
    names = {each.partition("=")[0].lower() for each in parts.query.split("&")}
    return (last in _THREADS or not names.isdisjoint(_SEARCHED)) and not features["ld_article"]


def is_offer(features: Features) -> bool:
    """Return whether a page offers a job, a house or goods, and nothing says it is an article.

    Goods have a cart, or a price beside the title and a button, or are stated as such twice.
    """
    goods = features["og_product"] and (features["cart"] or features["ld_shop"])
    priced = features["priced_title"] and features["buttons"] and not features["dated_title"]
    return bool(features["ld_advert"] or goods or priced) and not _says_article(features)


def is_refused(features: Features, model: Boosted) -> bool:
    """Judge a page as it is described; some shapes need less against them."""
    return model.predict(features) >= _odds_min(features)


def _odds_min(features: Features) -> float:
    if is_front(features):
        return FRONT_ODDS_MIN
    if not is_bare(features):
        return ODDS_MIN
    if features["priced_cards"] >= _PRICED_MIN:
        return FRONT_ODDS_MIN
    return HOME_ODDS_MIN if features["root"] else ODDS_MIN


def is_bare(features: Features) -> bool:
    """Return whether a page shows no day and no author, and calls itself no article."""
    return not any(features[name] for name in _MARKS)


def is_table(body: Body) -> bool:
    """Return whether a text is all rows of a table, and none of them holds a long sentence."""
    return bool(body.segments) and all(
        each.element.tag == "tr"
        and not (measure(each.text) >= _SENTENCE_CHARS and ends_a_sentence(each.text))
        for each in body.segments
    )


def is_front(features: Features) -> bool:
    """Return whether the text is that of cards, each under the linked headline of another page.

    `og:type` alone says no article, nor does a date in the head beside many cards: many systems
    write them on every page.
    """
    least = _DATED_CARDS_MIN if features["meta_date"] else _CARDS_MIN
    return (
        features["card_share"] >= _CARD_SHARE
        and features["card_boxes"] >= least
        and not features["ld_article"]
    )


def _says_article(features: Features) -> bool:
    return any(features[name] for name in _CLAIMS)

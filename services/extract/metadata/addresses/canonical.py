"""Which address the article has: the canonical one that the page states, where it can be right."""

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import filterfalse
from urllib.parse import urljoin

from schemas.url import Url, parse_url
from schemas.url.story_url import publisher_url
from services.extract.markup.meta import read_canonicals
from services.extract.metadata.addresses.address_parts import last_part, last_words, words_of
from services.extract.metadata.addresses.claim import Claim
from services.extract.metadata.addresses.stated_address import read_address
from services.extract.metadata.addresses.story_rules import is_story
from services.extract.metadata.page_data import PageData

_TITLE_WORDS_MIN = 3
"""So many words of a headline in an address say that it is the headline's own."""


def canonical_url(data: PageData) -> str | None:
    """Return the canonical URL that the page states, normalised, if it can be the story's."""
    return next((claim.stated.href for claim in _claims(data) if is_story(claim)), None)


def _claims(data: PageData) -> Iterator[Claim]:
    """Yield the addresses that a page states for its story, the most trusted first.

    They are the links in the head; the first link in the body, where it ends as the page's own
    address; and og:url. One that is shown to be of another story is left out.
    """
    url = publisher_url(data.document.url)
    page = parse_url(url)
    base = next((tag.get("href") or "" for tag in data.document.of_tag("base")), "")
    read = partial(read_address, urljoin(url, base), page=page)
    claim = partial(Claim, page=page, headline=words_of(data.title))
    shared = read(data.meta.first("og:url"))
    of_article = next((node.get("url") for node in data.articles if node.get("url")), "")
    article = read(of_article if isinstance(of_article, str) else "")
    witnesses = [each for each in (shared, article) if each]
    translations = _translations(data, read)
    in_head, in_body = read_canonicals(data.document.of_tag("link"))
    linked = (each for each in map(read, in_head) if each and each.href not in translations)
    believed = (each for each in map(claim, linked) if not _is_contradicted(each, witnesses))
    yield from filterfalse(_is_under_another_title, believed)
    shown = map(claim, filter(None, map(read, in_body[:1])))
    yield from (each for each in shown if last_part(each.stated) == last_part(page))
    if shared and not _is_under_another_title(claim(shared)):
        yield claim(shared)


def _translations(data: PageData, read: Callable[[str], Url | None]) -> set[str]:
    """Return the addresses that the page states for its translations, beside its own.

    Where it states none for itself, the others may be the same text.
    """
    links = [link for link in data.document.of_tag("link") if link.get("hreflang")]
    stated = [(read(link.get("href") or ""), link.get("hreflang") or "") for link in links]
    own, declared = publisher_url(data.document.url), data.language.text if data.language else ""
    language = declared.lower().partition("-")[0]
    ours = {url.href for url, tag in stated if url and tag.lower().startswith(language or "-")}
    others = {url.href for url, tag in stated if url and not tag.lower().startswith("x-")}
    return others - ours if own in ours else set()


def _is_contradicted(claim: Claim, witnesses: Sequence[Url]) -> bool:
    """Return whether an address is unlike the page's, and all others that the page states like."""
    if not witnesses or _is_alike(claim.stated, claim.page):
        return False
    return all(_is_alike(each, claim.page) for each in witnesses)


def _is_under_another_title(claim: Claim) -> bool:
    """Return whether an address has no word of the headline, and the page's has several."""
    if _is_alike(claim.stated, claim.page):
        return False
    own, others = last_words(claim.page), last_words(claim.stated)
    if len(own & claim.headline) < _TITLE_WORDS_MIN:
        return False
    return len(others) >= _TITLE_WORDS_MIN and others.isdisjoint(claim.headline)


def _is_alike(one: Url, other: Url) -> bool:
    """Return whether the last parts of two addresses share a word or a number."""
    return one.path == other.path or not last_words(one).isdisjoint(last_words(other))

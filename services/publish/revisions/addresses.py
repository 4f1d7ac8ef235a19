"""Which addresses may revise an article, and which show another (decisions 7 and 18). Pure."""

from collections.abc import Iterator

from schemas.identity import article_id
from schemas.url import BadUrl, normalise_url
from schemas.url.story_url import is_edition, spelling, story_url
from services.publish.revisions.found import Found
from services.publish.revisions.known import Known
from services.publish.texts.agreement import agree
from services.publish.texts.contents import unpack


def normalised(url: str) -> str | None:
    """Normalise the URL of another stage's answer; None where it is none."""
    try:
        return normalise_url(url)
    except BadUrl:
        return None


def may_revise(known: Known, found: Found) -> bool:
    """Tell whether a page stands at the address that brought the article first, or its own."""
    if not known.via:
        return True
    own = spelling(found.url)
    if own == spelling(known.via):
        return True
    if own != spelling(found.canonical_url):
        return False
    return own == spelling(known.url) or not is_edition(found.url)


def is_own_address(url: str, canonical_url: str) -> bool:
    """Tell whether a page stands at the canonical URL that it names, which is no edition's."""
    return spelling(url) == spelling(canonical_url) and not is_edition(url)


def was_another_story(known: Known, found: Found) -> bool:
    """Tell whether all that is known is another story, of a page that named this URL wrongly."""
    is_elsewhere = spelling(found.url) != spelling(known.via)
    return is_elsewhere and not known.own_seen and not agree(unpack(known.content), found.content)


def ends_with(known: Known, url: str) -> bool:
    """Tell whether an article has gone with the page at a URL (normalised).

    It has not with its first address or with an edition's, where its own has shown it too: many
    sites have given up AMP.
    """
    if not known.own_seen or spelling(url) == spelling(known.url):
        return True
    return spelling(url) != spelling(known.via) and not is_edition(url)


def stands_apart(known: Known | None, found: Found) -> bool:
    """Tell whether a page is not the article whose canonical URL it names.

    Only where it was found elsewhere; what the canonical URL itself shows is its article.
    """
    if known is None or may_revise(known, found):
        return False
    return not agree(unpack(known.content), found.content)


def own_ids(found: Found) -> Iterator[str]:
    """Yield ids of an article under the URL at which it was found, the second if one is taken.

    Taken is the first by another story, of which that URL is an edition by its form.
    """
    yield article_id(story_url(found.url))
    yield article_id(found.url)


def first_address(known: Known, found: Found) -> str:
    """Return which may revise it beside its canonical URL, once a page is its latest revision."""
    if not known.via:
        return found.url
    is_first = spelling(found.url) == spelling(known.via)
    if not is_first and not agree(unpack(known.content), found.content):
        return found.url
    return known.via

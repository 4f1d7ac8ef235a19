"""Whether a stated address can be that of the page's story: named rules, and two tables of them.

A wrong canonical URL makes different stories one article, so an address is refused that names an
error page, a list, a section, a front page, another language's edition or a host of the makers.
"""

import re
from collections.abc import Callable
from urllib.parse import unquote

from schemas.url import Url
from services.extract.metadata.addresses.address_parts import (
    is_edition_part,
    is_index,
    is_slug,
    last_part,
    last_words,
    story_number,
)
from services.extract.metadata.addresses.address_words import (
    ERRORS,
    INTERNAL_HOSTS,
    LANGUAGES,
    LISTS,
)
from services.extract.metadata.addresses.claim import Claim

Rule = Callable[[Claim], bool]

_PUBLIC_PORTS = (80, 443)
_LANGUAGE_QUERY = re.compile(r"(?:^|&)(?:lang|language|locale|hl)=(\w\w)", re.IGNORECASE)
_DATE_PART = re.compile(r"(?:19|20)\d\d|\d{1,2}")
_YEAR_DIGITS = 4
_PROGRAM = re.compile(r"\.(?:php|aspx?|cfm|cgi|jsp|do)$", re.IGNORECASE)
_PROGRAM_OR_FILE = re.compile(r"\.(?:php|aspx?|cfm|cgi|jsp|do|html?)$", re.IGNORECASE)
_ANY_NUMBER = re.compile(
    r"(?:^|&)(?!(?:page|ref|ver?|size|time|rnd|cache)=)[a-z]+=\d{3,}(?=&|$)", re.I
)
"""Of the query of a program, where no other part of the address names the story."""


def is_story(claim: Claim) -> bool:
    """Return whether an address can be that of the page's story."""
    if claim.stated.href == claim.page.href:
        return True
    if any(is_wrong(claim) for is_wrong in _NEVER):
        return False
    if claim.stated.path.rstrip("/") == claim.page.path.rstrip("/"):
        return _has_query_of_same_story(claim)
    return next((answer for applies, answer in _BY_PATH if applies(claim)), False)


def _is_one_of(paths: re.Pattern[str]) -> Rule:
    """Return the rule whether its path is such a one, and the page's is not."""
    return lambda claim: bool(paths.search(claim.stated.path) and not paths.search(claim.page.path))


def _is_on_internal_host(claim: Claim) -> bool:
    """Return whether its host is one that readers never see: `stage2.lamp.example`."""
    if claim.stated.host == claim.page.host:
        return False
    words = {word.rstrip("0123456789") for word in _first_label(claim.stated).split("-")}
    return not words.isdisjoint(INTERNAL_HOSTS)


def _is_on_another_languages_host(claim: Claim) -> bool:
    """Return whether the hosts begin with two languages: `en.lamp.example`, `de.lamp.example`."""
    labels = {_first_label(claim.stated), _first_label(claim.page)}
    return len(labels) > 1 and labels <= LANGUAGES


def _asks_for_another_language(claim: Claim) -> bool:
    """Return whether the queries name two languages: `?lang=en` for `?lang=de`."""
    stated, page = (_LANGUAGE_QUERY.search(each.query) for each in (claim.stated, claim.page))
    return bool(stated and page and stated[1].lower() != page[1].lower())


_NEVER: tuple[Rule, ...] = (
    _is_one_of(ERRORS),
    _is_one_of(LISTS),
    _is_on_internal_host,
    _is_on_another_languages_host,
    # on the port of a server behind the one that answers readers
    lambda claim: claim.stated.port not in (claim.page.port, *_PUBLIC_PORTS),
    _asks_for_another_language,
)
"""Whatever else holds, such an address is not the story's."""


def _has_query_of_same_story(claim: Claim) -> bool:
    """Return whether the query, on one path, names no other story, and loses no name."""
    stated, page = story_number(claim.stated.query), story_number(claim.page.query)
    if stated:
        return page in ("", stated)
    is_program = bool(_PROGRAM.search(claim.page.path))
    if is_slug(last_part(claim.page)) and not is_program:
        return True
    return not page and not (is_program and _ANY_NUMBER.search(claim.page.query))


def _is_index_of_folder(claim: Claim) -> bool:
    """Return whether it is the list of the folder that the page lies in: `/harbour/index.html`."""
    is_list = is_index(claim.stated) and not is_index(claim.page)
    return is_list and claim.page_parts[:-1] == claim.stated_parts


def _is_translation(claim: Claim) -> bool:
    """Return whether it lies in another language's edition, by the first part of the path.

    Where only the page's path begins with a language, the last parts must differ.
    """
    own, stated = (
        parts[0].lower().partition("-")[0] for parts in (claim.page_parts, claim.stated_parts)
    )
    if stated not in LANGUAGES and claim.page_parts[-1] != claim.stated_parts[-1]:
        return own in LANGUAGES and not claim.page_parts[-1].isdigit()
    return own != stated and LANGUAGES.issuperset((own, stated))


def _is_archive_of_day(claim: Claim) -> bool:
    """Return whether it is the page's address up to its year, month or day: `/2025/05/`."""
    parts = claim.stated_parts
    is_date = bool(_DATE_PART.fullmatch(parts[-1]))
    is_whole = len(parts) > 1 or len(parts[-1]) == _YEAR_DIGITS
    return is_date and is_whole and claim.is_above_page and bool(claim.rest_of_page)


def _names_story(claim: Claim) -> bool:
    """Return whether its last part, or one that the page lacks, is as long as a story's name."""
    new = (part for part in claim.stated_parts if part not in claim.page_parts)
    return is_slug(last_part(claim.stated)) or any(map(is_slug, new))


def _loses_number(claim: Claim) -> bool:
    """Return whether it lacks the number by which the page's query names the story."""
    has_lost = story_number(claim.page.query) and not story_number(claim.stated.query)
    return bool(has_lost and _PROGRAM_OR_FILE.search(claim.stated.path))


_BY_PATH: tuple[tuple[Rule, bool], ...] = (
    # the page's own address names nothing that could be lost
    (lambda claim: not claim.page_parts, True),
    (_is_index_of_folder, False),
    # of the front page
    (lambda claim: not claim.stated_parts, False),
    (_is_translation, False),
    (_is_archive_of_day, False),
    # the page's without `/amp`, `/print` or the number of a part
    (lambda claim: claim.is_above_page and all(map(is_edition_part, claim.rest_of_page)), True),
    (lambda claim: last_part(claim.stated) == last_part(claim.page), True),
    (_names_story, True),
    # below the page
    (lambda claim: claim.stated_parts[: len(claim.page_parts)] == claim.page_parts, True),
    # it ends in words that are not of the story, which the page's address names
    (lambda claim: is_slug(last_part(claim.page)) and not _may_name_story(claim), False),
    (_loses_number, False),
    # as deep as the page
    (lambda claim: bool(claim.stated.query) or claim.rest_of_page == [], True),
)
"""Whether an address with another path is the story's: the first rule that applies says it, and
where none does it is not."""


def _may_name_story(claim: Claim) -> bool:
    """Return whether an address that ends in few words may name a story: not a section of a site.

    It ends in a number or a code, has one in its query, or shares a word with the story.
    """
    if any(map(str.isdigit, unquote(claim.stated.query))):
        return True
    words = last_words(claim.stated)
    if len(words) > 1:
        return not words.isdisjoint(last_words(claim.page) | claim.headline)
    return not last_part(claim.stated).isalpha()


def _first_label(url: Url) -> str:
    return url.host.partition(".")[0]

"""The headline that the page shows its readers: which heading it is.

The head's titles are written for search engines and for sharing; here they only tell which heading
is the article's.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import chain, islice

from lxml import etree

from services.extract.markup.lines import is_line
from services.extract.markup.normalise import key, plain_text
from services.extract.markup.query import elements, is_inside
from services.extract.metadata.titles.before_text import is_named, title_before_text
from services.extract.metadata.titles.heading_text import LEAST_KEY, heading_text
from services.extract.metadata.titles.likeness import likeness
from services.extract.metadata.titles.rubrics import is_section
from services.extract.metadata.titles.site_in_title import cut_ends, is_site_name, strip_site
from services.extract.metadata.titles.title_parts import headline_part
from services.extract.metadata.titles.titles import ELLIPSIS, is_whole_of

_HEADINGS_MAX = 12
_BOILERPLATE = ("footer", "nav")
_HEADLINES = elements(
    "descendant-or-self::*/@class[contains(., 'eadline') or contains(., 'itle')]/.."
)
_HEADLINE_CLASS = re.compile(
    r"headline|entry-title|(?:article|story|post)[_-]?title", re.IGNORECASE
)
_WORD = re.compile(r"\w+")
_SOLID = re.compile("[\u3040-\u30ff\u4e00-\u9fff\u0e00-\u0e7f]")
"""Of scripts without spaces."""
_SLOGAN = re.compile(r"\s*[:;؛|]\s+|\s+[–—-]\s+")
_BAR = re.compile(r"\s+[|–—-]\s+")
_HOME = re.compile(r"(?:https?://[^/]+)?/?|\./|#top")
_HEADLINE_CHARS = 250
_LIKE_LEAST = 0.25
"""Dice coefficient of words, from which on an `<h1>` and a title of the head speak of the same."""
_LIKE_SURELY = 0.5
"""Below, an `<h2>` that is the title of the head is the headline, and the `<h1>` of the text."""
_LIKE_LESSER = 0.8
"""The same for an `<h2>`."""
_SURE_WORDS = 4
"""A heading this long is a headline, also where no other title of the page has a word of it."""


def shown_headline(
    tree: etree._Element, visible: bytes, titles: list[str], page_title: str, names: set[str]
) -> str:
    """Return the page's headline as shown, empty where nothing on it is one.

    `titles` are those of the head, most trusted first; `names` what the site calls itself, in
    `normalise.key` form.
    """
    known = _known_titles(titles, page_title, names)
    parts = [page_title[:end].strip() for end in cut_ends(page_title)[1:]]
    headings = list(_texts(_headings(tree, "h1"), [*known, *parts], names))
    if not known:
        headline = _nearest_to_text(tree, headings, names)
        headline = headline or _other_line(tree, visible, page_title, known, names)
        return headline or next(_pictured(tree, names), "")
    best = _likest(tree, headings, known, names)
    like = likeness(best, known)
    if like < _LIKE_SURELY and (lesser := _lesser(tree, known, parts, names)):
        return lesser
    stands_alone = len(headings) == 1 and len(_WORD.findall(best)) >= _SURE_WORDS
    if stands_alone or like >= _least_like(best, known):
        return _with_kicker(best, known[: len(titles)], names)
    return _other_line(tree, visible, page_title, known, names)


def _least_like(heading: str, titles: list[str]) -> float:
    """Return how like the titles of the head a heading must be: a masthead shares a word, too."""
    begins_title = any(key(title).startswith(key(heading)) for title in titles)
    return _LIKE_SURELY if _is_of_few_words(heading) and not begins_title else _LIKE_LEAST


def _known_titles(titles: list[str], page_title: str, names: set[str]) -> list[str]:
    """Return the titles of the head without the site's names, those that are no more left out."""
    bare = {title: strip_site(title, names, set()) for title in {*titles, page_title}}
    head = bare[page_title]
    part = headline_part(head)
    known = [bare[title] for title in titles]
    known += [head, part] if part != head else [head]
    own = [title for title in known if title and key(title) not in names]
    parted = ((title, _BAR.split(title)) for title in own)  # a section, and the site behind it
    return [title for title, parts in parted if len(parts) > 2 or not is_section(parts[0])]


def _likest(tree: etree._Element, headings: list[str], known: list[str], names: set[str]) -> str:
    """Return the `<h1>` that is most like a title of the head; empty where there is none.

    Of several, one that is no link comes before one that is not much like them: it may be another
    story's.
    """
    best = max(headings, key=lambda text: likeness(text, known), default="")
    if len(headings) > 1 and likeness(best, known) < _LIKE_LESSER:
        unlinked = (each for each in _headings(tree, "h1") if each.find(".//a") is None)
        own = _texts(unlinked, known, names)
        best = next((text for text in own if likeness(text, known) >= _LIKE_LEAST), best)
    return best


def _nearest_to_text(tree: etree._Element, headings: list[str], names: set[str]) -> str:
    """Return the headline of a page whose head names only the site: the `<h1>` nearest to the text.

    Of few words, it is a rubric or nothing: then it is what else stands as a title above the text.
    """
    best = next(iter(headings), "")
    if len(headings) > 1:
        above = (each for each in title_before_text(tree) if each.tag == "h1")
        best = next(reversed([*_texts(above, [], names)]), best)
    if _is_of_few_words(best):
        best = next(_texts(title_before_text(tree), [], names | {key(best)}), best)
    return best


def _pictured(tree: etree._Element, names: set[str]) -> Iterator[str]:
    """Yield the texts of pictures that are all of an `<h1>`, and longer than names of sites are."""
    for heading in _headings(tree, "h1"):
        for image in heading.iter("img"):
            text = plain_text(image.get("alt") or "")
            if not _is_of_few_words(text) and not _is_the_sites(text, heading, names):
                yield text


def _texts(headings: Iterable[etree._Element], known: list[str], names: set[str]) -> Iterator[str]:
    """Yield the texts of headings that can be a headline: not the site's name, not a lead."""
    seen: set[str] = set()
    for heading in headings:
        text = heading_text(heading, known)
        if key(text) in seen:
            continue
        seen.add(key(text))
        if key(text) and len(text) <= _HEADLINE_CHARS and not _is_the_sites(text, heading, names):
            yield text


def _headings(tree: etree._Element, tag: str) -> Iterator[etree._Element]:
    found = (each for each in tree.iter(tag) if not is_inside(each, _BOILERPLATE))
    return islice(found, _HEADINGS_MAX)


def _is_the_sites(text: str, heading: etree._Element, names: set[str]) -> bool:
    """Return whether a heading is the site's: its name, or a link to the front page."""
    if is_section(text) or key(text) in names or key(strip_site(text, names, set())) in names:
        return True
    links = [*heading.iter("a"), *islice(heading.iterancestors("a"), 1)]
    return any(
        "home" in (link.get("rel") or "").split()
        or _HOME.fullmatch((link.get("href") or "").partition("?")[0])
        for link in links
    )


def _is_of_few_words(text: str) -> bool:
    """Return whether a text is as short as a rubric; long ones without spaces cannot be counted."""
    is_spaced = not _SOLID.search(text) or len(key(text)) <= LEAST_KEY
    return is_spaced and len(_WORD.findall(text)) < _SURE_WORDS


def _may_be_site_name(title: str, names: set[str]) -> bool:
    """Return whether a title may be nothing but the site's name, alone or with a slogan."""
    pieces = _SLOGAN.split(title)
    rest = [piece for piece in pieces if key(piece) not in names]
    if len(rest) == len(pieces):
        rest = [title[: cut_ends(title)[-1]], *re.split(r"\s+[|–-]\s+", title)[1:]]
    return all(map(_is_of_few_words, rest))


def _with_kicker(text: str, titles: Iterable[str], names: set[str]) -> str:
    """Return the headline with what the head sets before it: `Line above: Headline`."""
    for title in titles:
        kicker, _, rest = title.partition(": ")
        if key(rest) == key(text) and key(kicker) and not is_site_name(kicker, names):
            return title
    return text


def _lesser(tree: etree._Element, known: list[str], parts: list[str], names: set[str]) -> str:
    """Return the `<h2>` that is a title of the head, or nearly, or the whole of one cut short.

    Else the `<h3>`. So is what `<title>` begins with; `parts` are its beginnings.
    """
    first = {key(part) for part in parts if len(key(part)) > LEAST_KEY}
    lesser = chain(_headings(tree, "h2"), _headings(tree, "h3"))
    for text in _texts(lesser, known, names):
        is_title = key(text) in first or likeness(text, known) >= _LIKE_LESSER
        if is_title or any(is_whole_of(text, title) for title in known):
            return text
    return ""


def _other_line(
    tree: etree._Element, visible: bytes, page_title: str, known: list[str], names: set[str]
) -> str:
    """Return a headline that is no heading: a line that is a title, or what a class calls one."""
    lines = [*known, *(page_title[:end].strip() for end in cut_ends(page_title))]
    whole = filter(None, (_whole(visible, line) for line in lines))
    own = (line for line in lines if len(key(line)) > LEAST_KEY and key(line) not in names)
    shown = (line for line in own if is_line(visible, line))
    unlinked = (line for line in shown if f"{line}</a".encode() not in visible)
    if found := next(chain(whole, unlinked), ""):
        return found
    if (begin := _beginning(visible, page_title)) and not _may_be_site_name(begin, names):
        return begin
    is_unsaid = all(_may_be_site_name(text, names) for text in known)
    if len(known) > 1 and not is_unsaid:
        return ""
    slogan = strip_site(page_title, names, set()) != page_title
    before = list(title_before_text(tree)) if page_title else []
    named = _texts(filter(is_named, before if slogan else ()), known, names)
    unnamed = _texts(before if is_unsaid else (), known, names)
    long = (text for text in unnamed if not _may_be_site_name(text, names))
    return next(chain(_texts(_by_class(tree), known, names), named, long), "")


def _whole(visible: bytes, title: str) -> str:
    """Return the line of the page that a title with an ellipsis is the beginning of; else empty."""
    start = ELLIPSIS.sub("", title)
    if start == title or len(key(start)) <= LEAST_KEY:
        return ""
    text = next(_lines_begun(visible, start, more_chars=1), "")
    return text if is_whole_of(text, title) else ""


def _beginning(visible: bytes, page_title: str) -> str:
    """Return the line of the page that `<title>` begins with, whatever sets off what follows."""
    if len(page_title) < LEAST_KEY:
        return ""
    lines = _lines_begun(visible, page_title[:LEAST_KEY])
    return next((line for line in lines if page_title.startswith(line)), "")


def _lines_begun(visible: bytes, start: str, more_chars: int = 0) -> Iterator[str]:
    """Yield the lines of the page, links left out, that begin so and go on for so long at least."""
    line = rb">\s*(%s[^<>]{%d,200})</(?!a\b|title\b)" % (re.escape(start.encode()), more_chars)
    for match in re.finditer(line, visible):
        yield plain_text(match[1].decode("utf-8", "ignore"))


def _by_class(tree: etree._Element) -> Iterator[etree._Element]:
    """Yield the elements of the article that a class calls its headline."""
    found = (each for each in _HEADLINES(tree) if _HEADLINE_CLASS.search(each.get("class") or ""))
    return (
        each for each in islice(found, _HEADINGS_MAX)
        if is_inside(each, ("article", "main")) and not is_inside(each, _BOILERPLATE)
    )  # fmt: skip

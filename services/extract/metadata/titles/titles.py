"""The headline: which of the titles that a page states, in full and in mixed case."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from typing import Literal, get_args

from schemas.events import StatedTitle
from services.extract.markup.normalise import key
from services.extract.metadata.titles.rubrics import without_rubric
from services.extract.metadata.titles.site_in_title import TITLE_CHARS, strip_site
from services.extract.metadata.titles.title_parts import headline_part

ELLIPSIS = re.compile(r"\s*[\[(]?(?:…|⋯|\.{2,})[\])]?$")
_CUT_CHARS_LEAST = 12

Source = Literal["h1", "og", "json-ld", "head", "meta"]
"""Where a title stands; `h1` is the headline that readers see, `head` is `<title>`."""


def page_titles(stated: Mapping[Source, str], names: Iterable[str]) -> list[StatedTitle]:
    """Return the titles of the page, freed of the site's names, the most trusted first.

    What its readers see comes before what the head writes for sharing and for search engines. A
    source that `stated` lacks states none. `names` are what the site calls itself, in
    `normalise.key` form.
    """
    known = set(names)
    shown, og, headline, page_title, twitter = (stated.get(each, "") for each in get_args(Source))
    wanted = {key(shown or headline)} - {""}
    texts: dict[Source, str] = {
        "h1": without_rubric(strip_site(shown, known, set()), key(headline)),
        "og": (_of_head if og == page_title else strip_site)(og, known, wanted),
        "json-ld": strip_site(headline, known, wanted),
        "head": _of_head(page_title, known, wanted),
        "meta": strip_site(twitter, known, wanted),
    }
    return [
        StatedTitle(text=text, source=source) for source, text in texts.items()
        if len(text) in TITLE_CHARS and key(text) not in known
    ]  # fmt: skip


def choose_title(titles: list[StatedTitle], hint: str = "") -> StatedTitle | None:
    """Return the headline: the first title, or the one that a submitter's `hint` repeats."""
    agreeing = (title for title in titles if hint and key(title.text) == key(hint))
    best = next(agreeing, next(iter(titles), None))
    return _in_mixed_case(_in_full(best, titles), titles) if best else None


def is_whole_of(text: str, title: str) -> bool:
    """Return whether a text is the whole of a title that is cut short."""
    cut = ELLIPSIS.search(title)
    start = title[: cut.start()] if cut else title
    around = text[len(start) - 1 : len(start) + 1]  # only scripts with case tell where words end
    is_word = around.isalpha() and around.lower() != around.upper()
    return (
        _CUT_CHARS_LEAST <= len(start) < len(text)
        and key(text).startswith(key(start))
        and not ELLIPSIS.search(text)
        and (bool(cut) or (is_word and text.startswith(start)))
    )


def _of_head(text: str, names: set[str], shown: set[str]) -> str:
    """Return the headline of `<title>`, also where nothing tells the site's names."""
    if not shown and (part := headline_part(text)) != text:
        return strip_site(part, names, shown)
    title = strip_site(text, names, shown)
    return title if shown else headline_part(title)


def _in_full(title: StatedTitle, titles: list[StatedTitle]) -> StatedTitle:
    """Return the whole of a title that is cut short: with an ellipsis, or within a word."""
    longer = next((each for each in titles if is_whole_of(each.text, title.text)), None)
    return _in_full(longer, titles) if longer else title


def _in_mixed_case(title: StatedTitle, titles: list[StatedTitle]) -> StatedTitle:
    """Prefer the spelling of another title to one in capitals."""
    if not title.text.isupper():
        return title
    same = (each for each in titles if _letters(each.text) == _letters(title.text))
    return next((each for each in same if not each.text.isupper()), title)


def _letters(text: str) -> str:
    """Return letters without accents, which Greek capitals lack, and Turkish `ı` as `i`."""
    decomposed = unicodedata.normalize("NFD", text.casefold())
    bare = "".join(char for char in decomposed if not unicodedata.combining(char))
    return key(bare.replace("ı", "i"))

"""An article's images: address, caption and credit."""

import re
from functools import lru_cache

from lxml.html import HtmlElement

from schemas.events import Block
from services.extract.body.blocks.captions import read_caption
from services.extract.body.image_address import address_of, is_stand_in
from services.extract.body.outline import Image
from services.extract.body.selection import signature

_SIDE_PIXELS_MIN = 100
"""Smaller ones are icons, avatars and counters."""
_NO_PICTURE = re.compile(
    r"<aside>|<nav>|<footer>|related|recommend|author|avatar|byline|logo|icon|share|social"
    r"|newsletter|promo|teaser|advert|comment|sponsor|most-?read"
)
_WHOLE = ("article", "main")
"""Named for what is read, `newsletter-post`, and not for a box."""
_BLOCKS_LOOKED_AT = 5


def image_block(image: Image, base_url: str) -> Block | None:
    """Make a block of an image; None for icons, adverts and images without an address."""
    nearby = image.path[: -_BLOCKS_LOOKED_AT - 1 : -1]
    if _is_small(image.element):
        return None
    around = (element for element in nearby if element.tag not in _WHOLE)
    if any(_is_no_picture(signature(element)) for element in (image.element, *around)):
        return None
    url = address_of(image.element, base_url)
    if url is None:
        return None
    figure = next((e for e in reversed(image.path) if e.tag == "figure"), None)
    caption, credit = read_caption(figure) if figure is not None else (None, None)
    return Block(kind="image", url=url, caption=caption, credit=credit)


@lru_cache(maxsize=20_000)
def _is_no_picture(signed: str) -> bool:
    """Return whether a name is of no picture of the article: the blocks around them recur."""
    return _NO_PICTURE.search(signed) is not None


def _is_small(element: HtmlElement) -> bool:
    if element.get("layout") == "responsive":
        return False  # on AMP pages the two sides are a ratio
    sides = [element.get(name, "").removesuffix("px") for name in ("width", "height")]
    if sides == ["1", "1"] and is_stand_in(element):
        return False  # the size of what stands in for it
    return any(side.isdecimal() and int(side) < _SIDE_PIXELS_MIN for side in sides)

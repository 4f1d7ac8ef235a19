"""Templates: what the boxes of one kind have in common, their tag and class without its numbers."""

import re
from functools import lru_cache

from lxml.html import HtmlElement

_CLASS_CHARS_MAX = 500
_DIGITS = re.compile(r"\d+")

Template = tuple[str, str]
"""Tag and class of an element."""


def template_of(element: HtmlElement) -> Template:
    """Describe an element by tag and class, digits masked."""
    return template(element.tag, element.get("class") or "")


def template(tag: str, classes: str) -> Template:
    """Describe elements of a tag and a class, digits masked."""
    return tag, _masked(classes)


@lru_cache(maxsize=20_000)
def _masked(classes: str) -> str:
    return _DIGITS.sub("0", classes[:_CLASS_CHARS_MAX])

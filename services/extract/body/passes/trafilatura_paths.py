"""Trafilatura's extractor, with its paths answered from tables.

Its XPaths ask the name and the class of every element dozens of regular expressions, each a call
from C into Python: a third of the extractor's time. Names recur within a page and from page to
page, so each is asked once. What is changed is a copy of trafilatura's modules, of this program
alone: whoever imports them has them as they are.
"""

import re
from collections.abc import Callable
from importlib.util import find_spec, module_from_spec
from types import ModuleType
from typing import Any

from lxml import etree
from lxml.html import HtmlElement

_FORM = re.compile(
    r"\(?\.//\*(?:\[(?P<tags>self::\w+(?: or self::\w+)*)\])?"
    r"(?P<asked>\[.*?\])\)?(?P<first>\[1\])?",
    re.DOTALL,
)
"""A path to all elements, or the first one, of some tags and attributes."""
_SPACES = {"re": "http://exslt.org/regular-expressions"}
_LISTS = re.compile(r"[A-Z_]+_(?:XPATH|IMAGE_ELEMENTS)")
_KNOWN_MAX = 5_000
_KNOWN_CHARS = 1_000
"""Longer attributes are a page's own, as a rule."""

Path = Callable[[HtmlElement], Any]
Marks = tuple[tuple[str, str], ...]
"""The attributes of an element that a path speaks of, in the order in which they are written."""


class KnownPath:
    """A path that asks each set of attributes once.

    Of `[1]` it returns the first one of the page, not of each parent: trafilatura takes no other.
    """

    def __init__(self, tags: list[str], asked: str, is_first: bool) -> None:
        self._tags = tags
        self._names = frozenset(re.findall(r"@([\w-]+)", asked))
        self._is_first = is_first
        self._ask = etree.XPath(f"boolean(self::*{asked})", namespaces=_SPACES)
        self._known: dict[Marks, bool] = {}

    def __call__(self, tree: HtmlElement) -> list[HtmlElement]:
        """Return the elements below one, in page order."""
        found: list[HtmlElement] = []
        names, known = self._names, self._known
        for element in tree.iterdescendants(*self._tags):
            marks = tuple([item for item in element.items() if item[0] in names])
            if marks and (known[marks] if marks in known else self._learn(element, marks)):
                found.append(element)
                if self._is_first:
                    break
        return found

    def _learn(self, element: HtmlElement, marks: Marks) -> bool:
        is_meant = bool(self._ask(element))
        if len(self._known) >= _KNOWN_MAX:
            self._known.clear()
        if sum(len(value) for _, value in marks) <= _KNOWN_CHARS:
            self._known[marks] = is_meant
        return is_meant


def known_path(path: etree.XPath) -> Path:
    """Answer a path from a table; one that looks beyond an element's own stays as it is."""
    form = _FORM.fullmatch(path.path.strip())
    if form is None or ".//" in form["asked"]:
        return path
    tags = re.findall(r"self::(\w+)", form["tags"] or "") or ["*"]
    return KnownPath(tags, form["asked"], form["first"] is not None)


def _own_copy(name: str) -> ModuleType:
    """Load a module of trafilatura's once more, and let it ask known paths."""
    spec = find_spec(f"trafilatura.{name}")
    if spec is None or spec.loader is None:
        raise ImportError(f"trafilatura has no {name}")
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    for each in filter(_LISTS.fullmatch, list(vars(module))):
        setattr(module, each, list(map(known_path, getattr(module, each))))
    return module


extract_content = _own_copy("main_extractor").extract_content
_CORE = _own_copy("core")
vars(_CORE)["extract_content"] = extract_content
bare_extraction = _CORE.bare_extraction

"""Pages that hypothesis builds from nothing: trees of elements with text of any script."""

from html import escape

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from tests.harness.fuzz.words import ATTRIBUTES, DATES, TAGS, TEXTS, VALUES

_ANY_TEXT = st.text(st.characters(codec=None), max_size=60)
_WORD = st.text(st.characters(categories=["L", "N", "Po", "Mn"]), min_size=1, max_size=9)
_SENTENCE = st.lists(_WORD, min_size=3, max_size=40).map(" ".join)
_TEXT = st.one_of(_ANY_TEXT, _SENTENCE, st.sampled_from(TEXTS), st.sampled_from(DATES))
_ATTRIBUTE = st.tuples(
    st.sampled_from(ATTRIBUTES),
    st.one_of(st.sampled_from(VALUES), st.sampled_from(DATES), _ANY_TEXT),
)


def _element(children: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    parts = st.tuples(
        st.sampled_from(TAGS),
        st.lists(_ATTRIBUTE, max_size=3),
        st.lists(children, max_size=6),
        st.booleans(),
    )
    return parts.map(_written)


def _written(parts: tuple[str, list[tuple[str, str]], list[str], bool]) -> str:
    tag, attributes, children, closed = parts
    stated = "".join(f' {name}="{escape(value)}"' for name, value in attributes)
    return f"<{tag}{stated}>{''.join(children)}" + (f"</{tag}>" if closed else "")


PAGES = st.lists(
    st.recursive(_TEXT, _element, max_leaves=25), min_size=1, max_size=8
).map(lambda parts: "".join(parts).encode("utf-8", "surrogatepass"))  # fmt: skip


def generate(number: int, count: int) -> list[bytes]:
    """Return up to `count` pages; the same number gives the same ones."""
    pages: list[bytes] = []

    @seed(number)
    @settings(
        max_examples=count,
        phases=[Phase.generate],
        database=None,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(PAGES)
    def collect(page: bytes) -> None:
        pages.append(page)

    collect()
    return pages

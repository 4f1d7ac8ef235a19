"""Markup in the strings of a page's programs."""

import time

import pytest

from services.extract.body.passes.states import markup_strings


@pytest.mark.parametrize(
    ("program", "text"),
    [
        (r"var a='<p>It\'s high tide.</p>';", "<p>It's high tide.</p>"),
        ("var a=`<div>High tide.</div>`;", "<div>High tide.</div>"),
        (r'var a="<p class=\"b\">High tide.</p>";', '<p class="b">High tide.</p>'),
    ],
)
def test_a_string_of_markup_is_read_in_any_quotes(program: str, text: str) -> None:
    assert list(markup_strings(program)) == [{"body": text}]


@pytest.mark.parametrize(
    ("quote", "count"), [("\\'", 20_000), ("'\\", 20_000), ('\\"', 300_000), ("`", 20_000)]
)
def test_strings_without_an_end_are_read_soon(quote: str, count: int) -> None:
    start = time.process_time()
    list(markup_strings(f"var a={quote[-1]}<p " + f"{quote}<p " * count))
    assert time.process_time() - start < 2

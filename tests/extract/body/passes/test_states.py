"""Markup in the strings of a page's programs."""

import time

import pytest

from services.extract.body.passes.states import flight_values, markup_strings


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


@pytest.mark.parametrize(
    "text", ["High tide\nat noon.", "Flut: 12 Fuß\n7:[“hoch”]", "満潮は正午。"]
)
def test_a_text_in_flight_ends_after_its_bytes_and_the_next_row_begins_there(text: str) -> None:
    rows = f'1:["a"]\n2:T{len(text.encode()):x},{text}3:["b"]\n4:{{"c":1}}\n'
    assert list(flight_values(rows)) == [["a"], {"body": text}, ["b"], {"c": 1}]


def test_many_rows_of_flight_are_read_soon() -> None:
    start = time.process_time()
    assert len(list(flight_values('1:T2,ab2:["c"]\n3:I[]\n' * 200_000))) == 5_000
    assert time.process_time() - start < 2

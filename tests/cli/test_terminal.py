from io import StringIO

import pytest
from rich.text import Text

from services.cli.output.terminal import Terminal, print_line


@pytest.mark.parametrize(
    "hostile", ["\x1b]0;owned\x07", "\x1b[2J", "\x9b31m", "back\x08\x08", "line\rover"]
)
def test_what_a_page_says_steers_no_terminal(hostile: str) -> None:
    terminal = Terminal()
    terminal.file = out = StringIO()

    terminal.print(Text(f"a title {hostile}", style="bold"), hostile, markup=False)

    assert not set("\x1b\x07\x08\x9b\r") & set(out.getvalue())
    assert out.getvalue().startswith("a title ")


def test_lines_tabs_and_scripts_stay() -> None:
    terminal = Terminal()
    terminal.file = out = StringIO()

    terminal.print(Text("رادیو\n放送"))

    assert out.getvalue() == "رادیو\n放送\n"


def test_a_reader_that_has_gone_ends_a_table_as_it_ends_a_printed_line() -> None:
    class Gone(StringIO):
        def write(self, _: str) -> int:
            raise BrokenPipeError

    terminal = Terminal()
    terminal.file = Gone()

    with pytest.raises(BrokenPipeError):
        terminal.print("host  URLs")


def test_brackets_and_words_between_colons_stay_as_they_are() -> None:
    terminal = Terminal()
    terminal.file = out = StringIO()
    said = "a value of :key: in [red] " + "a" * 200

    terminal.print(said, markup=False, soft_wrap=True)
    print_line(said, terminal)
    print_line(said, terminal, "yellow")

    assert out.getvalue() == f"{said}\n" * 3

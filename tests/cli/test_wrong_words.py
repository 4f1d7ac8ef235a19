"""What is wrong on the command line is one clear line with exit code 2, at once."""

import pytest
from typer.testing import CliRunner

from services.cli.clients.reader import unix_ms
from services.cli.errors import Problem
from services.cli.input.instants import read_instant
from services.cli.input.words import language_named
from services.cli.main import app, refuse_empty
from services.clock import now
from services.settings import BadSettings, read_settings


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("status foo", "'foo' is not HOST:PORT"),
        ("console foo:x", "'foo:x' is not HOST:PORT"),
        ("replay extract --since 1h --until 3h", "--until is not after --since"),
        ("schemas check --registry http://", "'http://' is not the URL of a schema registry"),
        ("extract page.html --url foo", "--url foo: no absolute URL, which begins with http://"),
        ("cancel s-1 --why", "--why is empty"),
        ("replay extract --since 1h --json", "--json says how --compare prints"),
        ("dlq show extrct.dlq.v1/0/1", "'extrct.dlq.v1/0/1' is not the place of a dead letter"),
        ("dlq drop extract.dlq.v1/0/x", "TOPIC/PARTITION/OFFSET, such as intake.dlq.v1/0/3"),
        ("status \udcff:80", "is not HOST:PORT"),
        ("schemas check --registry http://\udcff/", "is not the URL of a schema registry"),
        ("tail --language English", "'English' is not the code of a language; write e.g. `en`"),
        ("site https://", "'https://' is not a host name"),
        ("failed --since 99999999d", "'99999999d' is longer ago than any time"),
        ("block 10.0.0.0/8 --why x", "'10.0.0.0/8' is a network; name a host"),
    ],
)
def test_a_word_that_cannot_be_meant_is_refused_at_once(words: str, said: str) -> None:
    given = [*words.split(" "), *([""] if words.endswith("--why") else [])]
    done = CliRunner().invoke(app, given)
    assert isinstance(done.exception, Problem), done.output
    assert said in str(done.exception)
    assert done.exception.exit_code == 2


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        (["failed", "--host", ""], "--host is empty"),
        (["replay", "extract", "--until=", "--since", "3d"], "--until is empty"),
        (["run", "https://a.example/", "--out", "  "], "--out is empty"),
        (["submit", "https://a.example/", ""], "an argument is empty"),
    ],
)
def test_what_a_variable_that_is_not_set_leaves_is_refused(
    arguments: list[str], named: str
) -> None:
    """Commands would take an empty option for none, and choose more than was meant."""
    with pytest.raises(Problem, match=named) as refused:
        refuse_empty(arguments)
    assert refused.value.exit_code == 2


def test_arguments_that_say_something_are_taken() -> None:
    refuse_empty(["submit", "-", '{"url": "https://a.example/?a="}', "--why", "x = 1", "-"])


def test_a_port_that_there_cannot_be_is_told_by_its_option() -> None:
    done = CliRunner().invoke(app, ["up", "--port", "99999"])
    assert done.exit_code == 2
    assert "--port" in done.output


@pytest.mark.parametrize("text", ["1960-01-01", "30000d"])
def test_kafka_is_asked_for_nothing_before_its_time_begins(text: str) -> None:
    assert unix_ms(read_instant(text, now())) == 0


def test_the_address_of_a_ledger_is_refused_where_it_is_set() -> None:
    with pytest.raises(BadSettings, match="NEWSREEL_LEDGER_URL is 'foo'"):
        read_settings(ledger_url="foo")


@pytest.mark.parametrize("text", ["fa", "FA", "fa-IR", " fa_IR "])
def test_a_language_may_be_written_with_its_region(text: str) -> None:
    assert language_named(text) == "fa"

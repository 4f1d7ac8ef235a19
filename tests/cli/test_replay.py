"""What a replay means and what a comparison tells."""

import json
from collections import Counter
from collections.abc import AsyncGenerator, AsyncIterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from io import StringIO
from typing import cast

import pytest
from rich.console import Console

from schemas.outcomes import Reason
from services.cli.errors import Problem
from services.cli.input.instants import read_instant
from services.cli.steer.compare import Comparison, PublishedArticles, _show, compared, report
from services.cli.steer.dlq import Choice
from services.cli.steer.pages import Chosen
from services.cli.steer.replay import _put_back, say
from services.extract.extraction import Extraction
from services.stage.endings import Ended
from services.stage.kafka.produce.producer import Producer
from services.stage.operator.dead_letters import DeadLetter
from services.stage.operator.replays import StoredPage
from tests.support.articles import article

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
URL = "https://paper.test/a"
BEFORE = article("One line.\nAnother line.", title="Old title", extractor_version="1")


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("90m", NOW - timedelta(minutes=90)),
        ("3d", NOW - timedelta(days=3)),
        ("2026-02-01", datetime(2026, 2, 1, tzinfo=UTC)),
        ("2026-02-01T10:00+03:30", datetime(2026, 2, 1, 6, 30, tzinfo=UTC)),
        ("2026-02-01T10:00Z", datetime(2026, 2, 1, 10, tzinfo=UTC)),
    ],
)
def test_an_instant_is_a_date_or_how_long_ago(text: str, wanted: datetime) -> None:
    assert read_instant(text, NOW) == wanted


@pytest.mark.parametrize("text", ["", "yesterday", "3 weeks", "h"])
def test_what_is_not_a_time_is_refused(text: str) -> None:
    with pytest.raises(Problem, match="not a time"):
        read_instant(text, NOW)


@pytest.fixture
def published() -> PublishedArticles:
    articles = PublishedArticles()
    value = {**BEFORE.model_dump(mode="json"), "language": "en", "revision": 3}
    articles.put(BEFORE.article_id.encode(), json.dumps(value).encode())
    return articles


def test_the_same_article_by_a_newer_version_is_the_same(published: PublishedArticles) -> None:
    after = BEFORE.model_copy(update={"extractor_version": "2", "confidence": 0.5})
    assert compared(URL, Extraction(after, (), ()), published).status == "same"


def test_each_field_that_differs_is_told_with_both_values(published: PublishedArticles) -> None:
    after = BEFORE.model_copy(update={"title": "New title", "text": "One line."})
    found = compared(URL, Extraction(after, (), ()), published)
    assert found.status == "changed"
    assert found.fields == {
        "title": {"was": "Old title", "now": "New title"},
        "text": {"was": "One line.\nAnother line.", "now": "One line."},
    }


def test_another_address_of_an_article_is_not_set_against_what_its_page_did_not_say(
    published: PublishedArticles,
) -> None:
    after = BEFORE.model_copy(update={"url": "https://m.news.example/a", "title": "New title"})
    found = compared(after.url, Extraction(after, (), ()), published)
    assert (found.status, found.fields) == ("other_page", {})


def test_an_article_that_was_withdrawn_is_unpublished(published: PublishedArticles) -> None:
    published.put(BEFORE.article_id.encode(), None)
    assert compared(URL, Extraction(BEFORE, (), ()), published).status == "unpublished"


def test_a_page_that_has_no_article_any_more_says_why(published: PublishedArticles) -> None:
    found = compared(URL, Ended(Reason.TOO_SHORT), published)
    assert (found.status, found.reason) == ("rejected", "too_short")


async def test_fields_that_differ_are_counted_by_name_whatever_their_values_are(
    capsys: pytest.CaptureFixture[str],
) -> None:
    async def comparisons() -> AsyncGenerator[Comparison, None]:
        values: list[object] = [[], "", None]
        for was in values:
            change = {"was": was, "now": [1]}
            yield Comparison("u", "changed", fields={"tags": change, "title": change})

    console = Console(file=StringIO(), width=80)
    await report(comparisons(), True, console, console)
    assert json.loads(capsys.readouterr().out.splitlines()[0])["fields"]["tags"]["now"] == [1]
    counts = console.file.getvalue().splitlines()  # type: ignore[attr-defined]
    assert [line.split() for line in counts] == [
        ["changed", "3"],
        ["tags", "differs", "on", "3"],
        ["title", "differs", "on", "3"],
    ]


def test_hosts_and_addresses_are_shown_as_they_are() -> None:
    """An IPv6 host has brackets; an address may be longer than the screen."""
    console = Console(file=StringIO(), width=80)
    say(Chosen({"pages.fetched.v1/0/1"}, Counter({"[fe80::1]": 1})), "would put back", console)
    _show(Comparison(URL * 9, "same"), console)
    shown = console.file.getvalue().splitlines()  # type: ignore[attr-defined]
    assert shown[1].split() == ["[fe80::1]", "1"]
    assert shown[2] == URL * 9


def test_a_difference_is_one_line_however_narrow_the_screen_is() -> None:
    console = Console(file=StringIO(), width=40)
    _show(
        Comparison(URL, "changed", fields={"title": {"was": "old " * 30, "now": "new " * 30}}),
        console,
    )
    shown = console.file.getvalue().splitlines()  # type: ignore[attr-defined]
    assert [line.strip()[:4] for line in shown] == [URL[:4], "titl", "-old", "+new"]


async def test_comparing_ends_where_its_output_fails() -> None:
    ended = False

    async def comparisons() -> AsyncGenerator[Comparison, None]:
        nonlocal ended
        try:
            while True:
                yield Comparison(URL, "rejected")
        finally:
            ended = True

    class Closed(StringIO):
        def write(self, _: str) -> int:
            raise OSError(28, "No space left on device")

    with pytest.raises(OSError, match="No space") as raised:
        await report(comparisons(), False, Console(file=Closed()), Console(file=StringIO()))
    assert ended, raised


async def test_what_ends_a_replay_is_one_problem_and_no_group() -> None:
    async def broken() -> AsyncIterator[StoredPage]:
        raise Problem("no Kafka broker answers")
        yield

    with pytest.raises(Problem, match="no Kafka broker answers"):
        await _put_back(cast("Producer", None), "again", broken())


def test_a_host_takes_its_subdomains_as_everywhere() -> None:
    letters = [FakeLetter(host) for host in ("news.paper.test", "newspaper.test")]
    choice = Choice(host="paper.test")
    assert [choice.fits(cast("DeadLetter", each)) for each in letters] == [True, False]


@dataclass
class FakeLetter:
    """A dead letter, as far as a choice looks at it."""

    host: str

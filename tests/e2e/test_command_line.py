"""The command line against the running stack, as a user types it."""

import json
import re
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.support.newspaper import Newspaper
from tests.support.stack import ForeignClient, RunningStack


@pytest.fixture(scope="module")
def submitted(stack: RunningStack, newspaper: Newspaper, client: ForeignClient) -> tuple[str, str]:
    """URL and submission id of an article that was submitted by command and is answered."""
    url = newspaper.url("/by-command")
    done = stack.newsreel("submit", url)
    assert done.returncode == 0, done.stderr
    submission = done.stdout.strip()
    assert client.outcomes_of({submission})[submission]["outcome"] == "published"
    return url, submission


def test_submit_prints_ids_on_stdout_and_the_count_on_stderr(stack: RunningStack) -> None:
    done = stack.newsreel("submit", "-", stdin="# two of them\nnot-a-url\n\n{}\n")
    assert len(done.stdout.split()) == 2
    assert "2 submitted" in done.stderr


def test_submit_without_urls_says_what_it_wants(stack: RunningStack) -> None:
    done = stack.newsreel("submit")
    assert (done.returncode, "nothing to submit" in done.stderr) == (2, True)


def test_submit_of_an_unreadable_file_is_one_clear_line(stack: RunningStack) -> None:
    done = stack.newsreel("submit", "--file", "no-such-file.txt")
    assert done.returncode == 2
    assert "cannot read no-such-file.txt" in done.stderr
    assert "Traceback" not in done.stderr


def test_tail_prints_one_json_article_a_line(
    stack: RunningStack, submitted: tuple[str, str]
) -> None:
    done = stack.newsreel("tail", "--from-beginning", "--until-end", "--json")
    urls = [json.loads(line).get("canonical_url") for line in done.stdout.splitlines()]
    assert submitted[0] in urls


def test_tail_prints_articles_in_the_format_asked_for(
    stack: RunningStack, submitted: tuple[str, str]
) -> None:
    options = ("tail", "--from-beginning", "--until-end", "--format")
    assert "# News of /by-command\n" in stack.newsreel(*options, "markdown").stdout
    lines = stack.newsreel(*options, "jsonld").stdout.splitlines()
    assert submitted[0] in [json.loads(line)["url"] for line in lines]


@pytest.mark.parametrize(
    "chosen", [("--language", "xx"), ("--story", "none"), ("--host", "a.example")]
)
def test_tail_says_that_it_found_nothing(
    stack: RunningStack, submitted: tuple[str, str], chosen: tuple[str, str]
) -> None:
    done = stack.newsreel("tail", "--until-end", *chosen)
    assert (done.returncode, done.stdout) == (0, "")
    assert "nothing of what was asked for is on articles.published.v1" in done.stderr


def test_tail_shows_a_readable_card(stack: RunningStack, submitted: tuple[str, str]) -> None:
    done = stack.newsreel("tail", "--from-beginning", "--until-end")
    assert "News of /by-command" in done.stdout
    assert "confidence" in done.stdout


def test_outcomes_prints_one_json_object_a_line(
    stack: RunningStack, submitted: tuple[str, str]
) -> None:
    done = stack.newsreel("outcomes", "--from-beginning", "--until-end", "--json")
    answers = {json.loads(line)["submission_id"] for line in done.stdout.splitlines()}
    assert submitted[1] in answers


@pytest.mark.parametrize("by", ["url", "id"])
def test_trace_tells_the_life_of_a_url(
    stack: RunningStack, submitted: tuple[str, str], by: str
) -> None:
    done = stack.newsreel("trace", submitted[0] if by == "url" else submitted[1])
    assert done.returncode == 0, done.stderr
    for stage in ("intake", "fetch", "extract", "enrich", "publish"):
        assert re.search(rf"^\s+{stage}\s+\+", done.stdout, re.MULTILINE), done.stdout
    assert "published: new" in done.stdout
    assert "article_id" in done.stdout


def test_trace_of_an_unknown_id_is_one_clear_line(stack: RunningStack) -> None:
    done = stack.newsreel("trace", "nobody-knows")
    assert done.returncode == 1
    assert "nothing is known of 'nobody-knows'" in done.stderr


def test_status_shows_every_stage_and_the_account(
    stack: RunningStack, submitted: tuple[str, str]
) -> None:
    assert submitted
    done = stack.newsreel("status")
    assert done.returncode == 0, done.stdout + done.stderr
    for stage in ("intake", "fetch", "extract", "enrich", "publish", "ledger"):
        assert stage in done.stdout
    assert "unaccounted URLs" in done.stdout


def test_topics_check_finds_nothing_to_mend(stack: RunningStack) -> None:
    done = stack.newsreel("topics", "check")
    assert (done.returncode, done.stdout) == (0, ""), done.stdout + done.stderr


def test_a_broker_that_is_away_is_one_clear_line(stack: RunningStack) -> None:
    commands = [["submit", "https://a.example/"], ["tail"], ["topics", "create"]]
    with ThreadPoolExecutor() as pool:
        ends = pool.map(lambda words: stack.newsreel(*words, kafka="127.0.0.1:9"), commands)
    for command, done in zip(commands, ends, strict=True):
        assert done.returncode == 1, command
        assert "no Kafka broker answers at 127.0.0.1:9" in done.stderr
        assert "Traceback" not in done.stderr

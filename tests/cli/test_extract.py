"""`newsreel extract`: saved pages to JSON lines, without Kafka."""

import json
import subprocess
import sys
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from tests.support.forked import command_line
from tests.support.newspaper import Newspaper, article_html

LOCAL = {"NEWSREEL_FETCH_ALLOWED_NETWORKS": "127.0.0.1/32", "NEWSREEL_FETCH_ALLOWED_PORTS": "any"}


def newsreel(*arguments: str) -> CompletedProcess[str]:
    return command_line(arguments, "", {}, Path.cwd(), 90)


@pytest.fixture
def page(tmp_path: Path) -> Path:
    path = tmp_path / "page.html"
    path.write_text(article_html("/saved"))
    return path


def test_a_saved_page_becomes_one_json_line_enriched_where_asked(page: Path) -> None:
    done = newsreel("extract", str(page), "--url", "https://news.example/saved", "--enrich")
    (line,) = done.stdout.splitlines()
    article = json.loads(line)
    assert article["title"] == "News of /saved"
    assert article["canonical_url"] == "https://news.example/saved"
    assert article["language"] == "en"


def test_a_page_from_a_pipe_is_extracted_too(page: Path) -> None:
    words = ["extract", "-", "--url", "https://news.example/saved"]
    done = command_line(words, page.read_text(), {}, Path.cwd(), 90)
    assert json.loads(done.stdout)["title"] == "News of /saved"


def test_a_url_is_fetched_and_printed_in_the_format_asked_for(newspaper: Newspaper) -> None:
    words = ["extract", newspaper.url("/at-once"), "--format", "markdown"]
    done = command_line(words, "", LOCAL, Path.cwd(), 90)
    assert done.stdout.startswith("# News of /at-once\n")


def test_a_url_that_may_not_be_fetched_says_why_and_which_setting_decides(
    newspaper: Newspaper,
) -> None:
    done = newsreel("extract", url := newspaper.url("/closed"))
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith(f"{url}: blocked_")
    assert "(NEWSREEL_FETCH_ALLOWED_" in done.stderr


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["https://news.example/a", "https://news.example/b"], "one URL at a time"),
        (["https://news.example/a", "--url", "https://news.example/b"], "a URL needs none"),
        (["https://news.example/a", "--charset", "utf-8"], "a URL needs none"),
    ],
)
def test_what_does_not_go_with_a_url_is_one_clear_line(words: list[str], said: str) -> None:
    done = newsreel("extract", *words)
    assert (done.returncode, done.stdout) == (2, "")
    assert said in done.stderr


def test_an_input_that_is_closed_is_one_line() -> None:
    words = [sys.executable, "-m", "services.cli.main", "extract", "-"]
    done = subprocess.run(
        ["sh", "-c", '"$@" <&-', "sh", *words], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (1, "cannot read -: Bad file descriptor\n")


def test_a_saved_page_is_printed_in_the_format_asked_for(page: Path) -> None:
    url = ("--url", "https://news.example/saved")
    markdown = newsreel("extract", str(page), *url, "--format", "markdown").stdout
    assert markdown.startswith("# News of /saved\n")
    ninjs = json.loads(newsreel("extract", str(page), *url, "--format", "ninjs", "--enrich").stdout)
    assert (ninjs["language"], ninjs["standard"]["version"]) == ("en", "3.1")


def test_a_format_that_there_is_not_is_one_clear_line_with_those_that_there_are(page: Path) -> None:
    done = newsreel("extract", str(page), "--format", "pdf")
    assert (done.returncode, done.stdout) == (2, "")
    assert "there is no format 'pdf'; there are: json, markdown, ninjs, jsonld" in done.stderr


def test_the_rights_that_a_saved_page_states_are_read(page: Path) -> None:
    stated = '<head><meta name="robots" content="noai">'
    page.write_text(page.read_text().replace("<head>", stated, 1))
    article = json.loads(newsreel("extract", str(page)).stdout)
    assert article["rights"]["noai"] is True


def test_a_saved_page_is_read_as_of_the_instant_and_charset_given(page: Path) -> None:
    text = "<html><body><p>Übermorgen öffnet die Brücke wieder für Fußgänger.</p></body></html>"
    page.write_bytes(page.read_text().replace("</h1>", f"</h1>{text}", 1).encode("cp1252"))
    options = ("--at", "2026-11-20T12:00:00Z", "--charset", "windows-1252")
    article = json.loads(newsreel("extract", str(page), *options).stdout)
    assert article["fetched_at"] == "2026-11-20T12:00:00Z"
    assert "\ufffd" not in article["text"]


def test_a_charset_that_is_none_is_passed_over_and_said_so(page: Path) -> None:
    done = newsreel("extract", str(page), "--charset", "klingon")
    assert json.loads(done.stdout)["title"] == "News of /saved"
    assert done.stderr == "there is no charset 'klingon': ignored, as the service does\n"


def test_an_instant_that_is_none_is_one_clear_line(page: Path) -> None:
    done = newsreel("extract", str(page), "--at", "yesterday")
    assert done.returncode == 2
    assert "'yesterday' is not a time; write e.g. 2026-03-01T12:00Z or 12h" in done.stderr


def test_a_page_without_an_article_says_why_and_fails(tmp_path: Path) -> None:
    empty = tmp_path / "empty.html"
    empty.write_text("<html><body></body></html>")
    done = newsreel("extract", str(empty))
    assert (done.returncode, done.stdout) == (1, "")
    assert "no_text" in done.stderr


def test_an_unreadable_file_is_one_clear_line(tmp_path: Path) -> None:
    done = newsreel("extract", str(tmp_path / "none.html"))
    assert done.returncode == 1
    assert "cannot read" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_wrong_setting_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NEWSREEL_FETCH_DELAY_SECONDS", "soon")
    done = newsreel("topics", "check")
    assert done.returncode == 2
    assert "NEWSREEL_FETCH_DELAY_SECONDS is 'soon'" in done.stderr


def test_a_file_that_cannot_be_read_hinders_no_other(page: Path, tmp_path: Path) -> None:
    done = newsreel("extract", str(tmp_path / "missing.html"), str(tmp_path), str(page))
    assert done.returncode == 1
    assert json.loads(done.stdout)["title"] == "News of /saved"
    assert "missing.html: No such file or directory" in done.stderr
    assert f"{tmp_path}: Is a directory" in done.stderr

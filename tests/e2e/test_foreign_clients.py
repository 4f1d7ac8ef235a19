"""Clients that know nothing of Newsreel but its topics: kcat, librdkafka, lines of the docs."""

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from schemas.identity import submission_id
from services.local.child import PartMissing
from tests.support import java_console
from tests.support.newspaper import Newspaper
from tests.support.stack import ForeignClient, RunningStack

pytestmark = pytest.mark.timeout(300)
"""The first test also waits for the stack to start, on Apache Kafka and a busy machine."""

ROOT = Path(__file__).parents[2]
SHOWN = "".join((ROOT / page).read_text("utf-8") for page in ("README.md", "docs/clients.md"))
README_BROKER, README_URL = "127.0.0.1:9092", "https://www.example.org/news/1"
SUBMITTED, PUBLISHED, OUTCOMES = "urls.submitted.v1", "articles.published.v1", "urls.outcomes.v1"


def fenced(language: str) -> list[str]:
    """Return the blocks of a language in the README and `docs/clients.md`."""
    return re.findall(rf"^```{language}\n(.*?)^```", SHOWN, re.MULTILINE | re.DOTALL)


PYTHON = fenced("python")
NODE = fenced("js")
SHELL = [
    line for block in fenced("sh") for line in re.sub(r"\\\n\s*", "", block).splitlines()
]  # fmt: skip
KCAT = [line for line in SHELL if "kcat -" in line]
JAVA_CONSOLE = "kafka-console-consumer.sh"
JAVA = [line for line in SHELL if line.startswith(JAVA_CONSOLE)]


@pytest.fixture
def kcat() -> str:
    """Skip where kcat is missing, or too old for the embedded broker."""
    program = shutil.which("kcat")
    if program is None:
        pytest.skip("kcat is not installed: apt-get install kcat")
    version = re.search(r"librdkafka (\d+)\.(\d+)", run(f"{program} -V"))
    embedded = os.environ.get("KAFKA", "tansu") == "tansu"
    if embedded and version and (int(version[1]), int(version[2])) < (2, 2):
        # it miscounts tagged fields in the broker's first answer (librdkafka 4278)
        pytest.skip(f"{version[0]} cannot talk to the embedded broker: make test KAFKA=apache")
    return program


def run(command: str, stdin: str = "") -> str:
    """Run a line of shell and return what it prints."""
    done = subprocess.run(
        ["bash", "-o", "pipefail", "-c", command],
        input=stdin,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def answer_of(client: ForeignClient, url: str) -> dict[str, Any]:
    """Wait for the answer to a URL."""

    def answers(messages: list[Any]) -> list[dict[str, Any]]:
        values = [json.loads(message.value()) for message in messages]
        return [value for value in values if value["url"] == url]

    return answers(client.read_until([OUTCOMES], lambda messages: bool(answers(messages))))[0]


# ---------------------------------------------------------------- kcat


def test_a_bare_url_typed_into_kcat_becomes_an_article(
    stack: RunningStack, client: ForeignClient, newspaper: Newspaper, kcat: str
) -> None:
    url = newspaper.url("/typed-into-kcat")
    run(f"{kcat} -P -b {stack.kafka} -t {SUBMITTED}", stdin=f"{url}\n")
    assert answer_of(client, url)["reason"] == "new"


def test_json_without_headers_typed_into_kcat_is_answered_under_its_own_id(
    stack: RunningStack, client: ForeignClient, newspaper: Newspaper, kcat: str
) -> None:
    submission = {"url": newspaper.url("/json-into-kcat"), "id": "kcat-1", "attrs": {"row": 7}}
    run(f"{kcat} -P -b {stack.kafka} -t {SUBMITTED}", stdin=json.dumps(submission))
    answer = client.outcomes_of({"kcat-1"})["kcat-1"]
    assert (answer["outcome"], answer["attrs"]) == ("published", {"row": 7})


def test_kcat_shows_plain_json_articles_with_cloudevents_headers(
    stack: RunningStack, client: ForeignClient, newspaper: Newspaper, kcat: str
) -> None:
    url = newspaper.url("/shown-by-kcat")
    client.send(SUBMITTED, url.encode())
    article_id = answer_of(client, url)["article_id"]
    shown = run(
        f"{kcat} -C -b {stack.kafka} -t {PUBLISHED} -o beginning -e -q -f '%k\\t%h\\t%s\\n'"
    )
    key, headers, value = next(
        line.split("\t") for line in shown.splitlines() if line.startswith(article_id)
    )
    assert json.loads(value)["canonical_url"] == url
    assert key == json.loads(value)["article_id"]
    assert {"ce_specversion=1.0", f"ce_type={PUBLISHED}"} <= set(headers.split(","))


# ---------------------------------------------------------------- librdkafka


def test_a_bare_url_from_librdkafka_is_answered_under_the_id_of_its_place(
    client: ForeignClient, newspaper: Newspaper
) -> None:
    url = newspaper.url("/by-librdkafka")
    position = client.send(SUBMITTED, url.encode(), key=b"any key")
    place = submission_id(SUBMITTED, *position)
    assert client.outcomes_of({place})[place]["url"] == url


def test_json_without_headers_from_librdkafka_becomes_a_plain_json_article(
    client: ForeignClient, newspaper: Newspaper
) -> None:
    url = newspaper.url("/json-by-librdkafka")
    submission = {"url": url, "id": "rdkafka-1", "attrs": {"desk": "local"}}
    client.send(SUBMITTED, json.dumps(submission).encode())
    answer = client.outcomes_of({"rdkafka-1"})["rdkafka-1"]

    def arrived(messages: list[Any]) -> bool:
        return answer["article_id"].encode() in {message.key() for message in messages}

    found = client.read_until([PUBLISHED], arrived)
    article = next(m for m in found if m.key().decode() == answer["article_id"])
    value = json.loads(article.value())
    assert (value["title"], value["attrs"]) == ("News of /json-by-librdkafka", {"desk": "local"})
    assert dict(article.headers())["ce_type"] == PUBLISHED.encode()


# ---------------------------------------------------------------- the README's lines


def test_the_readme_shows_each_of_the_three_ways() -> None:
    assert len(PYTHON) >= 3
    assert len(NODE) >= 1
    assert len(JAVA) == 1
    assert len(KCAT) >= 4
    for example in [*PYTHON, *NODE, *JAVA, *KCAT]:
        assert README_BROKER in example


@pytest.mark.parametrize("line", KCAT)
def test_a_kcat_line_of_the_readme_works(
    stack: RunningStack, client: ForeignClient, newspaper: Newspaper, kcat: str, line: str
) -> None:
    url = newspaper.url(f"/readme-kcat-{KCAT.index(line)}")
    printed = run(line.replace(README_BROKER, stack.kafka).replace(README_URL, url))
    if " -P " in line:
        assert answer_of(client, url)["outcome"] == "published"
    else:
        assert printed


@pytest.mark.parametrize("number", range(len(PYTHON)))
def test_a_python_example_of_the_readme_works(
    stack: RunningStack, client: ForeignClient, newspaper: Newspaper, number: int
) -> None:
    url = newspaper.url(f"/readme-python-{number}")
    code = PYTHON[number].replace(README_BROKER, stack.kafka).replace(README_URL, url)
    if "Consumer" in code:
        client.send(SUBMITTED, url.encode())
        title = f"News of /readme-python-{number}"
        assert title in printed_until([sys.executable, "-u", "-c", code], title)
    else:
        subprocess.run([sys.executable, "-c", code], check=True, timeout=60)
        assert answer_of(client, url)["outcome"] == "published"


@pytest.mark.parametrize("number", range(len(NODE)))
def test_a_node_example_of_the_readme_works(
    stack: RunningStack, client: ForeignClient, newspaper: Newspaper, number: int
) -> None:
    modules = Path(os.environ.get("NODE_MODULES", ROOT / "node_modules"))
    if not (modules / "kafkajs").exists() or shutil.which("node") is None:
        pytest.skip("kafkajs is not here: npm install --no-save kafkajs")
    client.send(SUBMITTED, newspaper.url(f"/readme-node-{number}").encode())
    code = NODE[number].replace(README_BROKER, stack.kafka)
    title = f"News of /readme-node-{number}"
    command = ["env", f"NODE_PATH={modules}", "node", "-e", code]
    assert title in printed_until(command, title)


@pytest.mark.parametrize("line", JAVA)
def test_a_line_of_the_java_console_works(
    stack: RunningStack, client: ForeignClient, newspaper: Newspaper, line: str
) -> None:
    try:
        program = java_console.command()
    except PartMissing as missing:
        pytest.skip(str(missing))
    client.send(SUBMITTED, newspaper.url("/readme-java").encode())
    options = shlex.split(line.replace(README_BROKER, stack.kafka).removeprefix(JAVA_CONSOLE))
    title = "News of /readme-java"
    assert title in printed_until([*program, *options], title)


def printed_until(command: list[str], text: str, seconds: float = 60) -> str:
    """Run an example that never ends until it has printed `text`; return all it printed."""
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    lines = []
    deadline = time.monotonic() + seconds
    try:
        for line in process.stdout:
            lines.append(line)
            if text in line or time.monotonic() > deadline:
                break
    finally:
        process.kill()
        process.wait()
    return "".join(lines)

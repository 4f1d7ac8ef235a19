"""A page asked for again and again, through the real service: its site may answer 304 once more."""

import asyncio
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import pytest

from schemas.envelope import Envelope, encode
from schemas.events import Outcome
from schemas.outcomes import OutcomeKind, Reason
from schemas.passport import Passport
from schemas.pipeline import OUTCOMES
from services.local.tansu import Tansu
from tests.support.fetch_service import FetchService
from tests.support.stack import ForeignClient
from tests.support.threaded_host import Reply, serving

PAGE = b"<!doctype html><html><body><p>The ferry runs again.</p></body></html>"
SECONDS = 60


@dataclass
class Host:
    """Has one page, whose ETag is set from outside."""

    etag: str = '"v1"'
    url: str = ""
    conditions: list[str | None] = field(default_factory=list)
    """The `If-None-Match` of each request for the page."""

    def answer(self, path: str, headers: Mapping[str, str]) -> Reply:
        if path == "/robots.txt":
            return self._reply(404)
        condition = headers.get("If-None-Match")
        self.conditions.append(condition)
        return self._reply(304 if condition == self.etag else 200)

    def _reply(self, status: int) -> Reply:
        return Reply(status, {"ETag": self.etag}, PAGE if status == 200 else b"")


@pytest.fixture
def host() -> Iterator[Host]:
    host = Host()
    with serving(host.answer) as origin:
        host.url = f"{origin}/story"
        yield host


def publish(kafka: str, name: str, url: str) -> None:
    """Answer a submission as the publish stage does: its article stands."""
    at = datetime.now(UTC)
    outcome = Outcome(
        submission_id=name, url=url, outcome=OutcomeKind.PUBLISHED, reason=Reason.NEW,
        stage="publish", article_id="a" * 32, revision=1, submitted_at=at, decided_at=at,
    )  # fmt: skip
    passport = Passport(submission_id=name, submitted_url=url, submitted_at=at)
    message = encode(Envelope(f"{name}-end", "newsreel/publish", at, passport, outcome), name)
    ForeignClient(kafka).send(OUTCOMES.name, message.value, message.key, message.headers)


def is_believed(folder: Path) -> bool:
    """Tell whether the service believes what a page said of itself."""
    with closing(sqlite3.connect(f"{folder}/state/fetch.sqlite3")) as database:
        [count] = database.execute("SELECT count(*) FROM fetch_validators").fetchone()
    return bool(count)


@pytest.mark.slow
def test_a_site_that_changes_its_etags_once_is_asked_by_the_new_one(
    host: Host, tmp_path: Path
) -> None:
    settings = {
        "NEWSREEL_FETCH_ALLOWED_NETWORKS": "127.0.0.0/8",
        "NEWSREEL_FETCH_ALLOWED_PORTS": "any",
        "NEWSREEL_FETCH_DELAY_SECONDS": "0",
    }
    with Tansu() as broker:
        service = FetchService(broker.bootstrap, tmp_path, settings)
        asyncio.run(service.make_topics())
        child = service.start()
        service.submit("one", host.url)
        service.ends({"one"}, SECONDS)
        publish(broker.bootstrap, "one", host.url)
        child.wait_until(lambda: is_believed(tmp_path), SECONDS)
        host.etag = '"v2"'
        ends = []
        for name in ("two", "three"):
            service.submit(name, host.url)
            ends.append(service.ends({name}, SECONDS)[name])
        child.stop()
    assert host.conditions == [None, '"v1"', '"v2"']
    reasons = [(end["reason"], end["article_id"]) for end in ends if end]
    assert reasons == [("same_content", "a" * 32), ("not_modified", "a" * 32)]

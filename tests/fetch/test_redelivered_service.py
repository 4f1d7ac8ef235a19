"""A URL delivered to fetch a second time, through the real service: its page is told once."""

import asyncio
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

import pytest

from schemas.pipeline import ACCEPTED, FETCHED, OUTCOMES
from services.local.tansu import Tansu
from tests.harness.chaos.topics import Record, read_to_end
from tests.support.fetch_service import FetchService, accepted
from tests.support.stack import ForeignClient
from tests.support.threaded_host import Reply, serving

SECONDS = 60
SETTINGS = {
    "NEWSREEL_FETCH_ALLOWED_NETWORKS": "127.0.0.0/8",
    "NEWSREEL_FETCH_ALLOWED_PORTS": "any",
    "NEWSREEL_FETCH_DELAY_SECONDS": "0",
}


class Host:
    """Has another text, or another status, at each request."""

    def __init__(self) -> None:
        self.asked: Counter[str] = Counter()

    def answer(self, path: str, headers: Mapping[str, str]) -> Reply:
        if path == "/robots.txt":
            return Reply(404, {}, b"")
        self.asked[path] += 1
        if path == "/gone" and self.asked[path] == 1:
            return Reply(404, {}, b"")
        text = f"<html><body><p>Request {self.asked[path]}.</p></body></html>"
        return Reply(200, {}, text.encode())


def messages(kafka: str, name: str) -> list[tuple[str, bytes | None, dict[str, str]]]:
    """What lies on both topics of a submission."""
    found: list[Record] = list(read_to_end(kafka, [FETCHED.name, OUTCOMES.name]))
    return [
        (each.topic, each.value, each.headers)
        for each in found
        if f'"submission_id":"{name}"' in each.headers["newsreel_passport"]
    ]


@pytest.mark.slow
@pytest.mark.parametrize("path", ["/page", "/gone"])
def test_what_was_made_of_it_is_sent_again_byte_for_byte(tmp_path: Path, path: str) -> None:
    host = Host()
    with Tansu() as broker, serving(host.answer) as origin:
        service = FetchService(broker.bootstrap, tmp_path, SETTINGS)
        asyncio.run(service.make_topics())
        child = service.start()
        client = ForeignClient(broker.bootstrap)
        message = accepted("one", f"{origin}{path}")
        for name in ("two", "three"):
            client.send(ACCEPTED.name, message.value, message.key, message.headers)
            service.ends({"one"}, SECONDS)
            service.submit(name, f"{origin}/next-{name}")  # behind it on the same partition
            service.ends({name}, SECONDS)
        child.stop()
        first, *again = messages(broker.bootstrap, "one")
    assert again == [first] if path == "/page" else again in ([], [first])
    assert host.asked[path] == 1

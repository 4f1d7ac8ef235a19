"""What is not as the contract wants it ends as a dead letter, and the agent goes on."""

import asyncio
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import orjson
import pytest

from schemas.pipeline import ACCEPTED, FETCH
from services.local.tansu import Tansu
from tests.support.fetch_service import FetchService, accepted
from tests.support.stack import ForeignClient
from tests.support.threaded_host import Reply, serving

PAGE = b"<!doctype html><html><body><p>The ferry runs again.</p></body></html>"
SETTINGS = {
    "NEWSREEL_FETCH_ALLOWED_NETWORKS": "127.0.0.0/8",
    "NEWSREEL_FETCH_ALLOWED_PORTS": "any",
}
CHANGES = [{"host": True}, {"site": ["a.test"]}, {"waited_ms": "long"}, {"from_schedule": "soon"}]


@pytest.fixture
def origin() -> Iterator[str]:
    with serving(lambda path, headers: Reply(200, {}, PAGE)) as origin:
        yield origin


def test_a_url_whose_fields_are_of_other_types_does_not_end_the_agent(
    origin: str, tmp_path: Path
) -> None:
    with Tansu() as broker:
        rules = tmp_path / "rules.toml"  # with it, hosts are looked up by name
        rules.write_text('[hosts."slow.test"]\ndelay_seconds = 2\n')
        settings = {**SETTINGS, "NEWSREEL_RULES_FILE": str(rules)}
        service = FetchService(broker.bootstrap, tmp_path, settings)
        asyncio.run(service.make_topics())
        client = ForeignClient(broker.bootstrap)
        for number, change in enumerate(CHANGES):
            message = accepted(f"bad-{number}", f"{origin}/bad")
            value = orjson.dumps(orjson.loads(message.value or b"") | change)
            bad = replace(message, value=value)
            client.send(ACCEPTED.name, bad.value, bad.key, bad.headers)
        service.submit("good", f"{origin}/good")
        child = service.start()
        assert service.ends({"good"}, 60) == {"good": None}
        dead = client.read_until(
            [FETCH.dead_letters.name], lambda messages: len(messages) >= len(CHANGES), 30
        )
        assert len(dead) == len(CHANGES)
        child.stop()

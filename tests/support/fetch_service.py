"""The fetch service as a process on the embedded broker, with accepted URLs put before it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import orjson

from schemas.envelope import Envelope, Message, encode
from schemas.events import UrlAccepted
from schemas.passport import Passport
from schemas.pipeline import ACCEPTED, FETCHED, OUTCOMES
from schemas.url import parse_url
from services.local.child import Child
from services.local.tansu import EMBEDDED
from services.settings import Settings
from services.stage.health.process_registry import read_port_files
from services.stage.kafka.topics import TopicAdmin
from tests.support.forked import forked
from tests.support.stack import ForeignClient

START_SECONDS = 60


@dataclass
class FetchService:
    """One fetch process; start it as often as it is killed."""

    kafka: str
    folder: Path
    settings: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._client = ForeignClient(self.kafka)

    async def make_topics(self) -> None:
        """Make the topics of the contract."""
        config = Settings(kafka=self.kafka, kafka_partitions_max=4)
        async with TopicAdmin(config) as admin:
            await admin.create()

    def start(self) -> Child:
        """Start it and wait until it is up."""
        environment = {
            **EMBEDDED,
            "NEWSREEL_KAFKA": self.kafka,
            "NEWSREEL_STORE": f"sqlite:///{self.folder}/state",
            "NEWSREEL_RUN_DIR": f"{self.folder}/run",
            **self.settings,
        }
        child = forked("fetch", ["service", "fetch"], self.folder / "fetch.log", environment)
        child.start()
        child.wait_until(lambda: self.pid == child.pid, START_SECONDS)
        return child

    @property
    def pid(self) -> int | None:
        """Process id by the note that the service leaves."""
        return next((note.pid for note in read_port_files(self.folder / "run")), None)

    def submit(self, name: str, url: str) -> None:
        """Put an accepted URL on the topic, as intake does; `name` is its submission."""
        message = accepted(name, url)
        self._client.send(ACCEPTED.name, message.value, message.key, message.headers)

    def ends(self, names: set[str], seconds: float) -> dict[str, dict[str, Any] | None]:
        """Wait until the submissions are answered or fetched: the outcome, or None for a page."""
        found: dict[str, dict[str, Any] | None] = {}

        def enough(messages: list[Any]) -> bool:
            for message in messages[len(seen) :]:
                seen.append(message)
                found.update([end(message)])
            return names <= set(found)

        seen: list[Any] = []
        self._client.read_until([OUTCOMES.name, FETCHED.name], enough, seconds)
        return {name: found[name] for name in names}


def accepted(name: str, url: str) -> Message:
    """Give the message of an accepted URL."""
    parsed = parse_url(url)
    at = datetime.now(UTC)
    passport = Passport(submission_id=name, submitted_url=url, submitted_at=at)
    event = UrlAccepted(url=url, host=parsed.host, site=parsed.site)
    envelope = Envelope(name, "newsreel/intake", at, passport.stamped("intake", at, 0.1), event)
    return encode(envelope, parsed.site)


def end(message: Any) -> tuple[str, dict[str, Any] | None]:
    """Give the submission, and its outcome or None for a page."""
    if message.topic() == OUTCOMES.name:
        outcome = orjson.loads(message.value())
        return outcome["submission_id"], outcome
    headers: dict[str, bytes] = dict(message.headers())
    return orjson.loads(headers["newsreel_passport"])["submission_id"], None

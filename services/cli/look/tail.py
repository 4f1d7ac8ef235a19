"""`newsreel tail` and `newsreel outcomes`: follow what comes out."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import orjson
from aiokafka import ConsumerRecord

from schemas.topic import Topic
from schemas.url.hosts import host_in, is_within
from services.cli.clients.kafka import tell_while_away
from services.cli.clients.reader import Reader
from services.cli.look.shown import Show
from services.cli.output.terminal import print_line, stderr
from services.settings import Settings


@dataclass(frozen=True, slots=True)
class Chosen:
    """Which messages of a topic are meant; every field that is set must fit."""

    host: str | None = None
    """With its subdomains."""
    language: str | None = None
    since: datetime | None = None
    story: str | None = None
    """Its id, as articles state it."""
    from_beginning: bool = False
    """Also what is on the topic already."""
    until_end: bool = False
    """Nothing that comes later."""

    def fits(self, record: ConsumerRecord) -> bool:
        """Whether the message is meant; one that cannot be read is, unless a field is asked for.

        A tombstone names no host or language, and who keeps articles must hear of each.
        """
        if self.since is not None and record.timestamp < self.since.timestamp() * 1000:
            return False
        if record.value is None:
            return True
        if self.host is self.language is self.story is None:
            return True
        try:
            data = orjson.loads(record.value)
        except orjson.JSONDecodeError:
            return False
        wanted = {"language": self.language and self.language.lower(), "story_id": self.story}
        if not isinstance(data, dict) or any(
            value is not None and data.get(name) != value for name, value in wanted.items()
        ):
            return False
        return self.host is None or is_of_host(data, self.host)


def is_of_host(data: dict[str, Any], host: str) -> bool:
    """Whether an article or an outcome is of a host or a subdomain of it."""
    found = data.get("host") or host_in(data.get("canonical_url") or data.get("url"))
    return is_within(str(found), host.lower())


async def follow(settings: Settings, topic: Topic, chosen: Chosen, show: Show) -> int:
    """Print what is chosen of the topic; where that was nothing, say so at its end."""
    found = False
    whole = chosen.from_beginning or chosen.until_end  # with an end, nothing else could be meant
    reading = Reader(settings, topic.name, from_beginning=whole, since=chosen.since)
    async with reading as reader, tell_while_away(reader.is_answered, settings):
        async for record in reader.until_end() if chosen.until_end else reader:
            if chosen.fits(record):
                found = show(record) or found
    if not found:
        print_line(f"nothing of what was asked for is on {topic.name}", stderr())
    return 0

"""Groups, and consumers: what the shell knows of Faust."""

import asyncio
from collections.abc import AsyncIterator, Iterable, Sequence
from dataclasses import dataclass, field
from random import Random
from typing import Any

from aiokafka import TopicPartition

from schemas.pipeline import Step
from services.stage.kafka.watermark import Batch, Watermark
from tests.harness.simulation.log import Log
from tests.harness.simulation.process import Process

BATCH_MAX = 5
COMMIT_SECONDS = 2.0


@dataclass(frozen=True, slots=True, eq=False)
class Message:
    """What came of a partition at once."""

    place: TopicPartition
    batch: Batch


@dataclass(frozen=True, slots=True)
class Event:
    """A message as the shell gets it; `app` is what it asks for its consumer."""

    app: "Consumer"
    message: Message


class Group:
    """The consumers of a stage; each partition belongs to one, whatever others believe."""

    def __init__(self, log: Log, step: Step, random: Random) -> None:
        self._log, self._random = log, random
        self.name, self.topics = step.group, [topic.name for topic in step.consumes]
        self.members: list[Consumer] = []
        self._owners: dict[TopicPartition, Consumer] = {}

    def rebalance(self) -> list["Consumer"]:
        """Deal the partitions anew; return who has lost some and does not know it yet."""
        before = dict(self._owners)
        for place in self._log.places(self.topics) if self.members else ():
            self._owners[place] = self._random.choice(self.members)
        for member in self.members:
            gained = [p for p, owner in self._owners.items() if owner is member]
            member.gain(place for place in gained if before.get(place) is not member)
        return [member for member in self.members if self._lost(member)]

    def disown(self, topic: str) -> None:
        """Let the partitions of a topic be nobody's: Kafka takes no commit of a deleted one."""
        for place in [each for each in self._owners if each.topic == topic]:
            del self._owners[place]

    def tell(self, member: "Consumer") -> None:
        """Let a member know what it has lost."""
        member.lose(self._lost(member))

    def commit(self, member: "Consumer", place: TopicPartition, offset: int) -> None:
        """Note how far a member has come, if it is still its partition."""
        if self._owners.get(place) is member:
            self._log.committed[self.name][place] = offset

    def _lost(self, member: "Consumer") -> list[TopicPartition]:
        return [place for place in member.watermarks if self._owners.get(place) is not member]

    def start_of(self, place: TopicPartition) -> int:
        """Return the offset at which an owner begins; the oldest where that is not on the topic."""
        offset = self._log.committed[self.name].get(place, 0)
        return offset if offset <= len(self._log.partitions[place].messages) else 0


@dataclass(eq=False)
class Consumer:
    """Delivers batches of its partitions, and commits what is done."""

    log: Log
    group: Group
    process: Process
    random: Random
    watermarks: dict[TopicPartition, Watermark] = field(default_factory=dict)
    _acked: dict[TopicPartition, set[int]] = field(default_factory=dict)
    _news: asyncio.Event = field(default_factory=asyncio.Event)
    _is_committing: bool = False

    def __post_init__(self) -> None:
        for topic in self.group.topics:
            self.log.news[topic].append(self._news)

    # ------------------------------------------------------------ what the group says

    def gain(self, places: Iterable[TopicPartition]) -> None:
        """Read partitions from what is committed."""
        for place in places:
            self.watermarks[place] = watermark = Watermark()
            watermark.next = self.group.start_of(place)
            self._acked[place] = set()
        self._news.set()

    def lose(self, places: Iterable[TopicPartition]) -> None:
        """Learn that partitions are another's."""
        for place in places:
            del self.watermarks[place]

    # ------------------------------------------------------------ what the shell asks

    @property
    def consumer(self) -> "Consumer":
        """Stand in for the app, too."""
        return self

    def assignment(self) -> list[TopicPartition]:
        """Return its partitions."""
        return list(self.watermarks)

    def noack(self) -> "Consumer":
        """Stand in for the stream, too."""
        return self

    async def events(self) -> AsyncIterator[Event]:
        """Yield what comes, in batches of any size, partitions in any order."""
        while True:
            await self.process.pause()
            self._news.clear()
            if message := self._next():
                yield Event(self, message)
            else:
                await self._news.wait()

    def is_ours(self, message: Message) -> bool:
        """Whether the partition was not taken away since."""
        return self.watermarks.get(message.place) is message.batch.watermark

    def done(self, message: Message, *offsets: int) -> bool:
        """Mark events of a batch as done; True with the last."""
        message.batch.undone.difference_update(offsets)
        if self.is_ours(message):
            self._acked[message.place].update(offsets)
            self._commit_soon()
        return not message.batch.undone

    async def ack(self, event: Event) -> None:
        """Do nothing: `done` has marked every event."""

    # ------------------------------------------------------------ inside

    def _next(self) -> Message | None:
        places = list(self.watermarks)
        self.random.shuffle(places)
        for place in places:
            watermark = self.watermarks[place]
            found: Sequence[Any] = self.log.read(
                place, watermark.next, self.random.randint(1, BATCH_MAX)
            )
            if found:
                watermark.deliver(*(each.offset for each in found))
                self._commit_soon()
                return Message(place, Batch(list(found), watermark))
        return None

    def _commit_soon(self) -> None:
        if not self._is_committing:
            self._is_committing = True
            self.process.start(self._commit())

    async def _commit(self) -> None:
        await self.process.pause(COMMIT_SECONDS)
        self._is_committing = False
        for place, watermark in self.watermarks.items():
            offset = watermark.advance(self._acked[place])
            if offset is not None:
                self.group.commit(self, place, offset)

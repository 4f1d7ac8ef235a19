"""Detect that topics, offsets and store no longer match; report it, and learn what is missing.

Before the first event, what the store lacks of the topics that it follows is read again: a few
seconds after a kill, since the store notes from time to time how far it has come; all that came
since after the database was replaced by an older one. Learning is idempotent.
"""

import asyncio
import contextlib
from collections.abc import Collection, Mapping, Sequence

from aiokafka import TopicPartition
from sqlalchemy import Table

from schemas.pipeline import CONTROL
from schemas.topic import Topic
from services import metrics
from services.clock import unix
from services.logs import logger
from services.stage.continuity import table as rows
from services.stage.continuity.findings import Finding, Kind, after, compare, is_same
from services.stage.continuity.learn import Learn
from services.stage.continuity.table import Known
from services.stage.dependencies import UNAVAILABLE
from services.stage.kafka.brokers import Brokers, Seen
from services.stage.kafka.consumer import partitions_of
from services.stage.stage import Stage
from services.stage.store.errors import StoreDamaged
from services.stage.store.store import Store

BACKUP_SECONDS = 300.0
"""A store that lacks what is younger than its last note by more than this was replaced."""

HINTS = {
    Kind.TOPIC_MADE_ANEW: "nothing to do: its messages are new ones",
    Kind.OFFSETS_RESET: "nothing to do: what was answered is answered as before",
    Kind.EVENTS_EXPIRED: "submit their URLs again; see docs/reliability.md",
    Kind.PARTITIONS_ADDED: "keys go to other partitions now; see docs/reliability.md",
    Kind.STORE_IS_OLDER: "what it lacks is read from the topics",
}


class TopicMadeAnew(Exception):
    """The consumer still counts by the offsets of the topic that was deleted: start anew."""


class Continuity:
    """A part of a stage; start it after the store."""

    def __init__(
        self,
        stage: Stage,
        store: Store | None = None,
        table: Table | None = None,
        learn: Mapping[Topic, Learn] | None = None,
        ahead: Collection[Topic] = (),
        brokers: Brokers | None = None,
    ) -> None:
        """`learn`: topics that the store follows; one of them may be what the stage produces.

        `ahead`: those of which all is learnt first, also what the group has still to read: it says
        which events of the other topics count no more.

        Without a store only what happens while the process runs is noticed.
        """
        self._stage = stage
        self._store, self._table = store, table
        self._learn = {topic.name: each for topic, each in (learn or {}).items()}
        self._consumed = [topic.name for topic in stage.step.consumes]
        self._written = sorted(self._learn.keys() - set(self._consumed))
        """Topics whose every message follows from the store."""
        self._ahead = {topic.name for topic in ahead}
        self._brokers = brokers or Brokers(stage.settings)
        self._known: dict[TopicPartition, Known] = {}
        """Where there is no store."""
        self._ids: dict[str, str] = {}
        """Topic → id, as this process saw it first."""
        self._task: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Learn what the store lacks, compare, and watch from now on."""
        if self._store is not None and self._table is not None:
            tps = await self._brokers.partitions([*self._written, *self._consumed])
            consumed = [tp for tp in tps if tp.topic in self._consumed]
            committed = await self._brokers.committed(self._stage.step.group, consumed)
            seen = await self._brokers.look(tps, committed)
            known = await self._store.run(rows.load, self._table)
            for tp, now in sorted(seen.items(), key=lambda each: each[0].topic not in self._ahead):
                await self._catch_up(tp, known.get(tp), now)
            await self._compare(seen)
        if self._task is None:
            self._task = asyncio.create_task(self._watch())

    async def stop(self) -> None:
        """Stop watching."""
        if self._task is not None:
            self._task.cancel()
        await self._brokers.stop()

    async def look(self) -> None:
        """Compare what this process owns, and note how far it has come.

        A topic that was made anew ends the process. Where there is a store to compare with, the
        next process reports it: the metrics of one that ends are seldom scraped.
        """
        others = await self._brokers.partitions([*self._written, CONTROL.name])
        owned = [TopicPartition(*tp) for tp in partitions_of(self._stage.consumer)]
        # as the brokers have it: a process that has lost partitions unawares remembers old offsets
        reached = await self._brokers.committed(self._stage.step.group, owned)
        seen = await self._brokers.look([*owned, *others], reached)
        anew = self._made_anew(seen)
        if not anew or self._store is None:
            await self._compare({tp: each for tp, each in seen.items() if tp.topic != CONTROL.name})
        if anew:
            self._stage.fail(TopicMadeAnew(", ".join(sorted(anew))))

    # ------------------------------------------------------------ inside

    async def _watch(self) -> None:
        while True:
            await asyncio.sleep(self._stage.settings.continuity_seconds)
            try:
                await self.look()
            except UNAVAILABLE:
                continue  # `ready` says so
            except StoreDamaged as error:
                self._stage.fail(error)
                return
            except Exception as error:  # a topic that is being deleted, say: look again
                logger().warning("continuity_unknown", error=repr(error)[:300])

    async def _catch_up(self, tp: TopicPartition, known: Known | None, seen: Seen) -> None:
        learn = self._learn.get(tp.topic)
        if learn is None:
            return
        due = seen.end if tp.topic in self._written else seen.reached or 0
        end = seen.end if tp.topic in self._ahead else due
        start = known.reached if known is not None and is_same(known, seen) else seen.start
        youngest, count = 0.0, 0  # of what the store should know
        reading = self._brokers.read(tp, max(start, seen.start), end)
        async with contextlib.aclosing(reading):
            async for records in reading:
                await learn(records)
                instants = [each.at.timestamp() for each in records if each.offset < due]
                count += len(instants)
                youngest = max([youngest, *instants])
        if count and (known is None or youngest > known.seen_at + BACKUP_SECONDS):
            self._report([Finding(Kind.STORE_IS_OLDER, tp.topic, count)])

    def _made_anew(self, seen: Mapping[TopicPartition, Seen]) -> set[str]:
        """Return topics that it reads on and that are not those that this process began with."""
        ids = {tp.topic: each.topic_id for tp, each in seen.items() if each.topic_id}
        began_with = {topic: self._ids.setdefault(topic, id) for topic, id in ids.items()}
        read_on = [*self._consumed, CONTROL.name]
        return {topic for topic in read_on if ids.get(topic) != began_with.get(topic)}

    async def _compare(self, seen: Mapping[TopicPartition, Seen]) -> None:
        """Report what does not fit together, once among all processes."""
        at = unix()
        if self._store is None or self._table is None:
            known = self._known
            self._known = known | {tp: after(known.get(tp), each, at) for tp, each in seen.items()}
            found = [f for f in compare(known, seen) if f.kind is not Kind.PARTITIONS_ADDED]
        else:
            known = await self._store.run(rows.load, self._table)
            now = {tp: self._after(tp, known.get(tp), each, at) for tp, each in seen.items()}
            found = compare(await self._store.run(rows.exchange, self._table, now), seen)
        self._report(found)

    def _after(self, tp: TopicPartition, known: Known | None, seen: Seen, at: float) -> Known:
        now = after(known, seen, at)
        return now._replace(reached=seen.end) if tp.topic in self._written else now

    def _report(self, findings: Sequence[Finding]) -> None:
        for finding in findings:
            metrics.CONTINUITY.labels(finding.kind.value).inc()
            if finding.kind is Kind.EVENTS_EXPIRED:
                metrics.EXPIRED_MESSAGES.labels(finding.topic).inc(finding.messages)
            logger().error(
                finding.kind.value,
                topic=finding.topic,
                messages=finding.messages,
                what_to_do=HINTS[finding.kind],
            )

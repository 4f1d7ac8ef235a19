"""What a plan's actions do."""

import asyncio
from collections import defaultdict
from collections.abc import Mapping
from random import Random
from types import SimpleNamespace
from typing import Any

import orjson

from schemas.control import Action as ControlAction
from schemas.control import Control
from schemas.envelope import Message
from schemas.events import ArticlePublished
from schemas.pipeline import CONTROL, OUTCOMES, PIPELINE, PUBLISHED, SUBMITTED, step
from services import clock as product_clock
from services.cli.steer.retract import Takedown, answer
from services.stage.operator.dead_letters import DeadLetter, still_open
from services.stage.record import Record
from tests.harness.simulation.clock import START, Clock
from tests.harness.simulation.cluster import Cluster
from tests.harness.simulation.database import Database
from tests.harness.simulation.plan import (
    Action,
    Block,
    Cancel,
    Disturb,
    Fault,
    Letters,
    Retract,
    Submit,
)


class Actions:
    """Carries actions out."""

    def __init__(
        self, cluster: Cluster, databases: Mapping[str, Database], clock: Clock, random: Random
    ) -> None:
        self._cluster, self._databases = cluster, databases
        self._log, self._clock, self._random = cluster.log, clock, random
        self._backups: dict[str, list[bytes | None]] = defaultdict(lambda: [None])

    def do(self, action: Action) -> None:
        """Carry one out."""
        for stage, database in self._databases.items():
            self._backups[stage].append(database.copy())
        match action:
            case Submit():
                self._submit(action)
            case Cancel():
                self._cancel(action)
            case Retract():
                self._retract()
            case Letters():
                self._act_on_letters(action.is_retry)
            case Block():
                self._block(action)
            case Disturb():
                self._disturb(action)

    def put_letters_back(self) -> None:
        """Retry all dead letters, as an operator does."""
        for letter in self._letters():
            self._put_back(letter)
            self._close(letter, "retried")

    def _letters(self) -> list[DeadLetter]:
        topics = [each.dead_letters.name for each in PIPELINE]
        return [
            letter
            for topic in topics
            for letter in still_open(map(Record.of, self._log.all_of([topic])))
        ]

    def _act_on_letters(self, is_retry: bool) -> None:
        """Retry or drop some; a retry may be killed before it closes its letter."""
        for letter in self._letters():
            if self._random.random() < 0.5:
                continue
            if is_retry:
                self._put_back(letter)
            if not is_retry or self._random.random() < 0.8:
                self._close(letter, "retried" if is_retry else "dropped")

    def _put_back(self, letter: DeadLetter) -> None:
        self._log.append(*letter.again())

    def _close(self, letter: DeadLetter, action: str) -> None:
        self._log.append(letter.record.topic, letter.closing(action, product_clock.now()))

    def _submit(self, action: Submit) -> None:
        value: dict[str, object] = {"url": action.url, "force": action.force}
        if action.id is not None:
            value["id"] = action.id
        if action.expires_in is not None:
            value["expires_at"] = START + self._clock.elapsed + action.expires_in
        key = str(self._random.random()).encode()
        self._log.append(SUBMITTED.name, Message(key, orjson.dumps(value), []))

    def _cancel(self, action: Cancel) -> None:
        self._command("cancel", action.id, action.url)

    def _block(self, action: Block) -> None:
        self._command("block" if action.is_blocked else "unblock", action.host)

    def _command(self, action: ControlAction, target: str, url: str | None = None) -> None:
        command = Control(
            action=action,
            target=target,
            url=url,
            by="an operator",
            why="simulated",
            at=product_clock.now(),
        )
        self._log.append(CONTROL.name, Message(command.key.encode(), command.value, []))

    def _retract(self) -> None:
        """Take an article down, of which the operator has seen this revision or a later one."""
        published = [each for each in self._log.all_of([PUBLISHED.name]) if each.value]
        if not published:
            return
        seen = self._random.choice(published)
        article = ArticlePublished.model_validate_json(seen.value or b"")
        row: Any = SimpleNamespace(
            article_id=article.article_id, revision=article.revision, url=article.canonical_url
        )
        takedown = Takedown("an operator", "simulated", product_clock.now())
        self._log.append(OUTCOMES.name, answer(row, takedown))

    def _disturb(self, action: Disturb) -> None:
        process = self._cluster.any_of(action.stage) if self._cluster.has(action.stage) else None
        later = asyncio.get_running_loop().call_later
        match action.fault:
            case Fault.REBALANCE:
                self._cluster.rebalance(self._cluster.groups[action.stage])
            case Fault.KILL if process:
                self._cluster.kill(process)
            case Fault.FREEZE if process:
                self._cluster.freeze(process, action.seconds)
            case Fault.CLOCK if process:
                process.ahead_seconds = action.seconds * self._random.choice((-60, -1, 1, 60))
            case Fault.BREAK if process:
                process.is_broken = True
                later(action.seconds, setattr, process, "is_broken", False)
            case Fault.HURRY if process:
                process.is_in_a_hurry = True
                later(action.seconds, setattr, process, "is_in_a_hurry", False)
            case Fault.OLD_STORE:
                self._cluster.kill_all(action.stage)
                backup = self._random.choice(self._backups[action.stage])
                self._databases[action.stage].restore(backup)
            case Fault.RETENTION:
                self._truncate(self._topic_of(action.stage))
            case Fault.ANEW:
                topic = self._topic_of(action.stage)
                self._log.make_anew(topic)
                self._cluster.lose_topic(topic)
                later(action.seconds, self._cluster.rebalance_readers, topic)
            case Fault.PARTITION:
                topic = self._topic_of(action.stage)
                self._log.add_partition(topic)
                later(action.seconds, self._cluster.rebalance_readers, topic)

    def _topic_of(self, stage: str) -> str:
        (topic, *_) = step(stage).consumes
        return topic.name

    def _truncate(self, topic: str) -> None:
        """Delete what lies on a topic, read or not."""
        for place in self._log.places([topic]):
            partition = self._log.partitions[place]
            partition.start = self._random.randint(partition.start, len(partition.messages))

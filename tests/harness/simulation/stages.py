"""The stages: their own functions, stores and housekeeping, and what of the wire stands in."""

from collections.abc import Awaitable, Callable, Coroutine, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from functools import partial
from types import SimpleNamespace
from typing import Any

from aiokafka import TopicPartition
from sqlalchemy import MetaData, Table

from schemas.pipeline import ENRICH, EXTRACT, FETCH, INTAKE, LEDGER, OUTCOMES, PUBLISH, Step
from schemas.topic import Topic
from services import clock
from services.fetch import agent as fetch
from services.fetch import bootstrap
from services.fetch.decisions.table import TOPICS as FETCH_TOPICS
from services.fetch.schedule.requeue import Requeuer
from services.fetch.schedule.table import SCHEDULE
from services.fetch.tables import METADATA as FETCH_TABLES
from services.intake import agent as intake
from services.intake.answered import METADATA as INTAKE_TABLES
from services.intake.answered import TOPICS as INTAKE_TOPICS
from services.ledger import agent as ledger
from services.ledger.answers_read import AnswersRead
from services.ledger.sweep import Sweep
from services.ledger.tables import METADATA as LEDGER_TABLES
from services.ledger.tables import TOPICS as LEDGER_TOPICS
from services.ledger.unrecorded import UnrecordedAnswers
from services.ledger.withdrawn import WithdrawalEnder
from services.policy.live_rules import LiveRules
from services.publish import agent as publish
from services.publish.rules import PublishRules
from services.publish.tables import HELD
from services.publish.tables import METADATA as PUBLISH_TABLES
from services.publish.tables import TOPICS as PUBLISH_TOPICS
from services.settings import Settings
from services.stage.continuity.learn import Learn
from services.stage.control.in_force import InForce
from services.stage.function import Together
from services.stage.handling.dispatch import Dispatch
from services.stage.kafka.brokers import Seen
from tests.harness.simulation.consumer import Consumer
from tests.harness.simulation.database import Database, Transactions
from tests.harness.simulation.log import Brokers, Log, Producer
from tests.harness.simulation.process import OWNER
from tests.harness.simulation.web import Client, enrich, extract

REQUEUE_SECONDS, PUT_BACK_SECONDS, SWEEP_SECONDS, WITHDRAWN_SECONDS = 10.0, 30.0, 60.0, 30.0

Work = tuple[float, Callable[[], Awaitable[object]]]
"""What comes again by the clock: after how many seconds, and what."""
Drain = Callable[[Dispatch, Any], Coroutine[Any, Any, None]]


@dataclass(frozen=True, slots=True)
class Role:
    """What the processes of a stage do."""

    step: Step
    drain: Drain
    tables: MetaData | None = None
    topics: Table | None = None
    follow: Mapping[Topic, Learn] | None = None
    ahead: Sequence[Topic] = ()


ROLES = (
    Role(
        INTAKE,
        lambda dispatch, stream: dispatch.drain_batches(stream, intake.handle),
        INTAKE_TABLES,
        INTAKE_TOPICS,
        intake.follow,
    ),
    Role(
        FETCH,
        lambda dispatch, stream: dispatch.drain(
            stream, fetch.handle, Together(fetch.is_to_be_deferred, fetch.handle_together)
        ),
        FETCH_TABLES,
        FETCH_TOPICS,
        fetch.follow,
        tuple(fetch.ahead),
    ),
    Role(EXTRACT, lambda dispatch, stream: dispatch.drain(stream, extract)),
    Role(ENRICH, lambda dispatch, stream: dispatch.drain(stream, enrich)),
    Role(
        PUBLISH,
        lambda dispatch, stream: dispatch.drain(stream, publish.handle, in_order_of_key=True),
        PUBLISH_TABLES,
        PUBLISH_TOPICS,
        publish.follow | publish.holding,
        publish.ahead,
    ),
    Role(
        LEDGER,
        lambda dispatch, stream: dispatch.drain_batches(stream, ledger.keep),
        LEDGER_TABLES,
        LEDGER_TOPICS,
        ledger.follow,
    ),
)


STORES = {
    INTAKE.stage: intake.store,
    FETCH.stage: fetch.runtime.store,
    PUBLISH.stage: publish.store,
    LEDGER.stage: ledger.store,
}


@dataclass(frozen=True, slots=True)
class Wire:
    """What all processes reach over the wire."""

    settings: Settings
    log: Log
    producer: Producer
    client: Client
    in_force: InForce
    databases: Mapping[str, Database]

    def new_runtime(self, fail: Callable[[BaseException], None]) -> bootstrap.Runtime:
        """Make what each process of fetch has for itself."""
        return bootstrap.Runtime(self.settings, fetch.requeue, fail, self.in_force)

    def _rules(self) -> PublishRules:
        interval_seconds = self.settings.publish_interval_minutes * 60
        return replace(publish.RULES, interval_seconds=interval_seconds)

    def housekeeping(self, role: Role, consumer: Consumer) -> list[Work]:
        """Return what a process does beside its events."""
        if role.step is FETCH:
            runtime: bootstrap.Runtime = OWNER.get().runtime
            requeuer = Requeuer(runtime.store, fetch.requeue)
            return [
                (REQUEUE_SECONDS, self._where_any(FETCH, SCHEDULE, requeuer.requeue_page)),
                (WITHDRAWN_SECONDS, runtime.withdrawn.make_due),
            ]
        if role.step is PUBLISH:
            return [(PUT_BACK_SECONDS, self._where_any(PUBLISH, HELD, publish.put_back))]
        if role.step is LEDGER:
            return self._of_ledger(consumer)
        return []

    def _where_any(
        self, step: Step, table: Table, work: Callable[[], Awaitable[object]]
    ) -> Callable[[], Awaitable[object]]:
        """Spare time where there is nothing to be done."""

        async def work_if_any() -> None:
            if not self.databases[step.stage].is_empty(table):
                await work()

        return work_if_any

    def _of_ledger(self, consumer: Consumer) -> list[Work]:
        store: Any = ledger.store
        producer: Any = self.producer
        brokers: Any = Brokers(self.log)
        unrecorded = UnrecordedAnswers(lambda: brokers, ledger.read_again)
        sweep = Sweep(
            store,
            producer,
            self.settings.ledger_expire_hours,
            AnswersRead(self._look_at_outcomes),
            unrecorded,
        )
        ender = WithdrawalEnder(store, producer)

        async def first_alone(work: Callable[[], Awaitable[object]]) -> None:
            if TopicPartition(OUTCOMES.name, 0) in consumer.watermarks:
                await work()

        async def answer_expired() -> None:
            await first_alone(lambda: sweep.go_round(clock.now().timestamp()))

        async def end_withdrawn() -> None:
            await first_alone(lambda: ender.go_round(self.in_force.cancels(), clock.now()))

        return [(SWEEP_SECONDS, answer_expired), (WITHDRAWN_SECONDS, end_withdrawn)]

    async def _look_at_outcomes(self) -> Mapping[TopicPartition, Seen]:
        brokers = Brokers(self.log)
        places = await brokers.partitions([OUTCOMES.name])
        return await brokers.look(places, await brokers.committed(LEDGER.group, places))

    @contextmanager
    def plugged_in(self) -> Iterator[None]:
        """Let the stages' modules have this wire instead of their own."""
        with ExitStack() as stack:
            put = partial(_put, stack)
            for stage, store in STORES.items():
                put(store, "call_many", Transactions(self.databases[stage]).call_many)
            put(bootstrap, "store_of", lambda *_: STORES[FETCH.stage])
            put(bootstrap, "Client", lambda *_, **__: self.client)
            put(fetch, "runtime", _OfProcess())
            put(intake.stage, "settings", self.settings)
            put(intake, "rules", LiveRules(intake.rules.file, self.in_force))
            put(publish, "RULES", self._rules())
            for module in (fetch, publish):
                put(module.stage, "producer", self.producer)
            yield


def stage_like(step: Step, settings: Settings, consumer: Consumer, fail: Any) -> Any:
    """Return what `Continuity` asks of a stage."""
    return SimpleNamespace(step=step, settings=settings, consumer=consumer, fail=fail)


_CLASS_HAS_IT = object()


class _OfProcess:
    """Stands for the runtime of whichever process asks."""

    def __getattr__(self, name: str) -> Any:
        return getattr(OWNER.get().runtime, name)


def _put(stack: ExitStack, owner: Any, name: str, value: object) -> None:
    own = vars(owner).get(name, _CLASS_HAS_IT)
    setattr(owner, name, value)
    if own is _CLASS_HAS_IT:
        stack.callback(delattr, owner, name)
    else:
        stack.callback(setattr, owner, name, own)

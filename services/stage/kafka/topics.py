"""Create the topics of the contract, and say where a cluster differs from it."""

from aiokafka.admin import AIOKafkaAdminClient, NewTopic
from aiokafka.admin.config_resource import ConfigResource, ConfigResourceType
from aiokafka.errors import TopicAlreadyExistsError, for_code

from schemas.pipeline import TOPICS
from schemas.topic import Topic
from services.settings import Settings
from services.stage.kafka.connected import AWAY
from services.stage.kafka.errors import KafkaUnavailable
from services.stage.kafka.options import client_options


def wanted_config(topic: Topic) -> dict[str, str]:
    """Return a topic's configuration as Kafka writes it."""
    return {name: str(value) for name, value in topic.config.items()}


def partitions(topic: Topic, settings: Settings) -> int:
    """Return how many partitions to create: the contract's, up to the operator's cap."""
    return min(topic.partitions, settings.kafka_partitions_max)


class TopicAdmin:
    """An admin connection, for as long as the `async with` lasts."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._client = AIOKafkaAdminClient(**client_options(settings))

    async def __aenter__(self) -> "TopicAdmin":
        try:
            await self._client.start()
        except AWAY as error:
            await self._client.close()
            raise KafkaUnavailable(f"no broker answers at {self._settings.kafka}") from error
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._client.close()

    async def create(self) -> list[str]:
        """Create the topics that are missing; return their names."""
        existing = set(await self._client.list_topics())
        missing = [topic for topic in TOPICS if topic.name not in existing]
        if not missing:
            return []
        answer = await self._client.create_topics(
            [
                NewTopic(
                    name=topic.name,
                    num_partitions=partitions(topic, self._settings),
                    replication_factor=self._settings.kafka_replication,
                    topic_configs=wanted_config(topic),
                )
                for topic in missing
            ]
        )
        for name, code, *message in answer.topic_errors:
            error = for_code(code)
            if code and error is not TopicAlreadyExistsError:
                raise KafkaUnavailable(f"topic {name}: {error.__name__} {message}")
        return [topic.name for topic in missing]

    async def differences(self) -> list[str]:
        """Return what differs from the contract, one line each, with how to fix it."""
        existing = set(await self._client.list_topics())
        lines = [
            f"{topic.name}: missing; create it with `newsreel topics create`"
            for topic in TOPICS
            if topic.name not in existing
        ]
        present = [topic for topic in TOPICS if topic.name in existing]
        described = {
            each["topic"]: len(each["partitions"])
            for each in await self._client.describe_topics([topic.name for topic in present])
        }
        for topic in present:
            lines += partition_lines(topic, described[topic.name], self._settings)
            lines += config_lines(topic, await self._config(topic), self._settings)
        return lines

    async def _config(self, topic: Topic) -> dict[str, str]:
        resource = ConfigResource(ConfigResourceType.TOPIC, topic.name)
        config: dict[str, str] = {}
        for answer in await self._client.describe_configs([resource]):
            for _code, _message, _type, _name, entries in answer.resources:
                config.update({entry[0]: entry[1] for entry in entries})
        return config


def partition_lines(topic: Topic, count: int, settings: Settings) -> list[str]:
    """Say that a topic has too few partitions, and what to do: a key must not lie in two of them.

    More partitions send keys elsewhere. Where everything was read before, that does no harm; on a
    compacted topic the older state of a key would stay for good in the partition it had.
    """
    wanted = partitions(topic, settings)
    if count >= wanted:
        return []
    alter = f"{_alter('topics', topic, settings)} --partitions {wanted}"
    if topic.compacted:
        how = (
            "never add to it, a key would have two latest states: stop all stages and readers, copy"
            " the topic, delete it, run `newsreel topics create`, and write the copy back by key"
        )
    elif topic.key:
        how = (
            f"its keys would change partition: stop submitting, wait until `newsreel status` shows"
            f" no lag, stop all stages, then {alter}"
        )
    else:
        how = f"add them: {alter}"
    return [f"{topic.name}: {count} partitions, wanted {wanted}; {how}"]


def config_lines(topic: Topic, actual: dict[str, str], settings: Settings) -> list[str]:
    """Say which settings of a topic differ, and the command that mends each."""
    return [
        f"{topic.name}: {name} is {actual[name]}, wanted {value}; fix it:"
        f" {_alter('configs', topic, settings)} --add-config {name}={value}"
        for name, value in wanted_config(topic).items()
        if name in actual and actual[name] != value
    ]


def _alter(tool: str, topic: Topic, settings: Settings) -> str:
    """Begin a command of Kafka's own tools as it can be pasted."""
    return f"kafka-{tool}.sh --bootstrap-server {settings.kafka} --alter --topic {topic.name}"

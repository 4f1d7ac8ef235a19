"""The ids that brokers give to topics: a topic that is made anew under its name has another one.

aiokafka 0.14 asks for metadata as of version 5, which have none; from version 10 on they have
(KIP-516).
"""

from collections.abc import Sequence
from io import BytesIO
from typing import Any
from uuid import UUID

from aiokafka.client import AIOKafkaClient
from aiokafka.errors import KafkaError
from aiokafka.protocol.api import Request, RequestStruct, Response
from aiokafka.protocol.types import (
    AbstractType,
    Boolean,
    CompactArray,
    CompactString,
    Int16,
    Int32,
    Schema,
    TaggedFields,
)

NO_ID = UUID(int=0)


class _Uuid(AbstractType[UUID]):  # type: ignore[misc]
    @classmethod
    def encode(cls, value: UUID) -> bytes:
        return value.bytes

    @classmethod
    def decode(cls, data: BytesIO) -> UUID:
        return UUID(bytes=data.read(16))


def _array(**fields: Any) -> CompactArray:
    """Make an array of structures, which all end in tags."""
    return CompactArray(*fields.items(), ("tags", TaggedFields))


_TEXT = CompactString("utf-8")
_NUMBERS = CompactArray(Int32)
_BROKERS = _array(node_id=Int32, host=_TEXT, port=Int32, rack=_TEXT)
_PARTITIONS = _array(
    error_code=Int16, partition=Int32, leader=Int32, leader_epoch=Int32,
    replicas=_NUMBERS, isr=_NUMBERS, offline_replicas=_NUMBERS,
)  # fmt: skip
_TOPICS = _array(
    error_code=Int16, topic=_TEXT, topic_id=_Uuid, is_internal=Boolean,
    partitions=_PARTITIONS, authorized_operations=Int32,
)  # fmt: skip


class _Response(Response):  # type: ignore[misc]
    API_KEY = 3
    API_VERSION = 10
    SCHEMA = Schema(
        ("throttle_time_ms", Int32),
        ("brokers", _BROKERS),
        ("cluster_id", _TEXT),
        ("controller_id", Int32),
        ("topics", _TOPICS),
        ("authorized_operations", Int32),
        ("tags", TaggedFields),
    )


class _RequestStruct(RequestStruct):  # type: ignore[misc]
    API_KEY = 3
    API_VERSION = 10
    FLEXIBLE_VERSION = True
    RESPONSE_TYPE = _Response
    SCHEMA = Schema(
        ("topics", _array(topic_id=_Uuid, topic=_TEXT)),
        ("allow_auto_topic_creation", Boolean),
        ("include_cluster_authorized_operations", Boolean),
        ("include_topic_authorized_operations", Boolean),
        ("tags", TaggedFields),
    )


class _Request(Request[_RequestStruct]):  # type: ignore[misc]
    API_KEY = 3

    def __init__(self, topics: Sequence[str]) -> None:
        self._topics = topics

    def build(self, request_struct_class: type[_RequestStruct]) -> Any:
        topics: list[Any] = [(NO_ID, topic, {}) for topic in self._topics]
        return request_struct_class(topics, False, False, False, {})


async def topic_ids(client: AIOKafkaClient, topics: Sequence[str]) -> dict[str, str]:
    """Ask a broker; topics that are not there are left out, all where it does not tell ids.

    Brokers before Kafka 2.8 have none.
    """
    try:
        answer = await client.send(client.get_random_node(), _Request(topics))
    except KafkaError:
        return {}
    return {
        topic: str(topic_id)
        for code, topic, topic_id, *_ in answer.topics
        if code == 0 and topic_id != NO_ID
    }

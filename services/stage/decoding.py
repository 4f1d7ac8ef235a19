"""How a stage reads its records, unless it says otherwise: each by the topic that it lies on."""

from typing import Any

from schemas.envelope import Envelope
from schemas.pipeline import SUBMITTED, Step
from services.stage.function import Decode
from services.stage.record import Record
from services.stage.submissions import received


def decoder_of(step: Step) -> Decode:
    """Read what clients have submitted as such, and all else as the event of its topic."""
    topics = {topic.name: topic for topic in step.consumes}

    def decode(record: Record) -> Envelope[Any]:
        topic = topics[record.topic]
        return received(record) if topic == SUBMITTED else record.decode(topic)

    return decode

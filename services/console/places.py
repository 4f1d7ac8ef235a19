"""How far each partition was read, so that nothing is counted twice after the broker was away."""

from collections.abc import Mapping


class Places:
    """The offset that was read last, by topic and partition."""

    def __init__(self) -> None:
        self._last: dict[tuple[str, int], int] = {}
        self._topic_ids: dict[str, str] = {}

    def reconnect(self, topic_ids: Mapping[str, str]) -> None:
        """Forget the places of topics that were made anew: their offsets begin at 0 again.

        A broker without topic ids (Kafka before 2.8) cannot tell; all places are kept there.
        """
        made_anew = {
            topic
            for topic, topic_id in topic_ids.items()
            if self._topic_ids.get(topic, topic_id) != topic_id
        }
        self._topic_ids |= topic_ids
        self._last = {place: at for place, at in self._last.items() if place[0] not in made_anew}

    def is_new(self, topic: str, partition: int, offset: int) -> bool:
        """Tell whether a record was not read before, and keep its place."""
        if offset <= self._last.get((topic, partition), -1):
            return False
        self._last[topic, partition] = offset
        return True

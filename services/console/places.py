"""How far each partition was read, so that nothing is counted twice after the broker was away."""


class Places:
    """Offset and timestamp of the record that was read last, by topic and partition."""

    def __init__(self) -> None:
        self._last: dict[tuple[str, int], tuple[int, int]] = {}

    def is_new(self, topic: str, partition: int, offset: int, timestamp_ms: int) -> bool:
        """Tell whether a record was not read before, and keep its place.

        A topic that was made anew begins at offset 0 again, with later timestamps.
        """
        last_offset, last_timestamp_ms = self._last.get((topic, partition), (-1, -1))
        if offset <= last_offset and timestamp_ms <= last_timestamp_ms:
            return False
        self._last[topic, partition] = (offset, timestamp_ms)
        return True

"""What of a partition is done: the lowest offset that is delivered and not yet acked. Pure."""

from collections import deque
from typing import Any


class Watermark:
    """Offsets of one partition: delivered in order, acked in any order."""

    def __init__(self) -> None:
        self._delivered: deque[int] = deque()
        self.next = 0
        """What lies before it was delivered, or never will be."""

    def deliver(self, *offsets: int) -> None:
        """Remember what is in flight. Holes between offsets need no bookkeeping."""
        self._delivered.extend(offsets)
        self.next = offsets[-1] + 1

    def advance(self, acked: set[int]) -> int | None:
        """Return the offset to commit, or None if nothing finished at the front.

        Takes what it passes out of `acked`.
        """
        last: int | None = None
        while self._delivered and self._delivered[0] in acked:
            last = self._delivered.popleft()
            if not self._delivered or self._delivered[0] != last:
                acked.discard(last)
        return None if last is None else last + 1

    def __len__(self) -> int:
        return len(self._delivered)


class Batch:
    """The records that one fetch brought of a partition, in order: what Faust takes for a message.

    Its offsets are single all the same: a redelivery may cut batches in other places.
    """

    def __init__(self, records: list[Any], watermark: Watermark) -> None:
        self.records = records
        self.watermark = watermark
        self.undone = {record.offset for record in records}
        """Offsets that are in work or wait for it."""

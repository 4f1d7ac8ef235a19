"""A header name that is not UTF-8 does not end a consumer.

aiokafka decodes the name in the middle of a batch and lets the error out of the consumer, which
meets the same batch at its next try. Here such a batch is read again by a slower parser that puts
surrogates for the bytes that are not UTF-8 (PEP 383).
"""

import struct
from collections.abc import Iterator
from itertools import islice
from typing import Any, SupportsIndex

from aiokafka.consumer import fetcher
from aiokafka.record.default_records import _DefaultRecordBatchPy
from aiokafka.record.memory_records import MemoryRecords

LENGTH_OFFSET, LOG_OVERHEAD = 8, 12
"""Bytes of a batch before its length, and before what that counts (Kafka's RecordBatch)."""


class SafeRecords:
    """What aiokafka's fetcher asks of `MemoryRecords`."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._records: Any = MemoryRecords(data)
        self._start = 0
        """Of the next batch."""

    def size_in_bytes(self) -> int:
        """Bytes of all batches."""
        return int(self._records.size_in_bytes())

    def has_next(self) -> bool:
        """Tell whether a whole batch is left."""
        return bool(self._records.has_next())

    def next_batch(self) -> Any:
        """Return the next batch; None where there is none."""
        batch = self._records.next_batch()
        if batch is None:
            return None
        (length,) = struct.unpack_from(">i", self._data, self._start + LENGTH_OFFSET)
        start, self._start = self._start, self._start + LOG_OVERHEAD + length
        if batch.magic < 2 or batch.is_control_batch:  # neither has headers
            return batch
        return _SafeBatch(batch, self._data[start : self._start])


class _SafeBatch:
    """A batch whose records can be iterated over whatever their headers are called."""

    def __init__(self, batch: Any, data: bytes) -> None:
        self._batch = batch
        self._data = data

    def __getattr__(self, name: str) -> Any:
        return getattr(self._batch, name)

    def __iter__(self) -> Iterator[Any]:
        read = 0
        records = iter(self._batch)
        while True:
            try:
                record = next(records, None)
            except UnicodeDecodeError:
                yield from islice(_LenientBatch(self._data), read, None)
                return
            if record is None:
                return
            yield record
            read += 1


class _LenientBatch(_DefaultRecordBatchPy):  # type: ignore[misc]  # it has no types
    """aiokafka's batch in Python: it decodes slices of its buffer, so ours decides how."""

    _buffer: bytearray

    def _maybe_uncompress(self) -> None:
        super()._maybe_uncompress()
        self._buffer = _LenientBuffer(self._buffer)


class _LenientBuffer(bytearray):
    def __getitem__(self, index: SupportsIndex | slice) -> Any:
        part = super().__getitem__(index)
        return _LenientBuffer(part) if isinstance(part, bytearray) else part

    def decode(self, encoding: str = "utf-8", errors: str = "strict") -> str:
        return super().decode(encoding, "surrogateescape")


def install() -> None:
    """Let all consumers of this process read so; nothing changes for batches without such names."""
    fetcher.MemoryRecords = SafeRecords

"""A header name that is not UTF-8 does not end a consumer.

aiokafka decodes the name in the middle of a batch and lets the error out of the consumer, which
meets the same batch at its next try. Here such a batch is read again by a slower parser that puts
surrogates for the bytes that are not UTF-8 (PEP 383).
"""

from collections.abc import Iterator
from itertools import islice
from typing import Any, SupportsIndex

from aiokafka.consumer import fetcher
from aiokafka.record.default_records import _DefaultRecordBatchPy
from aiokafka.record.memory_records import _MemoryRecordsPy


class SafeRecords(_MemoryRecordsPy):  # type: ignore[misc]
    """aiokafka's `MemoryRecords`, whose batches know their bytes."""

    def next_batch(self) -> Any:
        """Return the next batch; None where there is none."""
        data = self._next_slice
        batch = super().next_batch()
        if batch is None or batch.magic < 2 or batch.is_control_batch:  # these have no headers
            return batch
        return _SafeBatch(batch, data)


class _SafeBatch:
    """A batch whose records can be iterated over whatever their headers are called."""

    def __init__(self, batch: Any, data: memoryview) -> None:
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

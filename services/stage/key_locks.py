"""One at a time per key, first come, first served."""

import asyncio
from collections.abc import Hashable
from weakref import WeakValueDictionary


class KeyLocks:
    """A lock for each key that is in use, and for no other."""

    def __init__(self) -> None:
        self._locks: WeakValueDictionary[Hashable, asyncio.Lock] = WeakValueDictionary()

    def of(self, key: Hashable) -> asyncio.Lock:
        """Return the lock of a key; it lives as long as somebody holds it or waits for it."""
        return self._locks.setdefault(key, asyncio.Lock())

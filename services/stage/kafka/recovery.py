"""Faust's tables, of which no stage has any; what comes with them starts the flow of events.

After each rebalance a task of the table manager seeks to the committed offsets and lets events flow
again. It gives the seek no longer than a request may take. If the brokers are away for longer, it
takes that for the order to stop and ends: the process would get no event any more.
"""

from typing import Any

from faust.tables import TableManager
from faust.tables.recovery import Recovery


class PatientRecovery(Recovery):
    """Waits for the brokers as long as it takes; another rebalance or a stop still ends it."""

    async def _wait(self, coro: Any, timeout: Any = None) -> None:  # noqa: ASYNC109  # Faust's
        await super()._wait(coro, timeout=None)


class PatientTables(TableManager):
    """The table manager with that recovery."""

    async def on_start(self) -> None:
        """Start at once: Faust first waits a second, for tables that an app may still declare."""
        await self._update_channels()
        await self.recovery.start()

    @property
    def recovery(self) -> Recovery:
        """Make it on first use, as Faust does."""
        if self._recovery is None:
            self._recovery = PatientRecovery(self.app, self, beacon=self.beacon, loop=self.loop)
        return self._recovery

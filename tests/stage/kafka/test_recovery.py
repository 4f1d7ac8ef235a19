"""After a rebalance the flow of events starts again, however long the brokers take."""

import asyncio
from typing import Any

import faust
import pytest
from faust.tables.recovery import RebalanceAgain, Recovery, ServiceStopped

from schemas.pipeline import ENRICH
from services.settings import Settings
from services.stage.app import faust_app
from services.stage.kafka.recovery import PatientRecovery


async def ours() -> Any:
    return faust_app(ENRICH, Settings(kafka="127.0.0.1:1")).tables.recovery  # type: ignore[attr-defined]


async def seek(done: list[str]) -> None:
    """Stand in for the seek to the committed offsets while the brokers are away."""
    await asyncio.sleep(0.2)
    done.append("sought")


async def test_the_app_of_a_stage_has_the_patient_recovery() -> None:
    assert isinstance(await ours(), PatientRecovery)


async def test_a_seek_that_takes_longer_than_a_request_is_waited_for() -> None:
    done: list[str] = []
    await (await ours())._wait(seek(done), timeout=0.05)
    assert done == ["sought"]


async def test_stock_faust_takes_such_a_seek_for_the_order_to_stop() -> None:
    app = faust.App("stock")
    recovery = Recovery(app, app.tables)
    with pytest.raises(ServiceStopped):
        await recovery._wait(seek([]), timeout=0.05)


async def test_another_rebalance_ends_the_wait() -> None:
    recovery = await ours()
    recovery.signal_recovery_start.set()
    with pytest.raises(RebalanceAgain):
        await recovery._wait(asyncio.sleep(5), timeout=0.05)

"""Every row of the loss table: stock Faust loses the message, our shell answers it.

That stock Faust loses is asserted too, so that we notice when a new version no longer does.
"""

import pytest

from tests.harness.delivery.conftest import Played
from tests.harness.delivery.rows import TABLE, Row

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600), pytest.mark.usefixtures("playable")]


@pytest.mark.parametrize("mode", ["stock"])
@pytest.mark.parametrize("row", [row for row in TABLE if row.loses], ids=str)
def test_stock_faust_loses(row: Row, mode: str, played: Played) -> None:
    lost = played(row, "stock").lost
    assert lost & row.loses == row.loses


@pytest.mark.parametrize("mode", ["ours"])
@pytest.mark.parametrize("row", TABLE, ids=str)
def test_our_shell_answers_all(row: Row, mode: str, played: Played) -> None:
    bench = played(row, "ours")
    assert bench.lost == set()
    raised = {number for number, act in row.script.items() if act in ("raise", "large")}
    dead = raised | ({row.broken} if row.broken is not None else set())
    assert {f"{bench.stage}-{number}" for number in dead} == set(bench.answers.outcomes)
    assert len(bench.answers.dead_letters) >= len(dead)

"""The plan of faults, the sample pages and the workload: seeded, complete, and as they say."""

from collections import Counter

import pytest
from aiohttp import ClientError, ClientSession
from aiohttp.test_utils import TestServer

from tests.harness.chaos.faults import Fault, Plan, plan_for, schedule
from tests.harness.chaos.pages import ENDS, Kind, Site
from tests.harness.chaos.site import application
from tests.harness.chaos.workload import workload

STAGES = ("intake", "fetch", "extract", "enrich", "publish", "ledger")


def test_the_same_seed_gives_the_same_faults_and_another_seed_others() -> None:
    plan = plan_for(50, durable_broker=True, server_store=True)
    assert schedule(7, plan, STAGES, "extract") == schedule(7, plan, STAGES, "extract")
    assert schedule(7, plan, STAGES, "extract") != schedule(8, plan, STAGES, "extract")


def test_the_long_form_has_every_fault_of_the_promise() -> None:
    plan = plan_for(50, durable_broker=True, server_store=True)
    counts = Counter(event.fault for event in schedule(7, plan, STAGES, "extract"))
    assert counts[Fault.KILL] >= 50
    assert counts[Fault.BROKER_KILL] == counts[Fault.BROKER_START] == 3
    assert counts[Fault.STORE_RESTART] + counts[Fault.STORE_KILL] == 2
    assert counts[Fault.FREEZE] == counts[Fault.THAW] > 0
    assert counts[Fault.JOIN] == counts[Fault.LEAVE] > 0
    assert min(counts[fault] for fault in Fault) > 0


def test_every_stage_is_killed_even_in_the_short_form() -> None:
    events = schedule(7, Plan(kills=6), STAGES, "extract")
    assert {event.stage for event in events if event.fault is Fault.KILL} == set(STAGES)


def test_a_broker_that_forgets_is_not_killed() -> None:
    plan = plan_for(50, durable_broker=False, server_store=False)
    faults = {event.fault for event in schedule(7, plan, STAGES, "extract")}
    assert not faults & {Fault.BROKER_KILL, Fault.STORE_RESTART, Fault.STORE_KILL}


def test_the_broker_is_never_hit_while_it_is_down() -> None:
    for seed in range(50):
        down = False
        plan = plan_for(50, durable_broker=True, server_store=True)
        for event in schedule(seed, plan, STAGES, "extract"):
            if event.fault in (Fault.BROKER_KILL, Fault.BROKER_FREEZE):
                assert not down
                down = True
            elif event.fault in (Fault.BROKER_START, Fault.BROKER_THAW):
                down = False


def test_no_paragraph_stands_on_two_pages() -> None:
    site = Site(seed=7, port=80)
    lines = [
        line for n in range(500) for line in site.html(n).splitlines() if line.startswith("<p>")
    ]
    assert len(set(lines)) == len(lines)


def test_the_workload_is_seeded_and_has_every_form() -> None:
    site = Site(seed=7, port=80)
    planned = list(workload(site, 2000))
    assert planned == list(workload(site, 2000))
    values = Counter(each.value for each in planned)
    assert 2000 <= len(planned) <= 2001
    assert any(value.startswith(b"http") for value in values)
    assert any(each.number is None for each in planned)
    assert any(count == 2 for value, count in values.items() if value.startswith(b"{"))


@pytest.mark.parametrize("kind", list(Kind))
async def test_a_page_answers_as_its_kind_says(kind: Kind) -> None:
    site = Site(seed=7, port=80)
    number = next(n for n in range(5000) if site.kind(n) is kind)
    server = TestServer(application(site))
    async with server, ClientSession() as session:
        url, times = str(server.make_url(f"/news/{number}")), 1 if kind is Kind.SLOW else 4
        seen = [await ask(session, url) for _ in range(times)]
    assert seen[-1] == {
        Kind.ERROR: 500, Kind.RESET: 0, Kind.MISSING: 404,
    }.get(kind, 200)  # fmt: skip
    failed = sum(status == 500 for status in seen)
    assert failed == {Kind.FLAPPING: site.failures(number), Kind.ERROR: 4}.get(kind, 0)


async def ask(session: ClientSession, url: str) -> int:
    try:
        async with session.get(url) as answer:
            await answer.read()
            return answer.status
    except ClientError:
        return 0


def test_every_kind_has_one_right_end() -> None:
    assert set(ENDS) == set(Kind)

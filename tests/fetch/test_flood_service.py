"""A flood of one host is written into the schedule together; a kill in the middle loses none."""

import asyncio
import sqlite3
from pathlib import Path
from typing import Any

import orjson
import pytest

from schemas.pipeline import FETCHED, OUTCOMES
from services.fetch.schedule.message import unpack
from services.local.child import StartFailed
from services.local.tansu import Tansu
from tests.harness.bench.fetch_service import load
from tests.harness.bench.fetch_site import addresses, running_site
from tests.support.fetch_service import FetchService, end
from tests.support.stack import ForeignClient

FLOOD, OTHERS = 6_000, 20
TABLE = "fetch_schedule"
SETTINGS = {
    "NEWSREEL_FETCH_ALLOWED_NETWORKS": "127.0.0.0/8",
    "NEWSREEL_FETCH_ALLOWED_PORTS": "any",
}


def rows(folder: Path, columns: str) -> list[tuple[Any, ...]]:
    """Ask the schedule; nothing while there is none."""
    with sqlite3.connect(folder / "state" / "fetch.sqlite3", timeout=10) as store:
        if not store.execute("select 1 from sqlite_master where name = ?", [TABLE]).fetchall():
            return []
        return store.execute(f"select {columns} from {TABLE}").fetchall()


def scheduled(folder: Path) -> list[str]:
    """Return the submissions that wait in the schedule, one for each row."""
    headers = [dict(unpack(payload).headers) for (payload,) in rows(folder, "payload")]
    return [orjson.loads(each["newsreel_passport"])["submission_id"] for each in headers]


def count_scheduled(folder: Path) -> int:
    """Count its rows, which costs the machine next to nothing."""
    return sum(count for (count,) in rows(folder, "count(*)"))


@pytest.mark.slow
@pytest.mark.timeout(400)
def test_no_url_of_a_flood_is_lost_though_fetch_is_killed_in_it(tmp_path: Path) -> None:
    with running_site(OTHERS + 1) as port, Tansu() as broker:
        flooded, *others = addresses(OTHERS + 1)
        urls = [f"http://{flooded}:{port}/page/{number}" for number in range(FLOOD)]
        urls += [f"http://{host}:{port}/page/0" for host in others]
        service = FetchService(broker.bootstrap, tmp_path, SETTINGS)
        asyncio.run(service.make_topics())
        load(broker.bootstrap, urls)
        child = service.start()
        child.wait_until(lambda: count_scheduled(tmp_path) > 100, 60)
        child.kill()
        assert count_scheduled(tmp_path) < FLOOD - 100, "too late: the flood was over"
        child = service.start()
        waiting: list[str] = []
        unseen = {f"bench-{number}" for number in range(len(urls))}

        def all_seen() -> bool:
            """Tell whether each URL has waited, or ended, at one look at least.

            Between the two it is on its topic; a busy machine has such a URL at every look.
            """
            if count_scheduled(tmp_path) < FLOOD * 0.9:  # the rest is fetched, at one a second
                return False
            waiting[:] = scheduled(tmp_path)
            unseen.difference_update(waiting, ended(broker.bootstrap))
            return not unseen

        try:
            child.wait_until(all_seen, 90)
        except StartFailed as error:
            counts = f"{count_scheduled(tmp_path)} wait, {len(unseen)} were not seen: "
            raise AssertionError(counts + " ".join(sorted(unseen)[:20])) from error
        assert {f"bench-{FLOOD + number}" for number in range(OTHERS)} <= ended(broker.bootstrap)
        child.stop()
    assert len(waiting) == len(set(waiting))


def ended(kafka: str) -> set[str]:
    """Return the submissions that are fetched or answered."""
    messages = ForeignClient(kafka).read_to_end([FETCHED.name, OUTCOMES.name])
    return {end(message)[0] for message in messages}

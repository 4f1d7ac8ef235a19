"""The sites in the ledger's process: rounds by the clock, routes, and the topic read again."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from aiohttp import web

from schemas.envelope import Envelope
from schemas.events import SiteHealth
from schemas.outcomes import DOORS
from schemas.pipeline import SITES
from services.clock import now
from services.ledger.first_partition import has_first_partition
from services.ledger.sites.days import load_site
from services.ledger.sites.states import not_as_usual, restore_states
from services.ledger.sites.tally import day_of
from services.ledger.sites.usual import History
from services.ledger.sites.watch import SiteWatch
from services.ledger.sites.window import earlier
from services.ledger.sites.worse import SIGNS, share
from services.stage.continuity.learn import Learn, learn_by
from services.stage.health.server import json_response
from services.stage.stage import Stage
from services.stage.store.store import Store


def watch_sites(stage: Stage, store: Store) -> None:
    """Let the stage judge the sites, and answer `GET /sites?state=quiet` and `/site?name=SITE`."""
    send = partial(stage.producer.send_many, SITES)
    watch = SiteWatch(store, stage.settings, send)

    async def judge_sites() -> None:
        if has_first_partition(stage):
            await watch.go_round(now())
        else:
            watch.stand_down()

    async def sites(request: web.Request) -> web.Response:
        found = await store.run(not_as_usual)
        return json_response(listed(found, request.query.get("state")))

    async def site(request: web.Request) -> web.Response:
        name = request.query.get("name", "")
        history = await store.run(load_site, name)
        return json_response(described(name, history, day_of(now())))

    stage.every(stage.settings.sites_round_seconds, judge_sites)
    stage.serve("/sites", sites)
    stage.serve("/site", site)


def learn_sites(store: Store) -> Learn:
    """Learn what was sent by a process whose database is gone."""

    async def take(envelopes: Sequence[Envelope[SiteHealth]]) -> None:
        await store.run(restore_states, [each.data for each in envelopes])

    return learn_by(lambda record: record.decode(SITES), take)


def listed(found: list[SiteHealth], name: str | None) -> list[dict[str, Any]]:
    """Return the sites in a state, or in any, the latest first."""
    chosen = [
        health.model_dump(mode="json")
        for health in found
        if name is None or name in {state.name for state in health.states}
    ]
    return sorted(chosen, key=lambda each: str(each["changed_at"]), reverse=True)


def described(site: str, history: History, today: int) -> dict[str, Any]:
    """Return what came of a site's URLs in the last four weeks, as counts and shares."""
    sums = earlier(history, today + 1)
    visits = sums["visits"]
    doors = {door.value: sums[door.value] / visits for door in DOORS if sums[door.value]}
    shares = {sign: share(sums, sign) for sign in SIGNS}
    return {
        "site": site,
        "visits": visits,
        "new": sums["new"],
        "shares": {name: value for name, value in shares.items() if value is not None},
        "doors": doors,
    }

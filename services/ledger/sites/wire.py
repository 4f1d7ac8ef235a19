"""The sites in the ledger's process: rounds by the clock, routes, and the topic read again."""

from collections.abc import Sequence
from functools import partial

from aiohttp import web

from schemas.envelope import Envelope
from schemas.events import SiteHealth
from schemas.pipeline import SITES
from services.clock import now
from services.ledger.first_partition import has_first_partition
from services.ledger.sites.days import load_site
from services.ledger.sites.routes import described, listed
from services.ledger.sites.states import not_as_usual, restore_states
from services.ledger.sites.tally import day_of
from services.ledger.sites.watch import SiteWatch
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

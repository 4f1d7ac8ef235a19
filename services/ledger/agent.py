"""`urls.submitted.v1` and `urls.outcomes.v1` → ledger: one account of every URL."""

from collections.abc import Sequence

from faust.types import StreamT

from schemas.envelope import Envelope
from schemas.events import Event
from schemas.pipeline import LEDGER, OUTCOMES, SITES, SUBMITTED
from services import metrics
from services.clock import DAY_SECONDS, steady, unix
from services.ledger.account import enter, forget
from services.ledger.facts import fact_of
from services.ledger.queries import outstanding
from services.ledger.routes import serve_account
from services.ledger.sites.routes import learn_sites, watch_sites
from services.ledger.sweep import watch_expired
from services.ledger.tables import METADATA, TOPICS
from services.ledger.withdrawn import watch_withdrawn
from services.settings import settings
from services.stage.continuity.learn import learn_by
from services.stage.continuity.watch import Continuity
from services.stage.endings import Done
from services.stage.housekeeping import FORGET_EVERY_SECONDS
from services.stage.stage import Stage
from services.stage.store.store import forget_in_parts, store_of

GAUGE_EVERY_SECONDS = 1.0
FORGOTTEN_AT_ONCE = 2_000
"""Entries in one transaction: the account is kept in the same thread, and waits for it."""

stage = Stage(
    LEDGER,
    in_flight_max=2000,  # four batches: one in the store's hands, the others read meanwhile
    batch_max=500,
    routes_port=settings().ledger_port,
)
app = stage.app
store = store_of(stage.settings, "ledger", METADATA)
stage.use(store)


async def keep(envelopes: Sequence[Envelope[Event]]) -> list[Done]:
    """Enter facts into the account."""
    at = unix()
    conflicts = await store.call_many(enter, [fact_of(each, at) for each in envelopes])
    metrics.CONFLICTS.inc(sum(conflicts))
    return [Done()] * len(envelopes)


@app.agent(stage.source)
async def keep_account(stream: StreamT[bytes]) -> None:
    """Follow submissions and outcomes."""
    await stage.drain_batches(stream, keep)


async def show_account() -> None:
    """Keep the gauges right."""
    still_open = await store.run(outstanding)
    metrics.UNACCOUNTED.set(still_open.unanswered)
    metrics.OLDEST_UNACCOUNTED.set(still_open.oldest_seconds(unix()))


async def forget_answered() -> None:
    """Drop what was answered long ago."""
    before = steady.unix() - stage.settings.ledger_keep_days * DAY_SECONDS
    await forget_in_parts(store, forget, before, FORGOTTEN_AT_ONCE)


read_again = learn_by(stage.decode, keep)
follow = {SUBMITTED: read_again, OUTCOMES: read_again, SITES: learn_sites(store)}
stage.use(Continuity(stage, store, TOPICS, follow))  # before all that judges by the account
serve_account(stage, store)
watch_sites(stage, store)
watch_withdrawn(stage, store)
watch_expired(stage, store, read_again)
stage.every(GAUGE_EVERY_SECONDS, show_account)
stage.every(FORGET_EVERY_SECONDS, forget_answered)

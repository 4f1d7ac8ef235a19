"""The messages of `sites.health.v1`."""

from schemas.envelope import Envelope, Message, encode, trace_headers
from schemas.events import SiteHealth
from schemas.identity import event_id, made_id
from schemas.passport import Passport
from schemas.pipeline import LEDGER, SITES
from services.ledger.sites.states import KnownSite


def message_of(known: KnownSite) -> Message:
    """Make the message of a version, the same each time; a forgotten site's has no value."""
    health = known.health
    envelope = _envelope(health)
    if not known.is_forgotten:
        return encode(envelope, key=health.site)
    headers = [
        ("ce_id", envelope.id.encode()),
        *trace_headers(envelope.passport, is_public=True),
    ]
    return Message(health.site.encode(), None, headers)


def _envelope(health: SiteHealth) -> Envelope[SiteHealth]:
    """Put it into an envelope whose passport names no submission: none alone is its cause."""
    name = f"{SITES.name} {health.site} {health.changed_at.isoformat()}"
    passport = Passport(
        submission_id=made_id(name), submitted_url="", submitted_at=health.changed_at
    )
    return Envelope(event_id(name, SITES.name), LEDGER.source, health.changed_at, passport, health)

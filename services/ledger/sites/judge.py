"""Judge a site by its counts: which states hold now. Pure."""

from collections.abc import Sequence
from datetime import UTC, datetime

from schemas.events import SiteState, SiteStateName
from services.clock import DAY_SECONDS
from services.ledger.sites.blocked import blocked
from services.ledger.sites.quiet import quiet
from services.ledger.sites.usual import History, Turnout
from services.ledger.sites.window import Finding
from services.ledger.sites.worse import worse
from services.settings import Settings


def judge(
    history: History, today: int, turnout: Turnout, known: Sequence[SiteState], settings: Settings
) -> tuple[SiteState, ...]:
    """Return the states that hold: one that goes on stays as it began."""
    was = {state.name: state for state in known}
    findings: dict[SiteStateName, Finding | None] = {
        "quiet": quiet(history, today, turnout, was.get("quiet"), settings),
        "worse": worse(history, today, was.get("worse"), settings.sites_worse_drop),
        "blocked": blocked(history, today, was.get("blocked"), settings.sites_blocked_share),
    }
    held = (_held(name, finding, was.get(name)) for name, finding in findings.items())
    return tuple(state for state in held if state is not None)


def _held(name: SiteStateName, finding: Finding | None, was: SiteState | None) -> SiteState | None:
    if finding is None:
        return was
    if not finding.holds:
        return None
    return was or _begun(name, finding)


def _begun(name: SiteStateName, finding: Finding) -> SiteState:
    return SiteState(
        name=name,
        since=datetime.fromtimestamp(finding.since * DAY_SECONDS, UTC),
        sign=finding.sign,
        observed=round(finding.observed, 3),
        expected=round(finding.expected, 3),
    )

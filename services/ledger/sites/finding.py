"""What a judgement of a site comes to."""

from dataclasses import dataclass
from datetime import UTC, datetime

from schemas.events import SiteState, SiteStateName
from services.clock import DAY_SECONDS
from services.ledger.sites.tally import day_of


@dataclass(frozen=True, slots=True)
class Finding:
    """Whether something is not as usual, and what shows it."""

    holds: bool
    sign: str
    since: int
    """Day since 1970, UTC."""
    observed: float
    expected: float


def state_of(name: SiteStateName, finding: Finding) -> SiteState:
    """Return the state that a finding begins."""
    since = datetime.fromtimestamp(finding.since * DAY_SECONDS, UTC)
    return SiteState(
        name=name,
        since=since,
        sign=finding.sign,
        observed=round(finding.observed, 3),
        expected=round(finding.expected, 3),
    )


def day_since(state: SiteState) -> int:
    """Return the day on which a state began."""
    return day_of(state.since)

"""What the ledger answers about sites."""

from typing import Any

from schemas.events import SiteHealth
from schemas.outcomes import DOORS
from services.ledger.sites.usual import History
from services.ledger.sites.window import earlier
from services.ledger.sites.worse import SIGNS, share


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

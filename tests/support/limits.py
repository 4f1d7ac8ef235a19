"""Limits as the settings have them by default, but for what a test changes."""

from dataclasses import replace
from typing import Any

from services.fetch import from_settings
from services.fetch.from_settings import host_limits
from services.fetch.hosts.frontier import Frontier
from services.fetch.hosts.health import TroublePolicy
from services.fetch.http.types import ClientLimits
from services.settings import Settings

DEFAULTS = Settings()


def client_limits(**changes: Any) -> ClientLimits:
    """Give the limits of one fetch."""
    return replace(from_settings.client_limits(DEFAULTS), **changes)


def trouble_policy(**changes: Any) -> TroublePolicy:
    """Give the patience with hosts in trouble."""
    return replace(from_settings.trouble_policy(DEFAULTS), **changes)


def new_frontier(policy: TroublePolicy | None = None, **bounds: Any) -> Frontier:
    """Make an empty frontier within these bounds."""
    return Frontier(
        replace(from_settings.frontier_bounds(DEFAULTS), **bounds),
        policy or trouble_policy(),
        host_limits(DEFAULTS),
    )

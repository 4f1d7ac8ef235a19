"""The operator's settings → which addresses may be reached; intake and fetch must agree."""

from services.policy.addresses import AddressPolicy
from services.settings import Settings


def address_policy(settings: Settings) -> AddressPolicy:
    """Which addresses and ports may be reached."""
    ports = settings.fetch_allowed_ports
    return AddressPolicy(
        allowed_networks=settings.fetch_allowed_networks,
        allowed_ports=None if ports is None else frozenset(ports),
    )

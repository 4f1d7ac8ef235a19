"""The operator's settings → which addresses may be reached; intake and fetch must agree."""

from ipaddress import ip_network

from services.fetch.addresses import AddressPolicy
from services.stage.settings import Settings


def address_policy(settings: Settings) -> AddressPolicy:
    """Which addresses and ports may be reached; raise `ValueError` for a bad network or port."""
    ports = settings.fetch_allowed_ports
    return AddressPolicy(
        allowed_networks=tuple(ip_network(each) for each in settings.fetch_allowed_networks),
        allowed_ports=None if ports == ("any",) else frozenset(int(port) for port in ports),
    )

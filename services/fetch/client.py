"""The HTTP client as the operator's settings and rules want it."""

from services.fetch.http.client import Client
from services.fetch.limits import client_limits, host_options
from services.fetch.signing.wanted import signing
from services.policy.addresses import address_policy
from services.policy.live_rules import LiveRules
from services.policy.rules import Rules
from services.settings import Settings


def client_of(settings: Settings, rules: Rules | LiveRules) -> Client:
    """Make the client; rules may change while it lives. Raises `BadSettings` of a wrong key."""
    return Client(
        client_limits(settings),
        address_policy(settings),
        contact=settings.fetch_contact,
        proxy=settings.fetch_proxy,
        host_options=lambda host: host_options(rules, host),
        sign=signing(settings),
    )

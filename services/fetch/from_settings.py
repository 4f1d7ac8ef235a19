"""What the operator's settings and rules make of the HTTP client and of the frontier."""

from services.fetch.hosts.frontier import Bounds
from services.fetch.hosts.health import TroublePolicy
from services.fetch.hosts.host import Limits
from services.fetch.http.client import Client
from services.fetch.http.types import ClientLimits, HostOptions
from services.fetch.signing.wanted import signing
from services.policy.addresses import address_policy
from services.policy.live_rules import AnyRules
from services.settings import Settings


def client_of(settings: Settings, rules: AnyRules) -> Client:
    """Make the client; rules may change while it lives. Raises `BadSettings` of a wrong key."""
    return Client(
        client_limits(settings),
        address_policy(settings),
        contact=settings.fetch_contact,
        proxy=settings.fetch_proxy,
        host_options=lambda host: host_options(rules, host),
        sign=signing(settings),
    )


def client_limits(settings: Settings) -> ClientLimits:
    """How long, how much and how often: the limits of one fetch."""
    return ClientLimits(
        connect_timeout_seconds=settings.fetch_connect_timeout_seconds,
        first_byte_timeout_seconds=settings.fetch_first_byte_timeout_seconds,
        total_timeout_seconds=settings.fetch_timeout_seconds,
        body_max_bytes=settings.fetch_body_max_bytes,
        redirects_max=settings.fetch_redirects_max,
        least_rate_bytes_per_second=settings.fetch_least_rate_bytes_per_second,
        rate_grace_seconds=settings.fetch_rate_grace_seconds,
        large_bodies_max=settings.fetch_large_bodies_max,
        header_max_bytes=settings.fetch_header_max_bytes,
        headers_max=settings.fetch_headers_max,
        connections_max=settings.fetch_connections_max,
        keepalive_seconds=settings.fetch_keepalive_seconds,
        dns_servers=settings.fetch_dns_servers,
        dns_cache_seconds=settings.fetch_dns_cache_seconds,
    )


def host_options(rules: AnyRules, host: str) -> HostOptions:
    """What the operator's rules say of the connection to a host."""
    rule = rules.for_host(host)
    return HostOptions(verify_tls=rule.verify_tls is not False, user_agent=rule.user_agent)


def host_limits(
    settings: Settings,
    rule_delay_seconds: float | None = None,
    rule_concurrency: int | None = None,
) -> Limits:
    """How a host may be used, by the settings and the operator's rule for it."""
    delay = settings.fetch_delay_seconds if rule_delay_seconds is None else rule_delay_seconds
    concurrency = rule_concurrency or settings.fetch_concurrency_per_host
    return Limits(delay, concurrency, rule_delay_seconds or 0.0)


def frontier_bounds(settings: Settings) -> Bounds:
    """How much waits in memory."""
    return Bounds(
        short_wait_max_seconds=settings.fetch_short_wait_seconds,
        queue_max=settings.fetch_queue_max,
        waiting_max=max(1, settings.fetch_in_flight_max // 2),
        hosts_max=settings.fetch_hosts_max,
    )


def trouble_policy(settings: Settings) -> TroublePolicy:
    """How patient to be with hosts in trouble."""
    return TroublePolicy(
        cooling_seconds=settings.fetch_cooling_seconds,
        down_seconds=settings.fetch_down_seconds,
        down_after_failures=settings.fetch_down_after_failures,
    )

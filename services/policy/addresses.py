"""The address guard's rule: which addresses, names and ports must never be reached.

Source of the networks: IANA's IPv4 and IPv6 special-purpose registries. Python's `is_global` is
not used, since its answers differ between patch releases.
"""

from dataclasses import dataclass
from functools import lru_cache
from ipaddress import (
    IPv4Address,
    IPv4Network,
    IPv6Address,
    IPv6Network,
    ip_address,
    ip_network,
)

from schemas.outcomes import Reason
from schemas.url import BadUrl, host_of_name
from services.settings import Settings
from services.stage.endings import Ended

IpAddress = IPv4Address | IPv6Address
IpNetwork = IPv4Network | IPv6Network

FORBIDDEN: tuple[tuple[IpNetwork, str], ...] = tuple(
    (ip_network(network), what)
    for network, what in (
        ("0.0.0.0/8", "this network"),
        ("10.0.0.0/8", "private"),
        ("100.64.0.0/10", "carrier-grade NAT"),
        ("127.0.0.0/8", "loopback"),
        ("168.63.129.16/32", "cloud metadata"),
        ("169.254.0.0/16", "link-local"),
        ("172.16.0.0/12", "private"),
        ("192.0.0.0/24", "protocol assignments"),
        ("192.0.2.0/24", "documentation"),
        ("192.88.99.0/24", "6to4 relay"),
        ("192.168.0.0/16", "private"),
        ("198.18.0.0/15", "benchmarking"),
        ("198.51.100.0/24", "documentation"),
        ("203.0.113.0/24", "documentation"),
        ("224.0.0.0/4", "multicast"),
        ("240.0.0.0/4", "reserved"),
        ("::/128", "unspecified"),
        ("::1/128", "loopback"),
        ("64:ff9b:1::/48", "local NAT64"),
        ("2001::/32", "Teredo"),
        ("2001::/23", "protocol assignments"),
        ("2001:db8::/32", "documentation"),
        ("2002::/16", "6to4"),
        ("3fff::/20", "documentation"),
        ("fc00::/7", "unique local"),
        ("fe80::/10", "link-local"),
        ("fec0::/10", "site-local"),
        ("ff00::/8", "multicast"),
    )
)
"""Networks that nothing public answers from, each with its use, by IANA's registries."""

_GLOBAL_UNICAST = IPv6Network("2000::/3")
_NAT64 = IPv6Network("64:ff9b::/96")
"""RFC 6052: on a network with IPv6 alone, every IPv4 site is reached through this prefix."""

_LOCAL_NAMES = frozenset(
    {"localhost", "localhost.localdomain", "localhost6", "ip6-localhost", "ip6-loopback"}
)
_METADATA_NAMES = frozenset(
    {"metadata", "metadata.google.internal", "metadata.goog", "instance-data",
     "instance-data.ec2.internal"}
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class AddressPolicy:
    """What the operator allows beyond the public web on ports 80 and 443."""

    allowed_networks: tuple[IpNetwork, ...] = ()
    """Networks that may be reached although they are not public: tests, an intranet."""
    allowed_ports: frozenset[int] | None = frozenset({80, 443})
    """None: every port."""


PUBLIC_WEB = AddressPolicy()


def address_policy(settings: Settings) -> AddressPolicy:
    """Return what the operator's settings allow; intake and fetch must agree."""
    ports = settings.fetch_allowed_ports
    return AddressPolicy(
        allowed_networks=settings.fetch_allowed_networks,
        allowed_ports=None if ports is None else frozenset(ports),
    )


def refusal(host: str, port: int, policy: AddressPolicy = PUBLIC_WEB) -> Ended | None:
    """Refuse a URL by its port or host, or None; a name is not resolved."""
    if detail := blocked_port(port, policy):
        return Ended(Reason.BLOCKED_PORT, detail)
    detail = blocked_literal(host, policy)
    return Ended(Reason.BLOCKED_ADDRESS, detail) if detail else None


def blocked_port(port: int, policy: AddressPolicy) -> str | None:
    """Say why a port must not be reached, or None."""
    if policy.allowed_ports is None or port in policy.allowed_ports:
        return None
    return f"port {port} is not allowed"


@lru_cache(maxsize=65_536)
@lru_cache(maxsize=65_536)
def blocked_literal(host: str, policy: AddressPolicy = PUBLIC_WEB) -> str | None:
    """Say why a URL's host must not be reached, or None; a name is not resolved.

    An address is understood in every spelling that browsers take: decimal, octal, hexadecimal,
    with fewer than four parts, with full-width digits, in brackets.
    """
    try:
        name = host_of_name(host)
    except BadUrl:
        return f"{host} is neither a name nor an address"
    if name in _METADATA_NAMES:
        return f"{name} is a cloud metadata service"
    if name in _LOCAL_NAMES or name.endswith(".localhost"):
        return blocked_address(IPv4Address("127.0.0.1"), policy) and f"{name} is this machine"
    try:
        return blocked_address(ip_address(name), policy)
    except ValueError:
        return None


@lru_cache(maxsize=65_536)
def blocked_address(address: str | IpAddress, policy: AddressPolicy = PUBLIC_WEB) -> str | None:
    """Say why an address must not be reached, or None. Looks into IPv4-mapped and NAT64 ones."""
    ip = ip_address(address.partition("%")[0]) if isinstance(address, str) else address
    if any(ip in network for network in policy.allowed_networks):
        return None
    if isinstance(ip, IPv6Address) and ip.ipv4_mapped is not None:
        return blocked_address(ip.ipv4_mapped, policy)
    if ip in _NAT64:
        return blocked_address(IPv4Address(int(ip) & 0xFFFF_FFFF), policy)
    is_usual = isinstance(ip, IPv4Address) or ip in _GLOBAL_UNICAST
    other = None if is_usual else "reserved"
    what = next((what for network, what in FORBIDDEN if ip in network), other)
    return what and f"{ip} is {what}"

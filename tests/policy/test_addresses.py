from ipaddress import ip_address, ip_network
from pathlib import Path

import pytest

from schemas.outcomes import Reason
from services.policy.addresses import AddressPolicy, blocked_address, blocked_literal, refusal
from services.stage.endings import Ended

HERE = Path(__file__).parent
NEVER = (HERE / "addresses_blocked.txt").read_text(encoding="utf-8").split()
FINE = (HERE / "addresses_fine.txt").read_text(encoding="utf-8").split()


@pytest.mark.parametrize("host", NEVER)
def test_an_address_that_is_not_public_is_blocked_in_every_spelling(host: str) -> None:
    assert blocked_literal(host) is not None


@pytest.mark.parametrize("host", FINE)
def test_a_public_address_or_a_name_passes(host: str) -> None:
    assert blocked_literal(host) is None


@pytest.mark.parametrize("port", [0, 22, 25, 79, 81, 6379, 8080, 65535])
def test_a_port_that_is_no_web_port_is_blocked(port: int) -> None:
    assert refusal("example.org", port) == Ended(Reason.BLOCKED_PORT, f"port {port} is not allowed")


def test_every_port_passes_where_the_policy_names_none() -> None:
    assert refusal("example.org", 8080, AddressPolicy(allowed_ports=None)) is None


def test_an_allowed_network_may_be_reached_and_its_neighbours_not() -> None:
    policy = AddressPolicy(allowed_networks=(ip_network("10.1.0.0/16"),))
    assert blocked_address("10.1.2.3", policy) is None
    assert blocked_address("::ffff:10.1.2.3", policy) is None
    assert blocked_address("10.2.0.1", policy) == "10.2.0.1 is private"


def test_localhost_passes_where_the_loopback_network_is_allowed() -> None:
    policy = AddressPolicy(allowed_networks=(ip_network("127.0.0.0/8"),))
    assert blocked_literal("localhost", policy) is None
    assert blocked_literal("metadata.google.internal", policy) is not None


def test_the_detail_says_what_the_address_is() -> None:
    assert blocked_literal("2130706433") == "127.0.0.1 is loopback"
    assert blocked_address(ip_address("fe80::1")) == "fe80::1 is link-local"

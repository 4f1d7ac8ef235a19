"""A socket only for what the policy allows."""

import socket

import pytest

from services.policy.addresses import AddressPolicy
from services.policy.guarded_socket import BlockedAddress, guarded_socket


@pytest.mark.parametrize(
    ("address", "why"),
    [
        (("10.0.0.1", 80), "10.0.0.1 is private"),
        (("::1", 443, 0, 0), "::1 is loopback"),
        (("93.184.215.14", 22), "port 22 is not allowed"),
    ],
)
def test_a_socket_is_not_even_made_for_a_forbidden_address(
    address: tuple[str | int, ...], why: str
) -> None:
    with pytest.raises(BlockedAddress) as caught:
        guarded_socket(AddressPolicy(), (socket.AF_INET, socket.SOCK_STREAM, 6, "", address))
    assert caught.value.strerror == why

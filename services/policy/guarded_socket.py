"""The address guard, where a socket is made: the address that is checked is the one connected to.

So a name whose answer changes between check and use (DNS rebinding) gains nothing.
"""

import socket
from typing import Any

from services.policy.addresses import AddressPolicy, blocked_address, blocked_port

AddressInfo = tuple[Any, ...]
"""As `socket.getaddrinfo` gives it."""


class BlockedAddress(OSError):
    """The guard refused an address; an `OSError`, so that the next one is tried."""


def guarded_socket(policy: AddressPolicy, address_info: AddressInfo) -> socket.socket:
    """Make a socket for a resolved address, or raise `BlockedAddress` with why as `strerror`."""
    address, port = address_info[4][:2]
    if blocked := blocked_address(address, policy) or blocked_port(port, policy):
        raise BlockedAddress(None, blocked)
    return plain_socket(address_info)


def plain_socket(address_info: AddressInfo) -> socket.socket:
    """Make a socket for any address."""
    family, kind, protocol, _, _ = address_info
    return socket.socket(family=family, type=kind, proto=protocol)

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


def guarded_socket(policy: AddressPolicy | None, address_info: AddressInfo) -> socket.socket:
    """Make a socket for a resolved address, or raise `BlockedAddress` with why as `strerror`.

    Without a policy any address is right.
    """
    family, kind, protocol, _, (address, port, *_) = address_info
    if policy and (blocked := blocked_address(address, policy) or blocked_port(port, policy)):
        raise BlockedAddress(None, blocked)
    return socket.socket(family=family, type=kind, proto=protocol)

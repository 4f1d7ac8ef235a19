"""Hosts as people name them: in any spelling, and with their subdomains."""

from functools import partial
from ipaddress import ip_network

from schemas.url import BadUrl, host_of, host_of_name
from services.cli.errors import Problem
from services.setting_values import PORT_MAX, can_read


def host_named(text: str) -> str:
    """Bring a host, or the host of a URL, into the spelling of URLs."""
    if text.startswith("*."):
        raise Problem(f"leave the `*.` out: {text[2:]!r} stands for its subdomains too", 2)
    if "/" in text and can_read(partial(ip_network, strict=False), text):
        raise Problem(f"{text!r} is a network; name a host, or one address", 2)
    try:
        return host_of(text) if "://" in text else host_of_name(text.strip("."))
    except BadUrl:
        raise Problem(f"{text!r} is not a host name", 2) from None


def require_address(text: str) -> str:
    """Return an address as it is; raise `Problem` with exit code 2 where it is not `host:port`."""
    host, _, number = text.rpartition(":")
    if not host.isprintable() or not host or not number.isdecimal() or int(number) > PORT_MAX:
        raise Problem(f"{text!r} is not HOST:PORT", 2)
    return text

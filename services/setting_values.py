"""How settings are checked when they are read: lists, comma-separated, and URLs.

What is wrong is a `ValueError` whose words name the bad part and an example.
"""

import math
import re
from collections.abc import Callable, Iterable
from importlib.util import find_spec
from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network
from typing import Literal, get_args
from urllib.parse import urlsplit

from pydantic import BeforeValidator

from schemas.url.hosts import is_http_url

Network = IPv4Network | IPv6Network
ModelName = Literal["ner-en", "ner-ru", "embed"]
"""A model beside the rules of enrich, and the extra that brings it."""

PORT_MAX = 65_535
HTTPS_ORIGIN = r"^https://[a-z0-9.-]+(:[0-9]+)?$"
_HOST = re.compile(r"[\w.-]+|\[[0-9A-Fa-f:.]+\]")


def listed(read: Callable[[str], object], example: str) -> BeforeValidator:
    """Read each part; `read` returns its value, or raises with words that name it."""

    def read_all(value: object) -> tuple[object, ...]:
        try:
            return tuple(read(part) for part in parts(value))
        except ValueError as error:
            raise ValueError(f"{error}; for example {example}") from None

    return BeforeValidator(read_all)


def parts(value: object) -> tuple[str, ...]:
    """Split a list at its commas; blanks around a part, and empty parts, do not count."""
    found = value.split(",") if isinstance(value, str) else value
    if not isinstance(found, Iterable):
        raise ValueError(f"`{value}` is not a list")
    return tuple(filter(None, (str(part).strip() for part in found)))


def network(part: str) -> Network:
    """Read a network in CIDR notation, or a single address."""
    try:
        return ip_network(part)
    except ValueError:
        pass
    try:
        whole = ip_network(part, strict=False)
    except ValueError:
        raise ValueError(f"`{part}` is not a network") from None
    raise ValueError(f"`{part}` is an address in the network {whole}")


def ports(value: object) -> tuple[int, ...] | None:
    """Read all the ports that are allowed; None is every port."""
    found = None if value is None else parts(value)
    if found is None or found == ("any",):
        return None
    if not found:
        raise ValueError("none is named; for example 80,443,8080 or any")
    try:
        return tuple(map(port, found))
    except ValueError as error:
        raise ValueError(f"{error}; for example 80,443,8080 or, alone, any") from None


def port(part: str) -> int:
    """Read the number of a port."""
    if not (part.isascii() and part.isdigit() and 0 < int(part) <= PORT_MAX):
        raise ValueError(f"`{part}` is not a port from 1 to {PORT_MAX}")
    return int(part)


def seconds(part: str) -> float:
    """Read a time of at least 0 seconds."""
    try:
        value = float(part)
    except ValueError:
        value = math.nan
    if not 0 <= value < math.inf:
        raise ValueError(f"`{part}` is not a number of seconds")
    return value


def dns_server(part: str) -> str:
    """Check a server's address, `address:port` or, for IPv6, `[address]:port`."""
    address, _, tail = part.rpartition(":")
    is_bare = can_read(ip_address, part.removeprefix("[").removesuffix("]"))
    if not is_bare and not (can_read(ip_address, address.strip("[]")) and can_read(port, tail)):
        raise ValueError(f"`{part}` is not the address of a name server")
    return part


def name(part: str) -> str:
    """Read a host's name, without port; in lower case."""
    if not re.fullmatch(r"[\w.-]+", part):
        raise ValueError(f"`{part}` is not a host's name")
    return part.lower()


def model(part: str) -> str:
    """Check the name of a model beside the rules of enrich."""
    if part not in get_args(ModelName):
        raise ValueError(f"`{part}` is not one of {', '.join(get_args(ModelName))}")
    return part


def brokers(value: str) -> str:
    """Check a list of brokers, `host` or `host:port` each; blanks are taken out."""
    example = "; for example kafka-1:9092,kafka-2:9092"
    found = parts(value)
    if not found:
        raise ValueError(f"none is named{example}")
    for part in found:
        host = _HOST.match(part)
        tail = part[host.end() :] if host else ""
        if host is None or (tail and not (tail[0] == ":" and can_read(port, tail[1:]))):
            raise ValueError(f"`{part}` is not a host and port{example}")
    return ",".join(found)


def file(value: object) -> object:
    """Read an empty path as none: it would be the present folder."""
    return value or None


def folder(value: object) -> object:
    """Refuse an empty path: it would be the present folder."""
    if not value:
        raise ValueError("no folder is named; for example ./here, or . for the present one")
    return value


def contact(value: str | None) -> str | None:
    """Check what stands in a header of every request."""
    if value and not value.isprintable():
        raise ValueError("has a line break or a sign that cannot be printed; for example me@a.org")
    return value


def proxy(value: str | None) -> str | None:
    """Check a proxy's URL; never repeat it: with its password it would be in every outcome."""
    if not value:
        return None
    try:
        url = urlsplit(value)
        usable = url.scheme in ("http", "https") and bool(url.hostname) and url.port != 0
    except ValueError:
        usable = False
    if not usable:
        raise ValueError(
            "not the URL of an http or https proxy; for example http://user:password@proxy:3128"
        )
    return value


def otlp_endpoint(value: str) -> str:
    """Check the URL of an OTLP endpoint, and that what sends to it is installed; empty: off."""
    if not value:
        return value
    if not is_http_url(value):
        raise ValueError(f"`{value}` is not an http(s) URL; for example http://127.0.0.1:4318")
    if not is_installed("opentelemetry.exporter.otlp.proto.http"):
        raise ValueError("OpenTelemetry is missing; the extra newsreel[otel] has it")
    return value


def is_installed(module: str) -> bool:
    """Whether a module could be imported; only the packages that it is in are."""
    try:
        return find_spec(module) is not None
    except ModuleNotFoundError:  # not even the package that it is in
        return False


def can_read(read: Callable[[str], object], text: str) -> bool:
    """Whether `read` takes a text, and does not raise `ValueError`."""
    try:
        read(text)
    except ValueError:
        return False
    return True

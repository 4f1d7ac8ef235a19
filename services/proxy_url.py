"""The URL of a proxy, checked where it is set: later its password would be in every outcome."""

from urllib.parse import urlsplit

EXAMPLE = "for example http://user:password@proxy:3128"


def checked(value: str | None) -> str | None:
    """Refuse what cannot be a proxy's URL; never repeat it, since it may hold a password."""
    if not value:
        return None
    try:
        url = urlsplit(value)
        usable = url.scheme in ("http", "https") and bool(url.hostname) and url.port != 0
    except ValueError:
        usable = False
    if not usable:
        raise ValueError(f"not the URL of an http or https proxy; {EXAMPLE}")
    return value

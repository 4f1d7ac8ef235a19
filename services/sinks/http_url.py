"""URLs that an operator names."""

from urllib.parse import SplitResult, urlsplit

from services.settings import BadSettings


def check_http_url(setting: str, url: str) -> SplitResult:
    """Return the parts of an http(s) URL with a host; else raise `BadSettings` of the setting."""
    try:
        parts = urlsplit(url)
        _ = parts.port  # raises where it is none
    except ValueError as error:
        raise BadSettings(f"{setting}: {error}") from None
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise BadSettings(f"{setting}: want http://… or https://…, not {url!r}")
    return parts

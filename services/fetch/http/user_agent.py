"""Who we say we are, and the name that robots.txt calls us by."""

import re
from functools import lru_cache

PRODUCT = "newsreel"
"""Product token: what robots.txt files name."""
VERSION = "0.1"

PRODUCT_TOKEN = re.compile(r"[A-Za-z_-]+")
_WRAPPED_NAME = re.compile(r"\(compatible;\s*([A-Za-z_-]+)", re.IGNORECASE)


def user_agent(contact: str | None = None) -> str:
    """Name the project and, where set, how to reach its operator (a URL or an e-mail address)."""
    return f"{PRODUCT}/{VERSION} (+{contact})" if contact else f"{PRODUCT}/{VERSION}"


@lru_cache(maxsize=1024)
def product_token(user_agent: str) -> str:
    """Return the name that robots.txt calls this user agent by, lower case (RFC 9309 2.2.1)."""
    name = _WRAPPED_NAME.search(user_agent) or PRODUCT_TOKEN.match(user_agent)
    return name[name.lastindex or 0].lower() if name else ""

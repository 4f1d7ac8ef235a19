"""Who we say we are."""

PRODUCT = "newsreel"
"""Product token: what robots.txt files name."""
VERSION = "0.1"


def user_agent(contact: str | None = None) -> str:
    """Name the project and, where set, how to reach its operator (a URL or an e-mail address)."""
    return f"{PRODUCT}/{VERSION} (+{contact})" if contact else f"{PRODUCT}/{VERSION}"

"""What is set about signing; without a key nothing of it is imported."""

from collections.abc import Callable, Mapping

from services.settings import BadSettings, Settings

Sign = Callable[[str], Mapping[str, str]]
"""Returns the headers that sign one request to a host (and port where it is not the scheme's)."""


def sign_unsigned(authority: str) -> Mapping[str, str]:
    """Sign nothing."""
    return {}


def signing(settings: Settings) -> Sign:
    """Return how requests are signed, or raise `BadSettings` with what is wrong with the key."""
    if settings.fetch_signing_key is None:
        return sign_unsigned
    try:
        from services.fetch.signing.key import read_key
        from services.fetch.signing.signer import Signer
    except ImportError:
        raise BadSettings(
            "NEWSREEL_FETCH_SIGNING_KEY needs `pip install -e '.[signing]'` in the repository"
        ) from None
    key = read_key(settings.fetch_signing_key)
    return Signer(key, settings.fetch_signature_agent).headers

"""Settings that have no effect as long as another one is as it is."""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from services.settings import Settings, variable_of


class Need(NamedTuple):
    """What some settings have no effect without."""

    of: tuple[str, ...]
    """Names of fields."""
    is_met: Callable[[Settings], bool]
    words: str


NEEDS = (
    Need(
        ("kafka_ca_file", "kafka_cert_file", "kafka_key_file"),
        lambda settings: settings.kafka_security_protocol.endswith("SSL"),
        "SSL or SASL_SSL in NEWSREEL_KAFKA_SECURITY_PROTOCOL",
    ),
    Need(
        ("kafka_sasl_username", "kafka_sasl_password", "kafka_token_command"),
        lambda settings: settings.kafka_security_protocol.startswith("SASL"),
        "SASL_SSL or SASL_PLAINTEXT in NEWSREEL_KAFKA_SECURITY_PROTOCOL",
    ),
    Need(
        ("fetch_signature_agent",),
        lambda settings: settings.fetch_signing_key is not None,
        "NEWSREEL_FETCH_SIGNING_KEY",
    ),
)


def without_effect(settings: Settings) -> Iterator[str]:
    """Name the settings that were given in vain, and what they need."""
    for need in NEEDS:
        given = [name for name in need.of if getattr(settings, name)]
        if given and not need.is_met(settings):
            names = ", ".join(map(variable_of, given))
            yield f"{names}: no effect without {need.words}"

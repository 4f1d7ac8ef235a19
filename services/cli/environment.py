"""What every command needs of its surroundings: the settings, and where to write."""

import os
import socket
from pathlib import Path

from services.settings import Settings
from services.settings import settings as read
from services.stage.health.process_registry import stack_environment

RUN_FOLDER = Path(".run")
"""State, logs and notes of `newsreel up`."""
KAFKA_PORT = "9092"
"""Where a list of brokers names none."""


def settings() -> Settings:
    """Read the settings, or raise `BadSettings` with the variable that is wrong.

    Without another NEWSREEL_KAFKA the stack is meant that `newsreel up` runs from this folder.
    """
    local = stack_environment(RUN_FOLDER)
    kafka = local.get("NEWSREEL_KAFKA", "")
    if local and _same_brokers(os.environ.get("NEWSREEL_KAFKA", kafka), kafka):
        for name, value in local.items():
            os.environ.setdefault(name, value)
    config = read()
    require_kafka_security(config)
    return config


def require_kafka_security(config: Settings) -> None:
    """Raise `BadSettings` where TLS or a login to Kafka lacks what it needs."""
    if config.kafka_security_protocol != "PLAINTEXT":
        from services.stage.kafka.options import client_options  # half a second that others save

        client_options(config)


def _same_brokers(one: str, other: str) -> bool:
    """Whether two lists of brokers name one in common, however it is spelt (`localhost`)."""
    return one == other or bool(_addresses(one) & _addresses(other))


def _addresses(brokers: str) -> set[tuple[str, str]]:
    found = set()
    for broker in brokers.replace(" ", "").split(","):
        host, colon, port = broker.rpartition(":")
        name, number = (host.strip("[]"), port) if colon else (broker, KAFKA_PORT)
        try:
            told = socket.getaddrinfo(name, None, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError):
            told = []
        found |= {(str(each[4][0]), number) for each in told}
    return found

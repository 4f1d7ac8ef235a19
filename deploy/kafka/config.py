"""`server.properties` of one KRaft node on loopback."""

from dataclasses import dataclass
from pathlib import Path

from services.local.child import LOOPBACK

MESSAGE_MAX_BYTES = 13_000_000
"""The largest topic of the contract takes 12 MB, and a batch has a header of its own."""

REAUTH_MS = 5_000
"""After so long, or when its token has ended, a connection must show a token again."""

LOG4J = """\
appender.out.type=Console
appender.out.name=out
appender.out.layout.type=PatternLayout
appender.out.layout.pattern=%d %p %m (%c{1})%n
rootLogger.level=WARN
rootLogger.appenderRef.out.ref=out
"""


@dataclass(frozen=True, slots=True)
class Access:
    """How clients come in: as anybody, unless one of these is set."""

    sasl: tuple[str, str] | None = None
    """User name and password for SASL/PLAIN."""
    tls_pem: Path | None = None
    """One file with the private key and the certificate chain of the server."""
    tokens: bool = False
    """SASL/OAUTHBEARER with JSON Web Tokens that nobody has signed: their `exp` is checked."""

    @property
    def protocol(self) -> str:
        """Kafka's word for how clients connect."""
        if self.sasl or self.tokens:
            return "SASL_SSL" if self.tls_pem else "SASL_PLAINTEXT"
        return "SSL" if self.tls_pem else "PLAINTEXT"


ANYBODY = Access()


@dataclass(frozen=True, slots=True)
class Listeners:
    """Where the node listens, and how clients come in on `port`."""

    port: int
    controller_port: int
    internal_port: int
    access: Access


def server_properties(listeners: Listeners, data: Path) -> str:
    """Return the text of the node's configuration."""
    settings = {**_node(data), **_listeners(listeners), **_small(), **_security(listeners.access)}
    return "".join(f"{name}={value}\n" for name, value in settings.items())


def _node(data: Path) -> dict[str, object]:
    return {
        "process.roles": "broker,controller",
        "node.id": 1,
        "log.dirs": data / "log",
        "auto.create.topics.enable": "false",
        "message.max.bytes": MESSAGE_MAX_BYTES,
        "group.initial.rebalance.delay.ms": 0,
        # A test may want a quick takeover; the default floor is 6 s.
        "group.min.session.timeout.ms": 1000,
        # After kill -9 the old registration must expire before the node may come back.
        "broker.session.timeout.ms": 3000,
        "broker.heartbeat.interval.ms": 500,
    }


def _small() -> dict[str, object]:
    """Return what suits one node that holds every replica and has a small heap."""
    return {
        "default.replication.factor": 1,
        "offsets.topic.replication.factor": 1,
        "offsets.topic.num.partitions": 8,
        "transaction.state.log.replication.factor": 1,
        "transaction.state.log.min.isr": 1,
        "transaction.state.log.num.partitions": 4,
        "share.coordinator.state.topic.replication.factor": 1,
        "share.coordinator.state.topic.min.isr": 1,
        "log.cleaner.dedupe.buffer.size": 16_000_000,
    }


def _listeners(listeners: Listeners) -> dict[str, object]:
    addresses = {"CLIENT": listeners.port, "INTERNAL": listeners.internal_port}
    public = ",".join(f"{name}://{LOOPBACK}:{port}" for name, port in addresses.items())
    controller = f"{LOOPBACK}:{listeners.controller_port}"
    return {
        "listeners": f"{public},CONTROLLER://{controller}",
        "advertised.listeners": public,
        "controller.listener.names": "CONTROLLER",
        "inter.broker.listener.name": "INTERNAL",
        "controller.quorum.voters": f"1@{controller}",
        "listener.security.protocol.map": (
            f"CLIENT:{listeners.access.protocol},INTERNAL:PLAINTEXT,CONTROLLER:PLAINTEXT"
        ),
    }


def _security(access: Access) -> dict[str, object]:
    settings: dict[str, object] = {}
    if access.sasl:
        user, password = access.sasl
        module = "org.apache.kafka.common.security.plain.PlainLoginModule"
        settings["listener.name.client.sasl.enabled.mechanisms"] = "PLAIN"
        settings["listener.name.client.plain.sasl.jaas.config"] = (
            f'{module} required user_{user}="{password}";'
        )
    if access.tokens:
        module = "org.apache.kafka.common.security.oauthbearer.OAuthBearerLoginModule"
        settings["listener.name.client.sasl.enabled.mechanisms"] = "OAUTHBEARER"
        settings["listener.name.client.oauthbearer.sasl.jaas.config"] = f"{module} required;"
        settings["listener.name.client.oauthbearer.connections.max.reauth.ms"] = REAUTH_MS
    if access.tls_pem:
        settings["listener.name.client.ssl.keystore.type"] = "PEM"
        settings["listener.name.client.ssl.keystore.location"] = access.tls_pem
    return settings

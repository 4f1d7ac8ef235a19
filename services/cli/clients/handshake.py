"""Why no broker answers: what a connection of our own meets, since the client does not tell."""

import contextlib
import socket
import ssl

from aiokafka.conn import collect_hosts

from services.settings import Settings
from services.silent import why_silent
from services.stage.kafka.options import ssl_context

CONNECT_SECONDS = 3.0
ALERT_SECONDS = 2.0
"""In TLS 1.3 a server refuses a client's certificate only after the handshake."""
SEE = "see NEWSREEL_KAFKA_"
"""A broker is there, and this setting is what to look at."""
PROTOCOL = f"{SEE}SECURITY_PROTOCOL"


def why_unanswered(settings: Settings) -> str:
    """Say what a connection to the brokers comes to, in few words. Blocks for some seconds."""
    refused: list[str] = []
    for host, port, family in collect_hosts(settings.kafka, randomize=False):
        try:
            with _connected(host, port, family) as connection:
                return _why_no_answer(connection, host, settings)
        except OSError as error:
            refused.append(why_silent(error))
    return refused[0]


def _connected(host: str, port: int, family: int) -> socket.socket:
    """Connect to the first address of a name that takes a connection, or raise `OSError`."""
    error = OSError("unknown name")
    for *kind, _, address in socket.getaddrinfo(host, port, family, socket.SOCK_STREAM):
        connection = socket.socket(*kind)
        connection.settimeout(CONNECT_SECONDS)
        try:
            connection.connect(address)
        except OSError as refused:
            connection.close()
            error = refused
        else:
            return connection
    raise error


def _why_no_answer(connection: socket.socket, host: str, settings: Settings) -> str:
    protocol = settings.kafka_security_protocol
    if not protocol.endswith("SSL"):
        wanted = "it speaks TLS" if _speaks_tls(connection) else f"it does not answer {protocol}"
        return f"{wanted}; {PROTOCOL}"
    try:
        with ssl_context(settings).wrap_socket(connection, server_hostname=host) as secured:
            secured.settimeout(ALERT_SECONDS)
            secured.recv(1)
    except ssl.SSLCertVerificationError as error:
        return f"we refuse its certificate: {error.verify_message}; {SEE}CA_FILE"
    except (ssl.SSLError, ConnectionError) as error:
        return _why_no_tls(error)
    except TimeoutError:
        pass  # it waits for a request, as a broker does
    return f"it does not answer {protocol}; {PROTOCOL}"


def _why_no_tls(error: OSError) -> str:
    reason = getattr(error, "reason", None) or ""
    if "ALERT" in reason:
        said = reason.partition("ALERT_")[2].replace("_", " ").lower()
        return f"it refuses our certificate, or that there is none: {said}; {SEE}CERT_FILE"
    return f"it does not speak TLS; {PROTOCOL}"


def _speaks_tls(connection: socket.socket) -> bool:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    with contextlib.suppress(OSError), context.wrap_socket(connection):
        return True
    return False

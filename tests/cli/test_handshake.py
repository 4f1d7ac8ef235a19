"""Why no broker answers is said as it is: the address, TLS, or whose certificate is refused."""

import contextlib
import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import trustme

from services.cli.clients.handshake import why_unanswered
from services.settings import Settings

Answer = Callable[[socket.socket], object]
OURS, OTHERS = trustme.CA(), trustme.CA()


@contextlib.contextmanager
def serving(answer: Answer) -> Iterator[str]:
    """Answer one connection, and close it when the block ends."""
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def serve() -> None:
            with contextlib.suppress(OSError), listener.accept()[0] as connection:
                answer(connection)
                connection.recv(4096)

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        yield f"127.0.0.1:{listener.getsockname()[1]}"
        thread.join(5)


def secured(wants_certificate: bool = False) -> Answer:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    OURS.issue_cert("127.0.0.1").configure_cert(context)
    if wants_certificate:
        context.verify_mode = ssl.CERT_REQUIRED
        OURS.configure_trust(context)

    def answer(connection: socket.socket) -> None:
        context.wrap_socket(connection, server_side=True).recv(4096)

    return answer


def closing(connection: socket.socket) -> None:
    connection.recv(4096)
    connection.close()


@pytest.fixture
def files(tmp_path: Path) -> dict[str, Path]:
    OURS.cert_pem.write_to_path(tmp_path / "ours.pem")
    OTHERS.cert_pem.write_to_path(tmp_path / "others.pem")
    stranger = OTHERS.issue_cert("us@client.example")
    stranger.private_key_and_cert_chain_pem.write_to_path(tmp_path / "stranger.pem")
    return {each.stem: each for each in tmp_path.iterdir()}


NEITHER = "it refuses our certificate, or that there is none: "


@pytest.mark.parametrize(
    ("answer", "given", "said"),
    [
        (secured(), {"ca": "others"}, "we refuse its certificate: unable to get local issuer"),
        (secured(True), {"ca": "ours"}, NEITHER),
        (secured(True), {"ca": "ours", "cert": "stranger"}, NEITHER),
        (closing, {"ca": "ours"}, "it does not speak TLS; see NEWSREEL_KAFKA_SECURITY_PROTOCOL"),
        (secured(), {}, "it speaks TLS; see NEWSREEL_KAFKA_SECURITY_PROTOCOL"),
        (closing, {}, "it does not answer PLAINTEXT; see NEWSREEL_KAFKA_SECURITY_PROTOCOL"),
        (secured(), {"ca": "ours"}, "it does not answer SSL; see"),
    ],
    ids=["unknown CA", "no certificate", "stranger", "no TLS", "TLS", "other protocol", "hangs"],
)
def test_what_a_broker_refuses_is_said(
    files: dict[str, Path], answer: Answer, given: dict[str, str], said: str
) -> None:
    more: dict[str, Any] = {f"kafka_{name}_file": files[file] for name, file in given.items()}
    with serving(answer) as address:
        protocol: Any = "SSL" if given else "PLAINTEXT"
        found = why_unanswered(Settings(kafka=address, kafka_security_protocol=protocol, **more))
    assert found.startswith(said)


def test_where_nobody_listens_the_system_s_words_are_said() -> None:
    assert why_unanswered(Settings(kafka="127.0.0.1:1,127.0.0.1:2")) == "connection refused"
    assert why_unanswered(Settings(kafka="nobody.invalid:9092")) != "connection refused"

